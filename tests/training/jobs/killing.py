"""Kills jobs at random moments, and looks at what they leave."""

import os
import random
import sys
import time
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

from core.jobs.folder import JobFolder
from core.jobs.job import FINETUNE, Job
from core.jobs.queue import Jobs, start
from core.jobs.state import DONE, INTERRUPTED, QUEUED
from core.model.checkpoint import load_model, save_model
from core.models import Models
from tests.core.networks import tiny_model
from tests.training.projects import new_project
from tests.training.test_finetune import CLASSES, labelled
from training.job import main

SETTINGS = {"epochs": 12, "crop": 48, "batch_size": 4}


def project(folder: Path) -> Path:
    """Recordings of two arms, and a model that is current."""
    toys = [labelled(seed, n_frames=170) for seed in range(4)]
    new_project(folder, CLASSES, [(one.recording, [one.track]) for one in toys])
    save_model(tiny_model(2, relation=False), folder / "first.safetensors")
    models = Models(folder)
    models.accept(models.add(folder / "first.safetensors").number)
    return folder


def kills(
    folder: Path, count: int, seed: int, longest: float, *, warm: bool = False
) -> Iterator[str]:
    """Kill a finetuning job, let it go on, kill it again; a new one when it is done.

    Yields what it was doing each time. Warm, its process is a copy of this one and need not import
    anything: on a busy machine hardly any kill would come after that.

    Raises
    ------
    AssertionError
        If a label has changed, the current model is another one, any model cannot be loaded, or a
        job failed.
    """
    jobs, models, moment = Jobs(folder), Models(folder), random.Random(seed)
    labels, current = labels_of(folder), models.current()
    one = jobs.add(_job())
    for _ in range(count):
        if one.state.name == DONE:
            one = jobs.add(_job())
        jobs.go_on(one)
        (_killed_warm if warm else _killed)(one, moment.uniform(0, longest))
        assert one.state.name in (INTERRUPTED, QUEUED, DONE), one.state
        assert labels_of(folder) == labels
        assert models.current() == current
        for path in models.folder.glob("[0-9]*.safetensors"):
            load_model(path)
        yield _doing(one)


def labels_of(folder: Path) -> dict[Path, bytes]:
    """Everything that says what people say."""
    found = [path for name in ("labels", "journal") for path in (folder / name).rglob("*")]
    return {path: path.read_bytes() for path in found if path.is_file()}


def _job() -> Job:
    return Job(FINETUNE, 1, settings=SETTINGS, device="cpu", threads=1)


def _killed(one: JobFolder, seconds: float) -> None:
    """Let its process work for so long, and kill it."""
    with start(one) as process:
        time.sleep(seconds)
        process.kill()


def _killed_warm(one: JobFolder, seconds: float) -> None:
    process = get_context("fork").Process(target=_job_process, args=(one,))
    process.start()
    time.sleep(seconds)
    process.kill()
    process.join()


def _job_process(one: JobFolder) -> None:
    os.setsid()
    sys.argv[1:] = [str(one.path)]
    main()


def _doing(one: JobFolder) -> str:
    """What it was doing when it was killed."""
    if not one.state.over:
        return "not begun yet"
    if one.state.name == DONE:
        return "done"
    return one.standing.progress.doing if one.standing else "beginning"
