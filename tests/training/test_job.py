"""The process of a job: found again, paused, stopped, killed, refused memory and disk."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from core.jobs.folder import JobFolder
from core.jobs.job import FINETUNE, PREDICT, Job
from core.jobs.queue import Jobs
from core.jobs.state import DISCARDED, DONE, FAILED, PAUSED, RUNNING, STOPPED
from core.model.checkpoint import load_model
from core.models import Models
from tests.training.jobs.killing import SETTINGS, kills, labels_of, project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes end otherwise there")
ROOT = Path(__file__).parents[2]
PATIENCE = 600

_LITTLE_DISK = """
import resource, runpy
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
runpy.run_module("training.job", run_name="__main__")
"""
_LITTLE_MEMORY = """
import pathlib, resource, runpy, torch
used = int(pathlib.Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 200 * 2**20,) * 2)
runpy.run_module("training.job", run_name="__main__")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_jobs_follow_each_other_pause_and_stop(folder: Path) -> None:
    jobs = Jobs(folder)
    first = jobs.add(Job(PREDICT, 1, device="cpu"))
    long = jobs.add(Job(FINETUNE, 1, settings=SETTINGS | {"epochs": 5000}, device="cpu"))
    assert jobs.advance() == first
    assert jobs.advance() is None
    wait_until(lambda: len(long.metrics()) > 0)
    assert first.state.name == DONE
    # A window that was opened anew finds it.
    jobs, long = Jobs(folder), JobFolder(long.path)
    assert jobs.active == long
    jobs.pause(long)
    wait_until(lambda: long.state.name == PAUSED)
    rows = len(long.metrics())
    jobs.go_on(long)
    wait_until(lambda: long.state.name == RUNNING and len(long.metrics()) > rows)
    process = long.state.process
    jobs.stop(long)
    wait_until(lambda: long.state.name == STOPPED)
    assert long.result["model"] == 2
    assert process
    wait_until(lambda: not process.lives)


def test_a_discarded_job_leaves_nothing(folder: Path) -> None:
    jobs, labels = Jobs(folder), labels_of(folder)
    one = jobs.add(Job(FINETUNE, 1, settings=SETTINGS | {"epochs": 5000}, device="cpu"))
    jobs.advance()
    wait_until(lambda: one.run.exists())
    process = one.state.process
    jobs.discard(one)
    assert one.state.name == DISCARDED
    assert process
    assert not process.lives
    assert not one.run.exists()
    assert len(Models(folder).kept()) == 1
    assert labels_of(folder) == labels


def test_killed_at_random_moments(folder: Path) -> None:
    assert len(list(kills(folder, 2, seed=1, every=4))) == 2


@pytest.mark.parametrize(
    ("program", "settings", "why"),
    [
        (_LITTLE_DISK, {}, "cannot be written: File too large"),
        (_LITTLE_MEMORY, {"crop": 1024, "batch_size": 16}, "there is not enough memory"),
    ],
    ids=["disk", "memory"],
)
def test_what_the_machine_lacks_is_said(
    folder: Path, program: str, settings: dict[str, int], why: str
) -> None:
    labels, current = labels_of(folder), Models(folder).current()
    one = Jobs(folder).add(Job(FINETUNE, 1, settings=SETTINGS | settings, device="cpu"))
    command = [sys.executable, "-c", program, one.path]
    with Path("/dev/full").open("w") as log:  # where there is no room for a log, either
        subprocess.run(command, cwd=ROOT, stdout=log, stderr=log, timeout=PATIENCE)
    assert one.state.name == FAILED
    assert why in one.state.message
    assert labels_of(folder) == labels
    assert Models(folder).current() == current
    assert len(Models(folder).kept()) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="limits of others cannot be set elsewhere")
def test_a_disk_that_fills_up_later_costs_no_epoch_that_is_kept(folder: Path) -> None:
    from resource import RLIMIT_FSIZE, prlimit

    jobs, labels, current = Jobs(folder), labels_of(folder), Models(folder).current()
    one = jobs.add(Job(FINETUNE, 1, settings=SETTINGS | {"epochs": 5000}, device="cpu"))
    jobs.advance()
    wait_until((one.run / "state.pt").exists)
    process = one.state.process
    assert process
    prlimit(process.pid, RLIMIT_FSIZE, (20_000, 20_000))
    wait_until(lambda: one.state.name == FAILED)
    assert "safetensors: cannot be written: File too large" in one.state.message
    n_kept = torch.load(one.run / "state.pt", weights_only=True)["epoch"]
    assert n_kept >= 1
    assert load_model(one.run / "last.safetensors")
    assert not list(one.run.glob(".*"))
    assert labels_of(folder) == labels
    assert Models(folder).current() == current
    assert len(Models(folder).kept()) == 1

    # There is room again.
    jobs.go_on(one)
    wait_until(lambda: jobs.advance() is not None)
    wait_until(lambda: len(one.metrics()) > n_kept + 1)
    jobs.stop(one)
    wait_until(lambda: one.state.name == STOPPED)
    epochs = [row["epoch"] for row in one.metrics()]
    assert epochs == list(range(1, len(epochs) + 1))
    assert one.result["model"] == 2
    assert labels_of(folder) == labels
