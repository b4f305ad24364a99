"""The segment in numbers: what is typed there is what the segment becomes."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.panels.moment import MomentPanel
from tests.app.opening import RUN, Opened


@pytest.fixture
def panel(opened: Opened, qtbot: QtBot) -> MomentPanel:
    panel = MomentPanel(opened.document, opened.playback, opened.editor)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def test_the_selection_comes_before_the_playhead(panel: MomentPanel, opened: Opened) -> None:
    assert panel.empty.isVisible()
    opened.playback.seek(12)
    assert (panel.class_name.currentText(), panel.start.value()) == ("walk", 10)
    opened.document.select([RUN])
    assert (panel.class_name.currentText(), panel.stop.value()) == ("run", 60)
    assert panel.time.text() == "3.00 – 6.00 s · 3.00 s"


def test_numbers_class_and_note_are_edited(
    panel: MomentPanel, opened: Opened, qtbot: QtBot
) -> None:
    opened.document.select([RUN])
    panel.start.setFocus()
    panel.start.selectAll()
    qtbot.keyClicks(panel.start, "25")
    qtbot.keyClick(panel.start, Qt.Key.Key_Return)
    assert opened.said[1] == (25, 60, "run")
    panel.note.setText("hurt")
    qtbot.keyClick(panel.note, Qt.Key.Key_Return)
    assert opened.document.selection[0].note == "hurt"
    panel.class_name.setCurrentText("sit")
    panel.class_name.activated.emit(panel.class_name.currentIndex())
    assert opened.said[1] == (25, 60, "sit")
    assert len(opened.document.history.steps) == 3


def test_a_prediction_can_be_read_and_not_typed_over(panel: MomentPanel, opened: Opened) -> None:
    opened.playback.seek(72)
    assert panel.source.text() == "m · 40% sure"
    assert not panel.start.isEnabled()
    assert not panel.note.isEnabled()
