"""The segments table: finds, sorts, follows the selection both ways, edits notes, deletes."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.panels.segment_model import CLASS, LENGTH, NOTE, SCORE, START, STATUS
from app.panels.segments import SegmentsPanel
from app.theme import DARK
from tests.app.opening import RUN, WALK, Opened


@pytest.fixture
def panel(opened: Opened, qtbot: QtBot) -> SegmentsPanel:
    panel = SegmentsPanel(opened.document, opened.playback, opened.editor, DARK)
    qtbot.addWidget(panel)
    panel.resize(700, 400)
    panel.show()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    return panel


def column(panel: SegmentsPanel, number: int) -> list[str]:
    return [panel.model.index(row, number).data() for row in range(panel.model.rowCount())]


def click(panel: SegmentsPanel, qtbot: QtBot, row: int) -> None:
    place = panel.view.visualRect(panel.model.index(row, CLASS)).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_rows_say_frames_times_and_where_it_is_from(panel: SegmentsPanel, qtbot: QtBot) -> None:
    assert column(panel, START) == ["10 · 1.00 s", "30 · 3.00 s"]
    assert column(panel, STATUS) == ["by a person"] * 2
    panel.filter.predictions.setChecked(True)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 4)
    assert column(panel, SCORE) == ["", "90%", "", "40%"]
    assert column(panel, STATUS)[3] == "predicted"


def test_words_and_conditions_filter(panel: SegmentsPanel, qtbot: QtBot) -> None:
    qtbot.keyClicks(panel.filter.text, "door")
    qtbot.waitUntil(lambda: column(panel, CLASS) == ["run"])
    panel.filter.text.clear()
    panel.filter.long_to.setValue(1.5)
    qtbot.waitUntil(lambda: column(panel, CLASS) == ["walk"])
    panel.filter.class_name.setCurrentText("sit")
    qtbot.waitUntil(panel.empty.isVisible)
    assert "Clear the filter" in panel.empty.text()


def test_a_click_on_a_heading_sorts(panel: SegmentsPanel, qtbot: QtBot) -> None:
    panel.view.sortByColumn(LENGTH, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: column(panel, CLASS) == ["run", "walk"])


def test_selection_goes_both_ways(panel: SegmentsPanel, opened: Opened, qtbot: QtBot) -> None:
    click(panel, qtbot, 1)
    assert opened.document.selection == (RUN,)
    assert opened.playback.frame == 30
    opened.document.select([WALK])
    rows = panel.view.selectionModel().selectedRows()
    assert [row.row() for row in rows] == [0]
    assert opened.playback.frame == 30


def test_a_note_is_typed_in_place(panel: SegmentsPanel, opened: Opened, qtbot: QtBot) -> None:
    panel.model.setData(panel.model.index(0, NOTE), "slow")
    assert opened.document.active.segments[0].note == "slow"
    qtbot.waitUntil(lambda: column(panel, NOTE)[0] == "slow")


def test_delete_deletes_labels_and_rejects_predictions(
    panel: SegmentsPanel, opened: Opened, qtbot: QtBot
) -> None:
    click(panel, qtbot, 0)
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    assert opened.said == [(30, 60, "run")]
    panel.filter.predictions.setChecked(True)
    qtbot.waitUntil(lambda: column(panel, CLASS) == ["walk", "run", "jump"])
    click(panel, qtbot, 2)
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    assert {one.class_name for one in opened.document.active.rejected} == {"jump"}
    assert opened.said == [(30, 60, "run")]


def test_nothing_is_computed_for_a_table_that_nobody_sees(
    panel: SegmentsPanel, opened: Opened, qtbot: QtBot
) -> None:
    panel.hide()
    opened.editor.create(80, 90, "sit")
    assert not panel._background.busy
    panel.show()
    qtbot.waitUntil(lambda: column(panel, CLASS) == ["walk", "run", "sit"])


def test_an_empty_table_says_how_to_begin(
    panel: SegmentsPanel, opened: Opened, qtbot: QtBot
) -> None:
    opened.document.select([WALK, RUN])
    opened.editor.delete()
    qtbot.waitUntil(panel.empty.isVisible)
    assert "drag on the timeline" in panel.empty.text()
