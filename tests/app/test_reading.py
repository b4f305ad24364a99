"""Recordings are read beside the window; the last one asked for wins, errors are sentences."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.reading import Reader
from core.formats import native
from core.recording import Recording
from core.skeleton import KINECT1


@pytest.fixture
def reader(qapp: object) -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.close()


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "läuft.h5"
    positions = np.random.default_rng(0).normal(size=(200_000, 1, 20, 3)).astype(np.float32)
    native.write(Recording.measured(positions, KINECT1, 30), path)
    return path


def test_a_recording_arrives_with_progress(reader: Reader, recording: Path, qtbot: QtBot) -> None:
    steps: list[float] = []
    reader.progressed.connect(lambda progress: steps.append(progress.fraction))
    with qtbot.waitSignal(reader.read, timeout=20_000) as arrived:
        reader.start(recording, lambda: "as it was")
    path, read, said = arrived.args
    assert (path, read.n_frames, said) == (recording, 200_000, "as it was")
    assert steps == sorted(steps)
    assert steps[-1] == 1


def test_a_failure_is_one_sentence(reader: Reader, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(reader.failed, timeout=20_000) as arrived:
        reader.start(tmp_path / "nowhere.h5")
    assert "nowhere.h5: no such file" in arrived.args[1]


def test_what_was_stopped_is_never_heard_of(reader: Reader, recording: Path, qtbot: QtBot) -> None:
    heard: list[object] = []
    reader.read.connect(lambda *answer: heard.append(answer))
    reader.start(recording)
    reader.stop()
    qtbot.wait(300)
    assert heard == []
