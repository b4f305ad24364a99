"""The panels in the real window, on the demo: each main path from the hand to the disk."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.dialogs.class_edit import ClassEditDialog
from app.dialogs.compare import CompareDialog
from app.dialogs.merge import MergeDialog
from app.dialogs.past import PastDialog
from app.main_window import MainWindow
from app.panels.class_model import NAME
from core.label_formats import write_labels
from core.labels import LabelTrack, Segment
from core.project import Project


def opened_dialog(qtbot: QtBot, kind: type[QDialog]) -> QDialog:
    """The dialog of a kind that is open, once it is."""

    def found() -> list[QWidget]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]

    qtbot.waitUntil(lambda: len(found()) == 1)
    (dialog,) = found()
    assert isinstance(dialog, QDialog)
    return dialog


@pytest.fixture
def people(demo: MainWindow) -> MainWindow:
    """The demo, with the track of its authors active."""
    number = next(n for n, t in enumerate(demo.document.tracks) if t.segments)
    demo.document.set_track_visible(number, True)
    demo.document.set_active(demo.document.tracks[number].name)
    return demo


def names(window: MainWindow) -> list[str]:
    return [segment.class_name for segment in window.document.active.segments]


def test_renaming_happens_in_the_whole_project_and_is_there_after_restart(
    people: MainWindow, qtbot: QtBot
) -> None:
    assert "right punch" in names(people)
    model = people.classes.model
    model.setData(model.index(model.row_of("right punch"), NAME), "cross")
    dialog = opened_dialog(qtbot, ClassEditDialog)
    assert isinstance(dialog, ClassEditDialog)
    qtbot.waitUntil(lambda: "Seq2_11" in dialog.elsewhere.text())
    qtbot.mouseClick(dialog.agree, Qt.MouseButton.LeftButton)
    assert "right punch" not in names(people)
    folder = people.session.source
    assert folder is not None
    people.session.keeper.close()
    project = Project.open(folder)
    assert "cross" in project.classes
    assert "right punch" not in project.classes
    said = {
        segment.class_name
        for entry in project.recordings
        for track in project.labels(entry).tracks
        for segment in track.segments
    }
    assert "cross" in said
    assert "right punch" not in said


def test_find_jumps_and_selects(people: MainWindow, qtbot: QtBot) -> None:
    people.menus.actions["find"].trigger()
    qtbot.waitUntil(people.segments.filter.text.hasFocus)
    last = people.document.active.segments[-1]
    qtbot.keyClicks(people.segments.filter.text, last.class_name)
    model = people.segments.model
    qtbot.waitUntil(lambda: {hit.segment.class_name for hit in model.found} == {last.class_name})
    (row,) = model.found.rows_of([last])
    place = people.segments.view.visualRect(model.index(row, 0)).center()
    qtbot.mouseClick(people.segments.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert people.document.selection == (last,)
    assert people.playback.frame == last.start


def test_delete_in_the_table_is_about_its_rows(people: MainWindow, qtbot: QtBot) -> None:
    people.docks.show("Segments")
    first = people.document.active.segments[0]
    model, view = people.segments.model, people.segments.view
    qtbot.waitUntil(lambda: bool(model.found.rows_of([first])))
    place = view.visualRect(model.index(model.found.rows_of([first])[0], 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert first not in people.document.active.segments
    assert len(people.document.history.steps) == 1


def test_an_older_state_is_restored_and_that_can_be_undone(
    people: MainWindow, qtbot: QtBot
) -> None:
    before = people.document.labels.tracks
    people.editor.create(0, 5, "back fist")
    people.editor.create(5, 9, "back fist")
    after = people.document.labels.tracks
    people.history.past.click()
    dialog = opened_dialog(qtbot, PastDialog)
    assert isinstance(dialog, PastDialog)
    dialog.list.setCurrentRow(dialog.list.count() - 1)
    qtbot.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    assert [t.segments for t in people.document.labels.tracks] == [t.segments for t in before]
    people.editor.undo()
    assert people.document.labels.tracks == after


def test_n_walks_what_the_model_says_and_return_takes_it(
    predicted: MainWindow, qtbot: QtBot
) -> None:
    window = predicted
    qtbot.waitUntil(lambda: not window.reviewer.busy and len(window.reviewer.queue) > 0)
    qtbot.keyClick(window, Qt.Key.Key_N)
    assert window.reviewer.current is not None
    assert window.playback.frame == window.reviewer.current.start
    left = len(window.reviewer.queue)
    window.docks.show("Review")
    qtbot.mouseClick(window.review.accept, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.reviewer.busy)
    assert len(window.reviewer.queue) < left
    assert window.document.history.steps


def test_two_people_are_compared_and_judged_between(people: MainWindow, qtbot: QtBot) -> None:
    document, first = people.document, people.document.active.segments[0]
    theirs = document.active.name
    people.timeline.tracks.add("Anna")
    people.editor.set_reviewed(0, document.n_frames)
    document.set_active(theirs)
    people.menus.actions["compare"].trigger()
    dialog = opened_dialog(qtbot, CompareDialog)
    assert isinstance(dialog, CompareDialog)
    dialog.one.setCurrentText(theirs)
    dialog.other.setCurrentText("Anna")
    dialog.list.setCurrentRow(0)
    assert people.playback.frame == first.start
    qtbot.mouseClick(dialog.take_one, Qt.MouseButton.LeftButton)
    consensus = document.labels.track("consensus").segments
    assert [(s.start, s.stop, s.class_name) for s in consensus] == [
        (first.start, first.stop, first.class_name)
    ]
    dialog.close()


def test_labels_of_another_copy_are_merged(
    people: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    recording = people.document.recording
    assert recording is not None
    track = LabelTrack("Ben", recording.n_frames, (Segment(3, 9, "hop"),), annotator="Ben")
    file = tmp_path / "ben.csv"
    write_labels([track], file, recording.fps)
    people.dialogs.show_merge(file)
    dialog = opened_dialog(qtbot, MergeDialog)
    assert isinstance(dialog, MergeDialog)
    qtbot.mouseClick(dialog.agree, Qt.MouseButton.LeftButton)
    assert any(s.class_name == "hop" for t in people.document.labels.tracks for s in t.segments)
    people.editor.undo()
    assert "hop" not in people.document.labels.classes


def test_nothing_is_merged_from_what_is_no_label_file(
    people: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(people.dialogs.refused) as said:
        people.dialogs.show_merge(tmp_path)
    assert str(tmp_path) in said.args[0]
    assert people.document.history.steps == ()


def test_a_hidden_class_leaves_only_a_trace(people: MainWindow, qtbot: QtBot) -> None:
    first = people.document.active.segments[0]
    style = people.timeline._style()
    shown = style.fill(first.class_name, predicted=False)
    people.vocabulary.set_visible(first.class_name, False)
    hidden = people.timeline._style().fill(first.class_name, predicted=False)
    assert hidden.saturationF() < shown.saturationF()
