"""From the last correction to a fresh prediction: a refit with one hour of reviewed recordings.

    python benchmarks/refit.py [--minutes M] [--folder DIR]

A project of recordings of five minutes at 30 frames per second, one body that moves at random, with
segments at random: what is computed is the same whatever is seen. All features are cached, as they
are once everything was predicted. What is told is processor time, on one core: that of the clock
where nothing else runs. A job's process is a new one, so its imports count.
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
from core.models import bundled
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
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = _project(Path(name) / "project", options.minutes // MINUTES_EACH)
        _tell(0.0, time.process_time(), "python, numpy, h5py, and a project made up")
        before = time.process_time()
        from training.jobs.work import work

        _tell(before, time.process_time(), "torch and the job imported")
        before = time.process_time()
        finish(work(Jobs(folder).add(Job(PREDICT))))
        _tell(before, time.process_time(), f"all {options.minutes} minutes predicted once")
        seen = Project.open(folder).recordings[0]
        _refit(work(Jobs(folder).add(Job(REFIT, recordings=(seen.id,)))))


def _refit(steps: Steps[None]) -> None:
    """Do it, and tell what each part took."""
    begun = last = time.process_time()
    for progress in steps:
        if progress.doing == "refitting" and progress.done in (0, progress.total):
            what = "trained" if progress.done else "labels frozen, features of all recordings read"
            _tell(last, time.process_time(), what)
            last = time.process_time()
    _tell(last, time.process_time(), "figures, the model kept, five minutes predicted")
    _tell(begun, time.process_time(), "from the labels to the prediction")


def _tell(before: float, after: float, what: str) -> None:
    print(f"{after - before:8.2f} s  {what}", flush=True)


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
