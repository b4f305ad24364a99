"""The loop on a real window: correct, learn, compare, accept, restart, go back; and kills."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.demo import DEMO
from app.dialogs.train import TrainDialog
from app.learning.freshness import Freshness
from app.main_window import MainWindow
from app.settings import Settings
from app.worker_client import ROOT
from core.jobs.job import FINETUNE, PREDICT, REFIT, TEACH, Job
from core.jobs.queue import Jobs
from core.jobs.state import DISCARDED, DONE, INTERRUPTED, RUNNING, State
from core.processes import Process
from tests.e2e.conftest import open_path
from tests.training.jobs.killing import labels_of, project

PATIENCE = 600_000
LEFT = Qt.MouseButton.LeftButton
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier

# Another process with a window, which begins to train and then waits for its end.
_WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from app.application import Kinescribe
from core.jobs.job import FINETUNE, Job
from core.jobs.queue import Jobs

folder = Path(sys.argv[1])
program = Kinescribe()
def look():
    seen = program.window.learning.watch.seen
    if seen and seen[0].folder.metrics():
        print("learning", flush=True)
def begin():
    settings = {"epochs": 100000, "crop": 48, "batch_size": 4}
    Jobs(folder).add(Job(FINETUNE, 1, settings=settings, device="cpu"))
    program.window.learning.watch.look()
program.window.session.opened.connect(begin)
timer = QTimer(program.window, interval=50)
timer.timeout.connect(look)
timer.start()
program.window.show()
program.window.session.open(folder)
program.application.exec()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the demo that outlives a window."""
    shutil.copytree(DEMO, tmp_path / "demo")
    return tmp_path / "demo"


@pytest.fixture
def again(qtbot: QtBot) -> Iterator[MainWindow]:
    """A second start of the program."""
    window = MainWindow(Settings(), open_demo=lambda: None)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    yield window
    window.close()


