"""Classes of the model that the project lacks are told, mapped in a dialog, and remembered."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.dialogs.class_mapping import ClassMappingDialog
from app.main_window import MainWindow
from core.classes import ClassList
from core.project import Project

LEFT = Qt.MouseButton.LeftButton
KEPT = ("right punch", "left punch")


def without(window: MainWindow) -> None:
    """The demo as if its project had two classes and no labels."""
    for track in window.document.labels.tracks:
        window.timeline.tracks.remove(track.name)
    window.document.set_classes(ClassList.of(KEPT))


def test_the_line_opens_the_dialog_and_goes_when_all_is_decided(
    predicted: MainWindow, qtbot: QtBot
) -> None:
    window, translator = predicted, predicted.session.translator
    assert not window.foreign.isVisible()
    without(window)
    assert window.foreign.isVisible()
    foreign = translator.undecided
    assert f"{len(foreign)} classes" in window.foreign.text.text()
    assert foreign[0] in window.foreign.text.toolTip()
    before = {one.class_name for one in window.document.predicted}
    QTest.mouseClick(window.foreign.button, LEFT)
    dialog = window.findChild(ClassMappingDialog)
    assert list(dialog.choices) == list(translator.mapping.becomes)
    for name in foreign:
        dialog.choices[name].setFocus()
        qtbot.keyClick(dialog.choices[name], Qt.Key.Key_Home)
    assert dialog.choices[foreign[0]].currentData() == KEPT[0]
    qtbot.keyClick(dialog.choices[foreign[-1]], Qt.Key.Key_End)
    QTest.mouseClick(dialog.agree, LEFT)
    assert not window.foreign.isVisible()
    after = {one.class_name for one in window.document.predicted}
    assert after <= set(KEPT) < before | after
    project = window.session.keeper.project
    assert project is not None
    window.session.close()
    kept = Project.open(project.folder).settings["class_mappings"][translator.model]
    assert kept[foreign[0]] == KEPT[0]
    assert kept[foreign[-1]] is None


def test_the_mapping_can_be_looked_at_from_the_menu(predicted: MainWindow, qtbot: QtBot) -> None:
    predicted.menus.actions["map_classes"].trigger()
    dialog = predicted.findChild(ClassMappingDialog)
    chosen = {name: choice.currentData() for name, choice in dialog.choices.items()}
    assert chosen == dict(predicted.session.translator.mapping.becomes)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
