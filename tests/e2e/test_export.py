"""Pictures and clips of the real window, read back from the disk."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QToolButton
from pytestqt.qtbot import QtBot

from app.export.clip import Clip
from app.export.dialog import ClipDialog
from app.main_window import MainWindow


def answer(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """What somebody would choose in the system's own dialog, which no test can reach."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


@pytest.mark.parametrize("what", ["save_view", "save_window"])
def test_a_picture_is_what_is_seen(
    demo: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    answer(monkeypatch, tmp_path / "seen")
    demo.menus.actions[what].trigger()
    part = demo.stage.viewer if what == "save_view" else demo
    with Image.open(tmp_path / "seen.png") as picture:
        ratio = part.devicePixelRatio()
        assert picture.size == (round(part.width() * ratio), round(part.height() * ratio))
        assert len(picture.convert("RGB").getcolors(10**6) or []) > 100


def test_marks_become_a_clip_by_keyboard(
    demo: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, tmp_path / "part")
    for key, frame in ((Qt.Key.Key_I, 40), (Qt.Key.Key_O, 51)):
        demo.playback.seek(frame)
        qtbot.keyClick(demo.timeline.canvas, key)
    qtbot.keyClick(demo, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = demo.findChild(ClipDialog)
    assert dialog.part.currentText() == "Between the marks (40 to 52)"
    with qtbot.waitSignal(demo.exporter.saved, timeout=20_000):
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    with Image.open(tmp_path / "part.gif") as clip:
        assert (clip.n_frames, clip.size) == (12, (640, 360))
    assert demo.status.currentMessage().endswith("part.gif")


def test_a_clip_can_be_stopped(demo: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    recording = demo.document.recording
    clip = Clip(0, recording.n_frames, recording.fps, 1280, 720)
    with qtbot.waitSignal(demo.exporter.progressed):
        demo.exporter.film(clip, tmp_path / "whole.gif")
    stop = next(b for b in demo.status.findChildren(QToolButton) if b.toolTip() == "Stop")
    with qtbot.waitSignal(demo.exporter.idle):
        stop.click()
    qtbot.waitUntil(lambda: demo.exporter._offscreen._context is None)
    assert not list(tmp_path.iterdir())


def test_what_does_not_fit_is_said_before_it_is_tried(demo: MainWindow, qtbot: QtBot) -> None:
    demo.menus.actions["export_clip"].trigger()
    dialog = demo.findChild(ClipDialog)
    assert dialog.save.isEnabled()
    dialog.kind.setCurrentIndex(1)
    dialog.pixels.setCurrentIndex(0)
    assert not dialog.save.isEnabled()
    assert "too much" in dialog.outcome.text()
    dialog.reject()


def test_without_a_recording_there_is_nothing_to_film(window: MainWindow) -> None:
    window.menus.actions["export_clip"].trigger()
    assert "open a recording" in window.stage.banner.text
