"""Two tracks compared: the figures, the differences, and taking a side."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.dialogs.compare import CompareDialog
from app.dialogs.dialogs import Dialogs
from app.dialogs.merge import MergeDialog
from app.keeper import Keeper
from app.theme import DARK
from core.adjudication import CONSENSUS
from core.labels import LabelTrack, Segment
from core.merging import merge_label_sets
from tests.app.opening import Opened

NOW = "2026-11-20T12:00:00Z"


@pytest.fixture
def dialog(opened: Opened, qtbot: QtBot) -> CompareDialog:
    dialog = CompareDialog(opened.document)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def listed(dialog: CompareDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_figures_are_those_of_the_closed_form(dialog: CompareDialog) -> None:
    """Of 65 frames both give 8 to walking, one 2 more: 16 / 18; run is said by one only."""
    cells = [dialog.figures.item(0, column).text() for column in range(4)]
    assert cells == ["walk", "0.89", "0.98", "-0.72"]
    assert dialog.figures.item(1, 1).text() == "0.00"
    assert dialog.summary.text().startswith("65 frames that both have looked at · kappa")


def test_differences_are_listed_and_jumped_to(dialog: CompareDialog, qtbot: QtBot) -> None:
    assert listed(dialog) == [
        "10 – 12   mine: walk   hers: background",
        "30 – 60   mine: run   hers: background",
    ]
    with qtbot.waitSignal(dialog.jump_requested) as said:
        dialog.list.setCurrentRow(1)
    assert (said.args[0].start, said.args[0].stop) == (30, 60)


def test_taking_sides_makes_the_consensus(
    dialog: CompareDialog, opened: Opened, qtbot: QtBot
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    dialogs = Dialogs(opened.document, opened.editor, Keeper(opened.document, host), DARK, host)
    opened.document.stepped.disconnect()
    dialog.decided.connect(dialogs._decide)
    dialog.list.setCurrentRow(0)
    qtbot.mouseClick(dialog.take_other, Qt.MouseButton.LeftButton)
    assert dialog.list.currentRow() == 1
    qtbot.mouseClick(dialog.take_one, Qt.MouseButton.LeftButton)
    made = opened.document.labels.track(CONSENSUS)
    assert [(s.start, s.stop, s.class_name) for s in made.segments] == [
        (12, 20, "walk"),
        (30, 60, "run"),
    ]
    assert (made.reviewed[0].start, made.reviewed[-1].stop) == (0, 65)
    opened.editor.undo()
    opened.editor.undo()
    assert len(opened.document.labels.tracks) == 2


def test_one_track_cannot_be_compared_with_itself(dialog: CompareDialog) -> None:
    dialog.other.setCurrentIndex(0)
    assert dialog.summary.text().startswith("Choose two tracks")
    assert not dialog.take_one.isEnabled()


def test_a_merge_is_told_before_it_is_made(opened: Opened, qtbot: QtBot) -> None:
    ours = opened.document.labels
    new = LabelTrack("Ben", 100, (Segment(0, 5, "hop"),))
    more = LabelTrack("mine", 100, (Segment(10, 15, "run"), Segment(80, 90, "walk")))
    merge = merge_label_sets(ours, ours.with_tracks((more, new)), NOW)
    dialog = MergeDialog(opened.document.path, merge)
    qtbot.addWidget(dialog)
    rows = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert rows == [
        "Track mine: 1 segment where nobody had looked",
        "New track Ben: 1 segment",
        "Track mine: 1 difference stays as you have it",
    ]
    with qtbot.waitSignal(dialog.agreed):
        qtbot.mouseClick(dialog.agree, Qt.MouseButton.LeftButton)


def test_merging_what_is_here_already_cannot_be_agreed_to(opened: Opened, qtbot: QtBot) -> None:
    ours = opened.document.labels
    dialog = MergeDialog(opened.document.path, merge_label_sets(ours, ours, NOW))
    qtbot.addWidget(dialog)
    assert not dialog.agree.isEnabled()
