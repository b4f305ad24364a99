"""Finder, sheet, note and the dialog of keys, by keyboard on a real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app import theme
from app.main_window import MainWindow
from app.shortcuts.key_dialog import KeyDialog
from app.shortcuts.keymap import Keymap
from app.shortcuts.presets import OWN, PRESETS
from tests.e2e.conftest import colour_at, picture
from tests.e2e.test_keys import ALT, CTRL, empty, labels, mark, names, tap

__all__ = ["empty"]
Key = Qt.Key


def find(window: MainWindow, qtbot: QtBot, query: str) -> list[str]:
    """Open the finder by key and type; return what it offers."""
    tap(qtbot, window, (Key.Key_K, CTRL))
    finder = window.overlays.finder
    assert finder.line.hasFocus()
    qtbot.keyClicks(finder.line, query)
    return [
        finder.list.item(n).data(Qt.ItemDataRole.UserRole).text for n in range(finder.list.count())
    ]


def take(window: MainWindow, qtbot: QtBot) -> None:
    tap(qtbot, window.overlays.finder.line, Key.Key_Return)
    assert not window.overlays.finder.isVisible()


def test_the_finder_goes_to_a_time_and_a_frame(empty: MainWindow, qtbot: QtBot) -> None:
    fps = empty.playback.fps
    assert find(empty, qtbot, "0:05")[0].startswith(f"Go to frame {int(5 * fps)}")
    take(empty, qtbot)
    assert empty.playback.frame == int(5 * fps)
    find(empty, qtbot, "frame 100")
    take(empty, qtbot)
    assert empty.playback.frame == 100


def test_the_finder_labels(empty: MainWindow, qtbot: QtBot) -> None:
    mark(empty, qtbot, 10, 29, Key.Key_1)
    other = names(empty)[4]
    assert find(empty, qtbot, f"label {other}")[0] == f"Label as {other}"
    take(empty, qtbot)
    assert labels(empty) == [(10, 30, other)]


def test_the_finder_acts_on_the_chosen_row_and_on_nothing_else(
    empty: MainWindow, qtbot: QtBot
) -> None:
    mark(empty, qtbot, 10, 29, Key.Key_1)
    offered = find(empty, qtbot, "edit segments")
    line = empty.overlays.finder.line
    for _ in range(offered.index("Delete Segments")):
        tap(qtbot, line, Key.Key_Down)
    take(empty, qtbot)
    assert labels(empty) == []
    assert len(empty.document.history.steps) == 3


def test_the_finder_opens_recordings(empty: MainWindow, qtbot: QtBot) -> None:
    other = empty.session.paths[2]
    find(empty, qtbot, f"open {other.stem}")
    with qtbot.waitSignal(empty.session.opened, timeout=10_000):
        take(empty, qtbot)
    assert empty.document.path == other


def test_escape_closes_the_finder_and_gives_the_keys_back(empty: MainWindow, qtbot: QtBot) -> None:
    mark(empty, qtbot, 10, 29, Key.Key_1)
    assert find(empty, qtbot, "qqqq") == []
    assert empty.overlays.finder.nothing.isVisible()
    tap(qtbot, empty.overlays.finder.line, Key.Key_Escape)
    assert not empty.overlays.finder.isVisible()
    assert empty.hasFocus()
    assert empty.document.selection


def test_a_click_beside_the_finder_closes_it(empty: MainWindow, qtbot: QtBot) -> None:
    find(empty, qtbot, "")
    qtbot.mouseClick(empty.timeline.canvas, Qt.MouseButton.LeftButton)
    assert not empty.overlays.finder.isVisible()


@pytest.mark.parametrize("chosen", theme.THEMES.values(), ids=lambda chosen: chosen.name)
def test_the_finder_wears_the_theme(empty: MainWindow, qtbot: QtBot, chosen: theme.Theme) -> None:
    before = empty._theme
    empty.show_theme(chosen)
    find(empty, qtbot, "")
    finder = empty.overlays.finder
    row = finder.list.visualItemRect(finder.list.item(0)).center()
    place = finder.list.viewport().mapTo(empty, row)
    assert colour_at(picture(empty), place.x() + 60, place.y()).name() == chosen.accent
    tap(qtbot, finder.line, Key.Key_Escape)
    empty.show_theme(before)


def test_the_sheet_shows_the_keys_of_now_and_no_text_is_clipped(
    empty: MainWindow, qtbot: QtBot
) -> None:
    tap(qtbot, empty, Key.Key_Question)
    sheet = empty.overlays.sheet
    assert sheet.isVisible()
    shown = {label.text(): label for label in sheet.findChildren(QLabel)}
    assert {"Ctrl+Shift+Z", "Split at the Playhead", names(empty)[0]} <= set(shown)
    picture(empty)
    for label in shown.values():
        assert label.width() >= label.fontMetrics().horizontalAdvance(label.text())
    tap(qtbot, sheet, Key.Key_S)
    assert len(empty.document.history.steps) == 1
    tap(qtbot, sheet, Key.Key_Question)
    assert not sheet.isVisible()


def test_f2_notes(empty: MainWindow, qtbot: QtBot) -> None:
    mark(empty, qtbot, 10, 29, Key.Key_1)
    tap(qtbot, empty, Key.Key_F2)
    line = empty.overlays.note.line
    qtbot.keyClicks(line, "limps 1")
    tap(qtbot, line, Key.Key_Return)
    assert [s.note for s in empty.document.active.segments] == ["limps 1"]
    assert not empty.overlays.note.isVisible()
    tap(qtbot, empty, Key.Key_F2)
    assert line.text() == "limps 1"
    qtbot.keyClicks(line, "x")
    tap(qtbot, line, Key.Key_Escape)
    assert [s.note for s in empty.document.active.segments] == ["limps 1"]


def test_why_a_key_did_nothing_is_in_the_status_bar(empty: MainWindow, qtbot: QtBot) -> None:
    tap(qtbot, empty, Key.Key_M)
    assert empty.status.currentMessage() == "Select a segment first."
    assert not empty.stage.banner.isVisible()


@pytest.fixture
def dialog(empty: MainWindow) -> KeyDialog:
    empty.shortcuts.set_keymap(Keymap(classes=empty.shortcuts.keymap.classes))
    return empty.overlays.change_keys()


def test_a_new_key_works_at_once_and_warns_in_words(
    empty: MainWindow, qtbot: QtBot, dialog: KeyDialog
) -> None:
    dialog.choose("split")
    tap(qtbot, dialog.field, Key.Key_M)
    assert "M is also “Merge Selected”" in dialog.verdict.text()
    assert dialog.preset.currentText() == OWN
    tap(qtbot, dialog.field, (Key.Key_X, ALT))
    assert "no other action" in dialog.verdict.text()
    dialog.close()
    mark(empty, qtbot, 10, 29, Key.Key_1)
    empty.playback.seek(20)
    tap(qtbot, empty, (Key.Key_X, ALT))
    assert len(labels(empty)) == 2
    assert empty._settings.keys == {"split": ("Alt+X",)}


def test_a_key_can_be_one_more_none_or_the_default(
    empty: MainWindow, qtbot: QtBot, dialog: KeyDialog
) -> None:
    dialog.choose("play")
    dialog.add.click()
    tap(qtbot, dialog.field, Key.Key_P)
    assert empty.shortcuts.keymap.keys_of("play") == ("Space", "P")
    dialog.clear.click()
    assert empty.shortcuts.keymap.keys_of("play") == ()
    dialog.reset.click()
    assert empty.shortcuts.keymap.bindings == {}


def test_presets_are_chosen_by_name(empty: MainWindow, qtbot: QtBot, dialog: KeyDialog) -> None:
    dialog.preset.setCurrentText("BORIS")
    dialog.preset.activated.emit(dialog.preset.currentIndex())
    assert empty.shortcuts.keymap.bindings == PRESETS["BORIS"]
    assert dialog.preset.currentText() == "BORIS"
    dialog.preset.setCurrentText("Default")
    dialog.preset.activated.emit(dialog.preset.currentIndex())
    assert empty.shortcuts.keymap.bindings == {}


def test_the_filter_finds_actions_and_keys(
    empty: MainWindow, qtbot: QtBot, dialog: KeyDialog
) -> None:
    qtbot.keyClicks(dialog.filter, "nudge")
    assert all(item.isHidden() for item in dialog._items)
    dialog.filter.clear()
    qtbot.keyClicks(dialog.filter, "f11")
    assert [i.text(0) for i in dialog._items if not i.isHidden()] == [
        "View › Only View and Timeline"
    ]
