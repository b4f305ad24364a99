"""Tracks are added, renamed, assigned and removed with real keys and clicks."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.dialogs.track_removal import TrackRemovalDialog
from app.main_window import MainWindow
from app.timeline.prompt import Prompt
from app.timeline.track_menu import TrackMenu
from core.project import Project

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def labelled(demo: MainWindow) -> MainWindow:
    """The demo, in the track that somebody has labelled."""
    demo.session.stop()
    number = next(n for n, track in enumerate(demo.document.tracks) if track.segments)
    demo.document.set_track_visible(number, True)
    demo.document.set_active(demo.document.tracks[number].name)
    return demo


def name_of(window: MainWindow, track: str) -> QPushButton:
    buttons = window.timeline.header.findChildren(QPushButton)
    return next(b for b in buttons if not b.isHidden() and b.toolTip().startswith(f"{track}"))


def answer(window: MainWindow, qtbot: QtBot, text: str) -> None:
    prompt = window.timeline.findChild(Prompt)
    prompt.line.selectAll()
    qtbot.keyClicks(prompt.line, text)
    qtbot.keyClick(prompt.line, Qt.Key.Key_Return)


def names(window: MainWindow) -> list[str]:
    return [track.name for track in window.document.tracks]


def test_a_double_click_on_its_name_renames_a_track(labelled: MainWindow, qtbot: QtBot) -> None:
    before = names(labelled)
    other = next(name for name in before if name != labelled.document.active.name)
    QTest.mouseClick(name_of(labelled, other), LEFT)
    QTest.mouseDClick(name_of(labelled, other), LEFT)
    answer(labelled, qtbot, "second look")
    assert names(labelled) == ["second look" if name == other else name for name in before]
    assert labelled.document.active.name == "second look"
    qtbot.keyClick(labelled, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (names(labelled), labelled.document.active.name) == (before, other)


def test_the_menu_of_a_track_says_whose_it_is(labelled: MainWindow, qtbot: QtBot) -> None:
    track = labelled.document.active.name
    button = name_of(labelled, track)
    place = QPoint(5, 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, button.mapToGlobal(place))
    QApplication.sendEvent(button, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, TrackMenu)
    next(a for a in menu.actions() if a.text() == "Annotator…").trigger()
    menu.close()
    answer(labelled, qtbot, "Vera")
    assert labelled.document.active.annotator == "Vera"
    shown = labelled.timeline.header.findChildren(QLabel)
    assert "Vera" in [label.text() for label in shown if label.isVisible()]


def test_a_track_is_removed_after_a_look_and_comes_back(labelled: MainWindow, qtbot: QtBot) -> None:
    before = labelled.document.labels
    labelled.menus.actions["remove_track"].trigger()
    dialog = labelled.findChild(TrackRemovalDialog)
    assert f"{len(labelled.document.active.segments)} segments" in dialog.text.text()
    assert labelled.document.labels is before
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert labelled.document.labels is before
    labelled.menus.actions["remove_track"].trigger()
    dialog = labelled.findChildren(TrackRemovalDialog)[-1]
    QTest.mouseClick(dialog.agree, LEFT)
    assert len(labelled.document.tracks) == len(before.tracks) - 1
    qtbot.keyClick(labelled, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert labelled.document.labels.tracks == before.tracks


def test_owner_and_name_are_there_after_a_restart(labelled: MainWindow) -> None:
    document, tracks = labelled.document, labelled.timeline.tracks
    tracks.rename(document.active.name, "Vera's")
    tracks.assign("Vera's", "Vera")
    tracks.add("empty")
    project: Project | None = labelled.session.keeper.project
    assert project is not None
    path: Path | None = document.path
    labelled.session.close()
    reopened = Project.open(project.folder)
    entry = next(one for one in reopened.recordings if one.path == path)
    assert reopened.labels(entry).tracks == document.labels.tracks


def test_the_palette_finds_what_can_be_done_to_a_track(labelled: MainWindow) -> None:
    offered = [offer.text for offer in labelled.overlays._offers("track")]
    assert {"Add a Track", "Rename the Track…", "Remove the Track…"} <= set(offered)
