"""Labels of others come in as one step, in classes and on tracks that a person settles."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.dialogs.importing.labels import LabelImportDialog
from core.classes import ClassList
from core.label_formats import Clock
from core.label_import import LabelImport, planned
from core.label_set import LabelSet

OURS = ClassList(()).including(("walk", "sit down"))


@pytest.fixture
def plan(tmp_path: Path) -> LabelImport:
    path = tmp_path / "theirs.txt"
    path.write_text("0.0\t1.0\tWalk\n0.5\t1.5\tjump\n1.6\t2.0\tjump\n9.0\t12.0\twave\n")
    return planned(path, Clock(30.0, 300), OURS.names)


@pytest.fixture
def dialog(plan: LabelImport, qtbot: QtBot) -> LabelImportDialog:
    dialog = LabelImportDialog(plan, OURS)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def said(dialog: LabelImportDialog) -> list[str]:
    return [dialog.report.item(row).text() for row in range(dialog.report.count())]


def test_names_that_are_alike_are_proposed_and_the_rest_is_new(dialog: LabelImportDialog) -> None:
    assert {name: box.currentData() for name, box in dialog.choices.items()} == {
        "Walk": "walk",
        "jump": "jump",
        "wave": "wave",
    }
    assert said(dialog)[0] == "New classes: jump, wave."
    assert any(line.startswith("Clipped") for line in said(dialog))
    assert any(line.startswith("Split") for line in said(dialog))


def test_what_is_settled_is_what_one_step_does(dialog: LabelImportDialog, qtbot: QtBot) -> None:
    choice = dialog.choices["jump"]
    choice.setCurrentIndex(choice.findData("sit down"))
    wave = dialog.choices["wave"]
    wave.setCurrentIndex(wave.findText("leave out"))
    assert dialog.agree.text() == "Import 3 Segments"
    with qtbot.waitSignal(dialog.agreed) as agreed:
        dialog.agree.click()
    labels = LabelSet(classes=OURS)
    after = agreed.args[0].step(labels, OURS, "today").apply(labels)
    assert after.classes == OURS
    assert [(s.start, s.stop, s.class_name) for t in after.tracks for s in t.segments] == [
        *((0, 30, "walk"), (48, 60, "sit down"), (15, 45, "sit down"))
    ]


def test_tracks_can_stay_out(dialog: LabelImportDialog) -> None:
    assert len(dialog.tracks) == 2
    for box in dialog.tracks.values():
        box.setChecked(False)
    assert not dialog.agree.isEnabled()
    next(iter(dialog.tracks.values())).setChecked(True)
    assert dialog.agree.text() == "Import 3 Segments"


def test_reviewed_is_what_the_file_says_until_somebody_says_more(dialog: LabelImportDialog) -> None:
    assert not any(track.reviewed for track in dialog.plan.tracks())
    dialog.reviewed.setCurrentIndex(dialog.reviewed.findData("all"))
    assert all(track.reviewed for track in dialog.plan.tracks())
