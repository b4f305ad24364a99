"""The classes panel: what is typed, dragged and clicked becomes a step; nothing is hidden."""

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from pytestqt.qtbot import QtBot

from app.panels.class_model import COUNT, EYE, KEY, NAME, TIME, totals
from app.panels.classes import ClassesPanel
from app.theme import DARK
from app.vocabulary import Vocabulary
from tests.app.opening import RUN, WALK, Opened


@pytest.fixture
def vocabulary(opened: Opened) -> Vocabulary:
    return Vocabulary(opened.document, opened.editor)


@pytest.fixture
def panel(opened: Opened, vocabulary: Vocabulary, qtbot: QtBot) -> ClassesPanel:
    panel = ClassesPanel(opened.document, opened.editor, vocabulary, DARK)
    qtbot.addWidget(panel)
    panel.resize(300, 300)
    panel.show()
    return panel


def column(panel: ClassesPanel, number: int) -> list[str]:
    rows = range(panel.model.rowCount())
    return [panel.model.index(row, number).data() for row in rows]


def test_rows_say_name_key_number_and_time(panel: ClassesPanel, qtbot: QtBot) -> None:
    assert column(panel, NAME) == ["walk", "run", "sit", "jump"]
    assert column(panel, KEY) == ["1", "2", "3", ""]
    qtbot.waitUntil(lambda: column(panel, COUNT) == ["1", "1", "–", "–"])
    assert column(panel, TIME) == ["1.0 s", "3.0 s", "", ""]


def test_what_only_the_model_knows_stands_apart_until_it_is_added(
    panel: ClassesPanel, vocabulary: Vocabulary
) -> None:
    assert "only the model" in panel.model.index(3, NAME).data(Qt.ItemDataRole.ToolTipRole)
    assert [action.text() for action in panel.menu_for("jump").actions()][2:] == [
        "Add to the Class List"
    ]
    vocabulary.add("jump")
    assert "jump" in vocabulary.classes
    assert vocabulary.only_foreseen == ()


def test_a_click_chooses_the_class_of_new_segments(
    panel: ClassesPanel, opened: Opened, qtbot: QtBot
) -> None:
    assert opened.editor.current_class == "walk"
    place = panel.view.visualRect(panel.model.index(1, NAME)).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.editor.current_class == "run"
    opened.editor.choose_class("sit")
    assert panel.view.currentIndex().row() == 2


def test_a_name_typed_in_place_is_proposed(
    panel: ClassesPanel, vocabulary: Vocabulary, opened: Opened, qtbot: QtBot
) -> None:
    vocabulary.proposed.connect(vocabulary.do)
    with qtbot.waitSignal(vocabulary.proposed):
        panel.model.setData(panel.model.index(1, NAME), " jog ")
    assert opened.said == [(10, 20, "walk"), (30, 60, "jog")]
    opened.editor.undo()
    assert opened.said == [(10, 20, "walk"), (30, 60, "run")]


def test_a_key_goes_from_one_class_to_another(panel: ClassesPanel, opened: Opened) -> None:
    panel.model.setData(panel.model.index(0, KEY), "2")
    assert column(panel, KEY) == ["2", "", "3", ""]
    opened.editor.undo()
    assert column(panel, KEY) == ["1", "2", "3", ""]


@pytest.mark.parametrize(
    ("name", "row", "names"),
    [
        ("walk", 2, ["run", "walk", "sit"]),
        ("sit", 0, ["sit", "walk", "run"]),
        ("walk", -1, ["run", "sit", "walk"]),
    ],
)
def test_dragging_reorders(
    panel: ClassesPanel, opened: Opened, name: str, row: int, names: list[str]
) -> None:
    index = panel.model.index(panel.model.row_of(name), NAME)
    data = panel.model.mimeData([index])
    panel.model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, QModelIndex())
    assert list(opened.document.labels.classes.names) == names
    assert len(opened.document.history.steps) == 1


def test_the_eye_hides_without_a_step(panel: ClassesPanel, opened: Opened, qtbot: QtBot) -> None:
    place = panel.view.visualRect(panel.model.index(1, EYE)).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert not opened.document.labels.classes["run"].visible
    assert opened.document.history.steps == ()


def test_a_name_below_adds_a_class(panel: ClassesPanel, opened: Opened, qtbot: QtBot) -> None:
    qtbot.keyClicks(panel.new, "crawl")
    qtbot.keyClick(panel.new, Qt.Key.Key_Return)
    assert opened.document.labels.classes.names[-1] == "crawl"
    assert panel.new.text() == ""


def test_what_cannot_be_is_refused_with_a_sentence(vocabulary: Vocabulary, qtbot: QtBot) -> None:
    with qtbot.waitSignal(vocabulary.refused) as said:
        vocabulary.add("walk")
    assert said.args == ["Two classes are called 'walk'."]
    with qtbot.waitSignal(vocabulary.refused):
        vocabulary.split("stroll")


def test_selected_segments_become_a_class_of_their_own(
    vocabulary: Vocabulary, opened: Opened
) -> None:
    opened.document.select([RUN])
    vocabulary.split("jog")
    assert opened.said == [(10, 20, "walk"), (30, 60, "jog")]
    assert vocabulary.classes.names == ("walk", "run", "sit", "jog")
    opened.editor.undo()
    assert "jog" not in vocabulary.classes


def test_totals_add_up() -> None:
    assert totals([WALK, RUN, WALK]) == {"walk": (2, 20), "run": (1, 30)}
