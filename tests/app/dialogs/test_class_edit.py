"""A class edit is shown before it happens: here, and in the other recordings."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.dialogs.class_edit import ClassEditDialog
from app.dialogs.colour import ColourDialog, verdict
from app.dialogs.naming import NameDialog
from core import class_edits
from core.class_edits import ClassEdit
from core.classes import ActionClass, ClassList
from core.entries import Entry
from core.following import Plan
from core.label_set import LabelSet
from core.progress import Progress
from core.states import Found
from tests.app.opening import RUN, WALK, Opened


def test_it_counts_here_and_elsewhere_and_asks(opened: Opened, qtbot: QtBot) -> None:
    labels = opened.document.labels
    edit = class_edits.merge(labels.classes, ["walk"], "run")
    dialog = ClassEditDialog(edit, labels, Path("here.h5"))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.here.text() == "2 segments of this recording will be run."
    dialog.show_progress(Progress(3, 1000, "Looking at Seq4"))
    assert dialog.elsewhere.text().endswith("3 of 1,000")
    plans = [_plan(name, labels, edit) for name in ("here", "Seq1", *map(str, range(10)))]
    dialog.show_plans(plans)
    assert dialog.elsewhere.text().startswith("In 11 other recordings")
    assert "Seq1 (2), 0 (2)" in dialog.elsewhere.text()
    assert dialog.elsewhere.text().endswith("and 3 more")
    with qtbot.waitSignal(dialog.agreed):
        qtbot.mouseClick(dialog.agree, Qt.MouseButton.LeftButton)


def _plan(name: str, labels: LabelSet, edit: ClassEdit) -> Plan:
    entry = Entry(name, name, Path(f"{name}.h5"), "", 1, 1, 100, 10)
    step = edit.step(labels, "")
    return Plan(entry, Found(labels), step, step.apply(labels), edit.n_touched(labels))


def test_removing_says_so(opened: Opened, qtbot: QtBot) -> None:
    labels = opened.document.labels
    dialog = ClassEditDialog(class_edits.remove(labels.classes, "run"), labels)
    qtbot.addWidget(dialog)
    assert dialog.here.text() == "1 segment of this recording will be removed."
    assert dialog.agree.text() == "Remove"
    dialog.show_plans(())
    assert dialog.elsewhere.text() == "No other recording has any."


def test_a_new_class_needs_a_name(qtbot: QtBot) -> None:
    dialog = NameDialog("Split", "New class:", [WALK, RUN])
    qtbot.addWidget(dialog)
    ok = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    assert not ok.isEnabled()
    qtbot.keyClicks(dialog.name, " jog ")
    with qtbot.waitSignal(dialog.named) as said:
        qtbot.mouseClick(ok, Qt.MouseButton.LeftButton)
    assert said.args == ["jog"]


def test_colours_are_judged(qtbot: QtBot) -> None:
    classes = ClassList((ActionClass("walk", "#336699"), ActionClass("run")))
    assert "dark" in verdict(QColor("#1c1f26"), classes, "run")
    assert "light" in verdict(QColor("#ffffff"), classes, "run")
    assert "walk" in verdict(QColor("#336699"), classes, "run")
    assert verdict(QColor("#336699"), classes, "walk").startswith("Easy")
    dialog = ColourDialog(classes, "walk")
    qtbot.addWidget(dialog)
    dialog.picker.setCurrentColor(QColor("#ffffff"))
    assert "light" in dialog.verdict.text()