def show(window: MainWindow, qtbot: QtBot) -> None:
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def test_the_loop_closes(window: MainWindow, again: MainWindow, qtbot: QtBot, folder: Path) -> None:
    document, learning, succession = window.document, window.learning, window.learning.succession
    open_path(window, qtbot, folder)
    with qtbot.waitSignal(window.session.predicted, timeout=PATIENCE):
        window.session.start()
    before, probabilities = document.predicted, document.prediction.probabilities
    bundled = document.prediction.model
    # The second class at what is predicted first: the model is corrected.
    window.playback.seek((before[0].start + before[0].stop) // 2)
    qtbot.keyClick(window, Qt.Key.Key_2)
    labels = document.labels
    assert labels.tracks[0].segments[0].class_name == "left punch" != before[0].class_name
    # The demo's other labels are in hidden tracks, which teach nothing.
    qtbot.waitUntil(lambda: list(learning.lesson.seconds) == ["Seq1_11"], timeout=10_000)

    with qtbot.waitSignal(succession.offered, timeout=PATIENCE, check_params_cb=bool):
        qtbot.keyClick(window, Qt.Key.Key_R, CTRL)
    assert document.prediction.model == bundled
    assert document.labels == labels
    assert window.ready.isVisible()
    assert window.ready.text.text().startswith("Model 1 is ready")

    qtbot.waitUntil(
        lambda: succession.offer is not None and succession.offer.complete, timeout=PATIENCE
    )
    window.ready.compare.click()
    dialog = window.model_dialogs._comparison
    assert dialog.changes.rowCount() == len(succession.offer.comparison.revisions) > 0
    other = next(r for r in succession.offer.comparison.revisions if r.recording != "Seq1_11")
    dialog.changes.selectRow(succession.offer.comparison.revisions.index(other))
    qtbot.waitUntil(lambda: document.recording.name == other.recording, timeout=10_000)
    qtbot.waitUntil(lambda: document.rival is not None and document.prediction is not None)
    assert (document.rival.model, document.prediction.model) == ("refit 1", bundled)
    assert window.playback.frame == other.span.start
    dialog.close()
    assert document.rival is None
    open_first(window, qtbot)

    fresh: dict[Path, Freshness] = {}
    succession.freshness_found.connect(fresh.update)
    with qtbot.waitSignal(window.session.predicted, timeout=10_000):
        qtbot.mouseClick(window.ready.use, LEFT)
    assert document.prediction.model == "refit 1"
    assert not np.array_equal(document.prediction.probabilities, probabilities)
    assert not window.ready.isVisible()
    all_fresh = {entry.path: Freshness.FRESH for entry in learning.project.recordings}
    qtbot.waitUntil(lambda: fresh == all_fresh, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not learning.watch.under_way, timeout=PATIENCE)
    window.close()

    show(again, qtbot)
    with qtbot.waitSignal(again.session.predicted, timeout=10_000):
        open_path(again, qtbot, folder)
    assert again.document.prediction.model == "refit 1"
    assert again.document.labels == labels
    assert again.status.model.text() == "model refit 1"
    qtbot.waitUntil(lambda: len(again.learning.watch.seen) >= 2)
    assert not again.ready.isVisible()
    with qtbot.waitSignal(again.session.predicted, timeout=10_000):
        qtbot.keyClick(again, Qt.Key.Key_Z, CTRL | ALT)
    assert (again.document.prediction.model, again.document.stale) == (bundled, "")
    assert again.document.predicted == before
    assert again.document.labels == labels
    qtbot.waitUntil(lambda: not again.learning.watch.under_way, timeout=PATIENCE)
    assert not again.ready.isVisible()


def open_first(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.session.predicted, timeout=10_000):
        window.recordings.list.setCurrentRow(0)


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed otherwise there")
def test_a_killed_window_leaves_the_job_to_be_found(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = project(tmp_path / "project")
    labels, watch = labels_of(folder), window.learning.watch
    command = [sys.executable, "-c", _WINDOW, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout.readline() == "learning\n"
        killed.send_signal(signal.SIGKILL)

    open_path(window, qtbot, folder)
    qtbot.waitUntil(lambda: bool(watch.curves), timeout=10_000)
    window.docks.show("Learning")
    jobs = window.learn_panel.jobs
    assert (watch.seen[0].job.kind, watch.seen[0].state.name) == (FINETUNE, RUNNING)
    assert labels_of(folder) == labels

    os.killpg(watch.seen[0].state.process.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: watch.seen[0].state.name == INTERRUPTED, timeout=10_000)
    assert "did not end well" in window.stage.banner.text
    assert jobs.pause.text() == "Continue"
    n_points = len(watch.curves)
    qtbot.mouseClick(jobs.pause, LEFT)
    qtbot.waitUntil(lambda: len(watch.curves) > n_points, timeout=PATIENCE)
    qtbot.mouseClick(jobs.discard, LEFT)
    qtbot.waitUntil(lambda: watch.seen[0].state.name == DISCARDED, timeout=10_000)
    assert labels_of(folder) == labels
    assert [one.number for one in window.session.shelf.kept] == [1]


def test_corrections_are_learnt_by_themselves(
    window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    document, learning = window.document, window.learning
    learning._calm.setInterval(100)
    open_path(window, qtbot, folder)
    with qtbot.waitSignal(window.session.predicted, timeout=PATIENCE):
        window.session.start()
    before = document.prediction
    window.docks.show("Learning")
    qtbot.mouseClick(window.learn_panel.automatic, LEFT, pos=QPoint(8, 8))
    assert learning.automatic

    # Another job is under way: of all corrections meanwhile comes one refit that waits.
    other = Jobs(folder).add(Job(PREDICT))
    other.enter(State(RUNNING, process=Process.this()))
    first, second = document.predicted[:2]
    for number, (segment, key) in enumerate(((first, Qt.Key.Key_2), (second, Qt.Key.Key_3)), 1):
        window.playback.seek((segment.start + segment.stop) // 2)
        document.select(())
        qtbot.keyClick(window, key)
        assert len(document.labels.tracks[0].segments) == number
        qtbot.waitUntil(lambda: not learning._is_news, timeout=10_000)
        qtbot.waitUntil(lambda: kinds(window).count(REFIT) == 1, timeout=10_000)
    other.enter(State(DONE))
    with qtbot.waitSignal(learning.succession.offered, timeout=PATIENCE, check_params_cb=bool):
        pass
    assert kinds(window).count(REFIT) == 1
    assert document.prediction is before
    with qtbot.waitSignal(window.session.predicted, timeout=10_000):
        qtbot.mouseClick(window.ready.use, LEFT)
    assert document.prediction.model == "refit 2"
    assert document.predicted != before.segments
    # The window closes while a job is under way, and asks nothing more.
    window.close()
    qtbot.wait(300)


def test_what_is_said_of_thorough_training_is_what_the_job_does(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = project(tmp_path / "project")
    open_path(window, qtbot, folder)
    qtbot.waitUntil(lambda: bool(window.learning.lesson), timeout=10_000)
    # Another job is under way, so that what is asked for waits.
    Jobs(folder).add(Job(PREDICT)).enter(State(RUNNING, process=Process.this()))
    for teaches in (True, False):
        window.model_dialogs.ask_how_to_train()
        dialog = window.findChild(TrainDialog)
        dialog.minutes.setValue(3)
        if not teaches:
            qtbot.mouseClick(dialog.twice, LEFT, pos=QPoint(8, 8))
        qtbot.mouseClick(dialog.train, LEFT)
        qtbot.waitUntil(lambda: window.findChild(TrainDialog) is None)
    qtbot.waitUntil(lambda: kinds(window).count(FINETUNE) == 2, timeout=10_000)
    asked = [one.job.settings for one in window.learning.watch.seen if one.job.kind == FINETUNE]
    assert sorted(asked, key=str) == [
        {"time_limit": 180.0, TEACH: False},
        {"time_limit": 180.0, TEACH: True},
    ]


def kinds(window: MainWindow) -> list[str]:
    return [one.job.kind for one in window.learning.watch.seen]
