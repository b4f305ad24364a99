"""The worker as the window sees it: a process that is told and tells, line by line."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.formats import native
from core.model.checkpoint import save_model
from core.prediction import Prediction
from core.recording import Recording
from core.skeleton import Skeleton
from tests.core.networks import tiny_model, wandering

Event = dict[str, Any]


class Process:
    """A running worker, spoken to as the window does."""

    def __init__(self) -> None:
        self.popen = subprocess.Popen(
            [sys.executable, "-m", "training.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parents[2],
        )

    def write(self, line: bytes) -> None:
        assert self.popen.stdin
        self.popen.stdin.write(line + b"\n")
        self.popen.stdin.flush()

    def send(self, **message: object) -> None:
        self.write(json.dumps(message).encode())

    def read(self) -> Event:
        assert self.popen.stdout
        event: Event = json.loads(self.popen.stdout.readline())
        return event

    def until(self, number: int | None, *events: str) -> Event:
        """The next event about a request that is one of ``events``."""
        while (event := self.read()).get("id") != number or event["event"] not in events:
            pass
        return event

    def end(self) -> int:
        assert self.popen.stdin
        assert self.popen.stdout
        self.popen.stdin.close()
        self.popen.stdout.close()
        return self.popen.wait(30)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model, and recordings short, long and impossible."""
    path = tmp_path_factory.mktemp("worker")
    save_model(tiny_model(relation=False), path / "model.safetensors")
    native.write(wandering(100, 1), path / "short é.h5")
    native.write(wandering(40_000, 1), path / "long.h5")
    table = Recording.measured(np.ones((5, 1, 2, 3)), Skeleton(("leg", "top"), (-1, 0)), 30)
    native.write(table, path / "table.h5")
    return path


@pytest.fixture(scope="module")
def worker() -> Iterator[Process]:
    process = Process()
    assert process.read() == {"event": "hello", "pid": process.popen.pid, "protocol": 1}
    ready = process.read()
    assert (ready["event"], ready["device"]) == ("ready", ready["device"])
    yield process
    process.end()


def request(folder: Path, number: int, name: str, **changes: object) -> dict[str, object]:
    return {
        "id": number,
        "do": "predict",
        "recording": str(folder / name),
        "model": str(folder / "model.safetensors"),
        "out": str(folder / f"{number}.npz"),
        "device": "cpu",
    } | changes


def test_a_prediction_arrives_as_a_file(worker: Process, folder: Path) -> None:
    worker.send(**request(folder, 1, "short é.h5"))
    done = worker.until(1, "done")
    assert done["out"] == str(folder / "1.npz")
    assert done["classes"] == ["class 0", "class 1", "class 2"]
    assert done["model"] == "tiny"
    assert done["seconds"] > 0
    assert Prediction.load(folder / "1.npz").n_frames == 100
    assert not list(folder.glob(".*"))


def test_progress_is_told(worker: Process, folder: Path) -> None:
    worker.send(**request(folder, 2, "long.h5"))
    progress = worker.until(2, "progress")
    assert 0 <= progress["done"] <= progress["total"]
    assert progress["doing"]
    assert worker.until(2, "done")


def test_running_and_waiting_requests_can_be_cancelled(worker: Process, folder: Path) -> None:
    worker.send(**request(folder, 3, "long.h5"))
    worker.send(**request(folder, 4, "short é.h5"))
    worker.send(**request(folder, 5, "short é.h5"))
    worker.until(3, "progress")
    worker.send(cancel=4)
    worker.send(cancel=3)
    assert worker.until(3, "done", "cancelled")["event"] == "cancelled"
    assert worker.until(4, "done", "cancelled")["event"] == "cancelled"
    assert worker.until(5, "done", "cancelled")["event"] == "done"
    assert not (folder / "3.npz").exists()
    assert not (folder / "4.npz").exists()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"recording": "/none"}, "no such file"),
        ({"model": "/none"}, "No such file"),
        ({"out": "/none/none.npz"}, "No such file"),
        ({"device": "toaster"}, "auto, cpu or cuda"),
        ({"do": "sing"}, "cannot do 'sing'"),
        ({"recording": None}, ""),
    ],
)
def test_what_fails_is_told_in_a_sentence(
    worker: Process, folder: Path, changes: dict[str, object], why: str
) -> None:
    worker.send(**request(folder, 6, "short é.h5", **changes))
    failed = worker.until(6, "done", "failed")
    assert failed["event"] == "failed"
    assert why in failed["message"]
    assert "\n" not in failed["message"]


def test_a_skeleton_without_hips_is_told(worker: Process, folder: Path) -> None:
    worker.send(**request(folder, 7, "table.h5"))
    assert "no left hip" in worker.until(7, "failed")["message"]


def test_a_request_that_lacks_something(worker: Process) -> None:
    worker.send(id=8, do="predict")
    assert "lacks 'recording'" in worker.until(8, "failed")["message"]


@pytest.mark.parametrize(
    "line", [b"garbage", b"", b"[1, 2]", b"\xff\xfe", b'{"do": "predict"}', b'{"id": "x"}']
)
def test_what_is_not_a_request_is_told_and_forgotten(worker: Process, line: bytes) -> None:
    worker.write(line)
    assert worker.until(None, "failed")["message"]


def test_a_changed_model_file_is_read_again(worker: Process, folder: Path) -> None:
    path = folder / "changing.safetensors"
    for number, n_classes in ((9, 2), (10, 4)):
        save_model(tiny_model(n_classes), path)
        worker.send(**request(folder, number, "short é.h5", model=str(path)))
        assert len(worker.until(number, "done")["classes"]) == n_classes


@pytest.mark.parametrize("how", ["end of input", "quit"])
def test_it_ends_with_its_window(folder: Path, how: str) -> None:
    process = Process()
    process.send(**request(folder, 20, "long.h5"))
    if how == "quit":
        process.until(20, "progress")
        process.send(do="quit")
        assert process.popen.wait(30) == 0
    assert process.end() == 0
    assert not (folder / "20.npz").exists()
    assert not list(folder.glob(".*"))


def test_killed_it_leaves_no_result(folder: Path) -> None:
    process = Process()
    process.send(**request(folder, 11, "long.h5"))
    process.until(11, "progress")
    process.popen.kill()
    process.end()
    assert not (folder / "11.npz").exists()


@pytest.mark.skipif(not hasattr(os, "nice"), reason="no priorities here")
def test_it_gives_way_to_the_window(worker: Process) -> None:
    assert os.getpriority(os.PRIO_PROCESS, worker.popen.pid) >= 5
