"""From the last correction to a fresh prediction: a refit with one hour of reviewed recordings.

    python benchmarks/refit.py [--minutes M] [--threads N] [--folder DIR]

A project of recordings of five minutes at 30 frames per second, one body that moves at random, with
segments at random: what is computed is the same whatever is seen. All features are cached, as they
are once everything was predicted. The refit's process is a new one, and the recording that is
looked at is predicted first. Files of the job tell when each part of it was over.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from core.jobs.folder import JobFolder
from core.jobs.job import PREDICT, REFIT, Job
from core.jobs.queue import Jobs
from core.labels import LabelTrack, Segment, Span
from core.models import Models, bundled
from core.predictions import Predictions
from core.project import Project
from core.recording import Recording
from core.skeleton import KINECT2
from tests.training.projects import new_project

FPS, MINUTES_EACH = 30, 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=int, default=60, help="reviewed in all")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="of the disk to write to")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = _project(Path(name) / "project", options.minutes // MINUTES_EACH)
        jobs, threads = Jobs(folder), options.threads
        started = time.perf_counter()
        _done(jobs, jobs.add(Job(PREDICT, threads=threads)))
        print(
            f"{time.perf_counter() - started:8.2f} s  all {options.minutes} minutes predicted once"
        )
        seen = Project.open(folder).recordings[0]
        one = _done(jobs, jobs.add(Job(REFIT, recordings=(seen.id,), threads=threads)))
        kept = Models(folder).get(one.result["model"])
        _print(
            (one.path / "job.json", "asked for"),
            (one.labels, "process started, torch imported, labels frozen"),
            (one.run / "config.json", "features of all recordings loaded"),
            (one.run / "metrics.jsonl", "trained"),
            (kept.path, "figures, and the model kept"),
            (Predictions(folder).path(kept.digest, seen), "five minutes predicted"),
        )


def _print(*moments: tuple[Path, str]) -> None:
    times = [path.stat().st_mtime for path, _ in moments]
    for (_, what), before, after in zip(moments[1:], times, times[1:], strict=False):
        print(f"{after - before:8.2f} s  {what}")
    print(f"{times[-1] - times[0]:8.2f} s  in all")


def _done(jobs: Jobs, one: JobFolder) -> JobFolder:
    while not one.state.over:
        jobs.advance()
        time.sleep(0.05)
    if one.state.message:
        raise SystemExit(one.state.message)
    return one


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
