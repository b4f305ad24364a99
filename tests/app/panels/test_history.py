"""The history panel: every step is listed, and a click goes there by steps that are saved."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.document import REDO, UNDO
from app.panels.history import HistoryPanel, local_time
from app.theme import DARK
from tests.app.opening import Opened


@pytest.fixture
def panel(opened: Opened, qtbot: QtBot) -> HistoryPanel:
    panel = HistoryPanel(opened.document, opened.editor, DARK)
    qtbot.addWidget(panel)
    panel.resize(300, 300)
    panel.show()
    return panel


def rows(panel: HistoryPanel) -> list[str]:
    return [panel.model.index(row).data() for row in range(panel.model.rowCount())]


def click(panel: HistoryPanel, qtbot: QtBot, row: int) -> None:
    place = panel.view.visualRect(panel.model.index(row)).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_click_goes_back_and_forward_step_by_step(
    panel: HistoryPanel, opened: Opened, qtbot: QtBot
) -> None:
    assert panel.empty.isVisible()
    for start in (70, 80, 90):
        opened.editor.create(start, start + 5, "sit")
    acts: list[str] = []
    opened.document.stepped.connect(lambda act, _: acts.append(act))
    click(panel, qtbot, 1)
    assert acts == [UNDO, UNDO]
    assert opened.said[-1] == (70, 75, "sit")
    assert rows(panel) == [
        "As it was",
        "Label 'sit'",
        "Label 'sit'   (undone)",
        "Label 'sit'   (undone)",
    ]
    assert panel.view.currentIndex().row() == 1
    click(panel, qtbot, 3)
    assert acts[2:] == [REDO, REDO]
    assert opened.said[-1] == (90, 95, "sit")


def test_buttons_undo_and_redo(panel: HistoryPanel, opened: Opened, qtbot: QtBot) -> None:
    assert not panel.undo.isEnabled()
    opened.editor.create(70, 75, "sit")
    qtbot.mouseClick(panel.undo, Qt.MouseButton.LeftButton)
    assert not panel.undo.isEnabled()
    assert panel.redo.isEnabled()


def test_a_date_that_is_none_is_shown_as_it_is() -> None:
    assert local_time("2026-11-20T12:00:00Z").startswith("2026-11-")
    assert local_time("long ago") == "long ago"
