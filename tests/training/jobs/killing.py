"""Kills jobs at random moments, and looks at what they leave."""

import os
import random
import sys
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from subprocess import TimeoutExpired

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

_BLINK = 0.0002
SETTINGS = {"epochs": 24, "crop": 48, "batch_size": 4}


def project(folder: Path) -> Path:
    """Recordings of two arms, and a model that is current."""
    toys = [labelled(seed, n_frames=170) for seed in range(4)]
    new_project(folder, CLASSES, [(one.recording, [one.track]) for one in toys])
    save_model(tiny_model(2, relation=False), folder / "first.safetensors")
    models = Models(folder)
    models.accept(models.add(folder / "first.safetensors").number)
    return folder


def kills(
    folder: Path, count: int, seed: int, every: float, *, warm: bool = False, amid: bool = False
) -> Iterator[str]:
    """Kill a finetuning job, let it go on, kill it again; a new one when it is done.

    Yields what it was doing each time. Kills come at random, every so many seconds on average,
    whatever was before: so they are spread evenly over all that a job does. Warm, its process is a
    copy of this one and need not import anything: on a busy machine hardly any kill would come
    after that. Amid, which is warm too, each kill waits until a checkpoint is being written.

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
        hit = None
        while hit is None:
            if one.state.name == DONE:
                one = jobs.add(_job())
            jobs.go_on(one)
            before, seconds = _unfinished(folder), moment.expovariate(1 / every)
            if _killed_warm(one, seconds, amid=amid) if warm or amid else _killed(one, seconds):
                hit = _unfinished(folder) - before
            assert one.state.name in (INTERRUPTED, QUEUED, DONE), one.state
        assert labels_of(folder) == labels
        assert models.current() == current
        for path in models.folder.glob("[0-9]*.safetensors"):
            load_model(path)
        yield _doing(one, hit)


def life(folder: Path) -> float:
    """How many seconds such a job takes if nobody kills it, without imports."""
    one, began = Jobs(folder).add(_job()), time.monotonic()
    process = _copy(one)
    process.join()
    assert one.state.name == DONE, one.state
    return time.monotonic() - began


def labels_of(folder: Path) -> dict[Path, bytes]:
    """Everything that says what people say."""
    found = [path for name in ("labels", "journal") for path in (folder / name).rglob("*")]
    return {path: path.read_bytes() for path in found if path.is_file()}


def _job() -> Job:
    held_out = ("toy 3",)
    return Job(FINETUNE, 1, held_out=held_out, settings=SETTINGS, device="cpu", threads=1)


def _killed(one: JobFolder, seconds: float) -> bool:
    """Let its process work for so long, and kill it; whether it was still at work."""
    with start(one) as process:
        with suppress(TimeoutExpired):
            process.wait(seconds)
        process.kill()
    return process.returncode != 0


def _killed_warm(one: JobFolder, seconds: float, *, amid: bool) -> bool:
    before, process = _unfinished(one.run), _copy(one)
    process.join(seconds)
    while amid and process.is_alive() and _unfinished(one.run) <= before:
        time.sleep(_BLINK)
    process.kill()
    process.join()
    return process.exitcode != 0


def _copy(one: JobFolder) -> ForkProcess:
    process = get_context("fork").Process(target=_job_process, args=(one,))
    process.start()
    return process


def _job_process(one: JobFolder) -> None:
    os.setsid()
    sys.argv[1:] = [str(one.path)]
    main()


def _unfinished(folder: Path) -> frozenset[Path]:
    """Files that somebody was about to put in the place of others."""
    return frozenset(folder.rglob(f".{'[0-9a-f]' * 16}.*"))


def _doing(one: JobFolder, hit: Collection[Path]) -> str:
    """What it was doing when it was killed."""
    if one.state.name == DONE:
        return "beginning the next job"
    if not one.state.over:
        return "not begun yet"
    for path in hit:
        what = {one.run: "a checkpoint", one.path: "its state"}.get(path.parent, "the model")
        return f"writing {what}"
    doing = one.standing.progress.doing if one.standing else "reading"
    for word, what in (("reading", "reading recordings"), ("predicting", "judging an epoch")):
        if doing.startswith(word):
            return what
    third = 3 * len(one.metrics()) // (SETTINGS["epochs"] + 1)
    return f"in the {('first', 'second', 'last')[third]} third of its epochs"
