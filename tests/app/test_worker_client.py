"""Whoever asks the worker is always answered, even when there is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.worker_client import WorkerClient


@pytest.fixture
def broken(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerClient]:
    """A client whose worker cannot be started."""
    monkeypatch.setattr("sys.executable", "/no/such/python")
    client = WorkerClient()
    yield client
    client.close()


def test_who_waits_for_a_worker_that_never_starts_is_told(
    broken: WorkerClient, qtbot: QtBot
) -> None:
    number = broken.predict(Path("a.h5"), Path("m.safetensors"))
    with qtbot.waitSignal(broken.failed, timeout=5000) as told:
        broken.start()
    assert told.args[0] == number


def test_who_asks_a_worker_that_is_off_is_told(broken: WorkerClient, qtbot: QtBot) -> None:
    with qtbot.waitSignal(broken.crashed, timeout=5000):
        broken.start()
    with qtbot.waitSignal(broken.failed, timeout=5000) as told:
        number = broken.predict(Path("a.h5"), Path("m.safetensors"))
    assert told.args[0] == number
    assert "off" in told.args[1]
