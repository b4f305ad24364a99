"""From the last correction to a fresh prediction: a refit with one hour of reviewed recordings.

    python benchmarks/refit.py [--minutes M] [--rounds N] [--folder DIR]

A project of recordings of five minutes at 30 frames per second, one body that moves at random, with
segments at random: what is computed is the same whatever is seen. All features are cached, as they
are once everything was predicted. Told are seconds on the clock, and of processor time on all
cores, which others on the machine hardly change. At the end the whole as the window does it: a
process of its own, from the wish until the new model has predicted the recording in sight.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from core.jobs.job import PREDICT, REFIT, Job
from core.jobs.queue import Jobs
from core.labels import LabelTrack, Segment, Span
from core.models import Models, bundled
from core.predictions import Predictions
from core.progress import Steps, finish
from core.project import Project
from core.recording import Recording
from core.skeleton import KINECT2
from tests.training.projects import new_project

FPS, MINUTES_EACH = 30, 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=int, default=60, help="reviewed in all")
    parser.add_argument("--folder", type=Path, help="of the disk to write to")
    parser.add_argument("--rounds", type=int, default=3, help="of the whole")
    options = parser.parse_args()
    print(f"{'clock':>8} {'cores':>8}   seconds")
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = _project(Path(name) / "project", options.minutes // MINUTES_EACH)
        watch = _Watch()
        watch.tell("python, numpy, h5py, and a project made up")
        from training.jobs.work import work

        watch.tell("torch and the job imported")
        finish(work(Jobs(folder).add(Job(PREDICT))))
        watch.tell(f"all {options.minutes} minutes predicted once")
        seen = Project.open(folder).recordings[0]
        job = Job(REFIT, recordings=(seen.id,))
        _refit(work(Jobs(folder).add(job)), watch)
        for _ in range(options.rounds):
            _print_row(_as_in_the_window(folder, job), None, "as the window does it")


class _Watch:
    """Tells what went by since it last told something."""

    def __init__(self) -> None:
        self._clock, self._cores = time.perf_counter(), 0.0

    def tell(self, what: str) -> None:
        clock, cores = time.perf_counter(), time.process_time()
        _print_row(clock - self._clock, cores - self._cores, what)
        self._clock, self._cores = clock, cores


def _refit(steps: Steps[None], watch: _Watch) -> None:
    """Do it, and tell what each part took."""
    for progress in steps:
        if progress.doing == "refitting" and progress.done in (0, progress.total):
            watch.tell("trained" if progress.done else "labels frozen, features read")
    watch.tell("figures, the model kept, five minutes predicted")


def _as_in_the_window(folder: Path, job: Job) -> float:
    """Seconds until a job of its own process has kept a model and predicted with it."""
    jobs, began = Jobs(folder), time.perf_counter()
    one = jobs.add(job)
    while not one.state.over:
        jobs.advance()  # the process of the round before may not be gone at once
        time.sleep(0.005)
    seconds, kept = time.perf_counter() - began, Models(folder).get(one.result["model"])
    assert Predictions(folder).has(kept.digest, Project.open(folder).recordings[0])
    return seconds


def _print_row(clock: float, cores: float | None, what: str) -> None:
    said = f"{'':9}" if cores is None else f"{cores:8.2f} "
    print(f"{clock:8.2f} {said} {what}", flush=True)


def _project(folder: Path, count: int) -> Path:
    model = bundled()
    assert model
    classes = model.card.classes
    return new_project(folder, classes, (_labelled(number, classes) for number in range(count)))


def _labelled(number: int, classes: tuple[str, ...]) -> tuple[Recording, list[LabelTrack]]:
    random, n_frames = np.random.default_rng(number), MINUTES_EACH * 60 * FPS
    steps = random.normal(size=(n_frames, 1, 25, 3)) * 0.01
    positions = random.normal(size=(1, 1, 25, 3)) * 0.3 + np.cumsum(steps, axis=0) % 0.3
    recording = Recording.measured(positions, KINECT2, FPS, name=f"recording {number}")
    segments = tuple(
        Segment(start, start + 40, classes[int(random.integers(len(classes)))])
        for start in range(20, n_frames - 60, 90)
    )
    return recording, [LabelTrack("person", n_frames, segments, (Span(0, n_frames),))]


if __name__ == "__main__":
    main()
