"""Labels outlive the window, and whatever is in their way is said and can be dealt with."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.demo import DEMO
from app.dialogs.importing.dialog import ImportDialog
from app.dialogs.importing.report import Keeping
from app.dialogs.project_new import NewProjectDialog
from app.dialogs.project_unsaved import UnsavedDialog
from app.main_window import MainWindow
from app.settings import Settings
from core.project import Project
from tests.e2e.conftest import open_path, picture
from tests.e2e.test_keys import labels, mark, tap

Open = Callable[[Path], MainWindow]
Key = Qt.Key


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the demo."""
    return Path(shutil.copytree(DEMO, tmp_path / "demo"))


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Open]:
    """Opens windows on projects, and closes them whatever is unsaved."""
    windows = []

    def opened(path: Path) -> MainWindow:
        window = MainWindow(Settings(), open_demo=lambda: None)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.show()
        open_path(window, qtbot, path)
        return window

    yield opened
    for window in windows:
        window.projects._gave_up = True
        window.close()


def click(qtbot: QtBot, button: QAbstractButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def dialog(window: QWidget, kind: type[QDialog]) -> QDialog:
    """The one that is open over the window."""
    return next(one for one in window.findChildren(kind) if one.isVisible())


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """What a person answers to the system's own dialogs for folders and files."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(path))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))


def test_labels_and_undo_are_there_after_closing(opened: Open, folder: Path, qtbot: QtBot) -> None:
    window = opened(folder)
    window.timeline.tracks.add("test")
    mark(window, qtbot, 10, 29, Key.Key_1)
    mark(window, qtbot, 40, 59, Key.Key_2)
    qtbot.waitUntil(lambda: window.status.saved.text() == "saved")
    before = window.document.history
    window.close()
    again = opened(folder)
    assert again.document.history == before
    again.document.set_active("test")
    qtbot.keyClick(again, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [(start, stop) for start, stop, _ in labels(again)] == [(10, 30)]


def test_a_second_window_only_looks(opened: Open, folder: Path, qtbot: QtBot) -> None:
    opened(folder)
    second = opened(folder)
    assert second.stage.notice.isVisible()
    assert second.stage.notice.text.startswith("Open in another window")
    assert second.status.saved.text() == "read only"
    before = second.document.labels
    mark(second, qtbot, 10, 29, Key.Key_1)
    assert second.document.labels == before
    assert "Nothing can be changed" in second.status.currentMessage()


def test_a_moved_recording_is_noticed_and_found(
    opened: Open, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first, second = Project.open(folder).recordings[:2]
    new = tmp_path / "elsewhere" / "deep"
    new.mkdir(parents=True)
    first.path.rename(new / "renamed.csv")
    window = opened(folder)
    assert window.document.path == second.path
    item = window.recordings.list.item(0)
    qtbot.waitUntil(lambda: "is missing" in item.toolTip())
    assert reddish_signs(window) > 0
    with qtbot.waitSignal(window.session.refused):
        place = window.recordings.list.visualItemRect(item).center()
        qtbot.mouseClick(window.recordings.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert "may have been moved" in window.stage.offers.text
    choose(monkeypatch, tmp_path / "elsewhere")
    with qtbot.waitSignal(window.session.listed):
        click(qtbot, window.stage.offers.button)
    assert not window.stage.offers.isVisible()
    with qtbot.waitSignal(window.session.opened):
        window.recordings.list.setCurrentRow(0)
    assert window.document.path == new / "renamed.csv"
    assert window.document.labels.tracks == Project.open(folder).labels(first).tracks


def reddish_signs(window: MainWindow) -> int:
    """Pixels of the recordings panel in the colour of warnings."""
    image = picture(window.recordings.list)
    wanted = QColor(window._theme.warning)
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(40))
    return sum(abs(one.hue() - wanted.hue()) < 10 and one.saturation() > 100 for one in pixels)


def test_labels_of_a_changed_recording_wait_for_a_yes(
    opened: Open, folder: Path, qtbot: QtBot
) -> None:
    entry = Project.open(folder).recordings[0]
    with entry.path.open("a") as file:
        file.write("\n")
    window = opened(folder)
    assert "has changed" in window.stage.offers.text
    assert window.document.labels.tracks == ()
    window.editor.create(10, 20, "walk")
    assert window.document.labels.tracks == ()
    assert "Nothing can be changed" in window.status.currentMessage()
    assert window.stage.offers.button.text() == "Use Its Labels"
    with qtbot.waitSignal(window.session.opened):
        click(qtbot, window.stage.offers.button)
    assert window.document.labels.tracks == Project.open(folder).labels(entry).tracks != ()
    assert not window.stage.offers.isVisible()


def test_a_drive_that_is_gone_costs_nothing(
    opened: Open, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window = opened(folder)
    qtbot.wait(0)
    away = folder.rename(tmp_path / "away")
    window.timeline.tracks.add("test")
    qtbot.waitUntil(window.stage.notice.isVisible)
    assert "kept in memory" in window.stage.notice.text
    assert window.status.saved.text() == "1 edit not saved"
    window.close()
    asked = dialog(window, UnsavedDialog)
    click(qtbot, asked.buttons.button(asked.buttons.StandardButton.Cancel))
    assert window.isVisible()
    choose(monkeypatch, tmp_path)
    with qtbot.waitSignal(window.projects.idle):
        click(qtbot, window.stage.notice.button)
    copy = Project.open(tmp_path / "Kinescribe labels")
    assert copy.labels(copy.recordings[0]) == window.document.labels
    away.rename(folder)
    qtbot.waitUntil(lambda: not window.stage.notice.isVisible(), timeout=10_000)
    assert window.status.saved.text() == "saved"


def test_closing_with_unsaved_edits_asks_once(
    opened: Open, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window = opened(folder)
    folder.rename(tmp_path / "away")
    window.timeline.tracks.add("test")
    expected = window.document.labels
    window.close()
    choose(monkeypatch, tmp_path)
    click(qtbot, dialog(window, UnsavedDialog).copy)
    qtbot.waitUntil(lambda: not window.isVisible())
    copy = Project.open(tmp_path / "Kinescribe labels")
    assert copy.labels(copy.recordings[0]) == expected


def test_close_anyway_closes(opened: Open, folder: Path, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(folder)
    folder.rename(tmp_path / "away")
    window.timeline.tracks.add("test")
    window.close()
    click(qtbot, dialog(window, UnsavedDialog).give_up)
    assert not window.isVisible()


def test_damage_is_said(opened: Open, folder: Path, qtbot: QtBot) -> None:
    path = folder / "labels" / f"{Project.open(folder).recordings[0].id}.json"
    path.write_bytes(path.read_bytes()[:-20])
    window = opened(folder)
    assert "damaged" in window.stage.banner.text
    assert str(path) in window.stage.banner.text
    assert "sets what is damaged aside" in window.stage.banner.text


def test_a_new_project_and_its_recordings(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window.menus.actions["new_project"].trigger()
    new = dialog(window, NewProjectDialog)
    new.folder.setText("")
    assert not new.make.isEnabled()
    qtbot.keyClicks(new.folder, str(tmp_path / "mine"))
    qtbot.keyClicks(new.classes, "walk")
    tap(qtbot, new.classes, Key.Key_Return)
    qtbot.keyClicks(new.classes, "turn")
    with qtbot.waitSignal(window.session.opened):
        click(qtbot, new.make)
    assert window.stage.offers.text == "mine holds no recordings yet."
    recording = next((DEMO / "recordings").glob("Seq2_12.csv"))
    choose(monkeypatch, recording)
    click(qtbot, window.stage.offers.button)
    add = dialog(window, ImportDialog)
    qtbot.waitUntil(add.add.isEnabled)
    assert add.add.text() == "Add 1 Recording"
    add.keeping.setCurrentIndex(add.keeping.findData(Keeping.COPY))
    with qtbot.waitSignal(window.session.opened):
        click(qtbot, add.add)
    project = Project.open(tmp_path / "mine")
    assert project.classes.names == ("walk", "turn")
    assert window.document.path == tmp_path / "mine" / "recordings" / "Seq2_12.csv"
    assert [entry.path for entry in project.recordings] == [window.document.path]


def test_what_is_no_recording_is_named_and_left_out(
    opened: Open, folder: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(folder)
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"\x00\xff garbage")
    window.projects.add_files([broken, Project.open(folder).recordings[0].path])
    add = dialog(window, ImportDialog)
    qtbot.waitUntil(lambda: not any(one.waits for one in add.model.candidates))
    broken_row, known_row = add.model.candidates
    assert broken_row.path.name == "broken.csv"
    assert "is in the project already" in known_row.refusal
    assert add.report.text() == "2 left out."
    assert not add.add.isEnabled()
    tap(qtbot, add, Key.Key_Escape)
    assert len(Project.open(folder).recordings) == window.recordings.list.count()
