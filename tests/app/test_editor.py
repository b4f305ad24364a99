"""Every act of a person is one step, does what it says, and can be taken back."""

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.document import Document
from app.editor import Editor
from app.playback import Playback
from core.classes import ClassList
from core.edits.move import Side
from core.history import History
from core.label_set import LabelSet
from core.labels import LabelTrack, Segment
from core.prediction import Prediction
from core.recording import Recording
from core.skeleton import KINECT1


def opened(*segments: Segment) -> tuple[Document, Playback, Editor]:
    document, playback = Document(), Playback()
    editor = Editor(document, playback)
    recording = Recording.measured(np.ones((100, 1, 20, 3)), KINECT1, 30)
    tracks = (LabelTrack("mine", 100, segments),) if segments else ()
    labels = LabelSet(tracks, ClassList.of(("walk", "run")))
    document.open(Path("a.h5"), recording, History(labels))
    playback.set_range(100, 30)
    return document, playback, editor


def shown(document: Document) -> list[tuple[int, int, str]]:
    return [(s.start, s.stop, s.class_name) for t in document.tracks for s in t.segments]


WALK, RUN = Segment(10, 20, "walk"), Segment(20, 30, "run")


def test_the_first_edit_makes_the_track_and_the_class(qapp: object) -> None:
    document, _, editor = opened()
    editor.create(5, 9, "jump")
    assert shown(document) == [(5, 9, "jump")]
    assert document.labels.classes.names == ("walk", "run", "jump")
    document.undo()
    assert document.labels.tracks == ()
    assert document.labels.classes.names == ("walk", "run")


def test_a_class_key_labels_the_selection_the_marks_or_what_is_here(qapp: object) -> None:
    document, playback, editor = opened(WALK, RUN)
    document.select([WALK])
    editor.assign("run")
    assert shown(document)[0] == (10, 20, "run")
    document.select([])
    playback.seek(40)
    editor.marks.mark_in()
    playback.seek(49)
    editor.marks.mark_out()
    editor.assign("walk")
    assert shown(document)[2] == (40, 50, "walk")
    assert editor.marks.ends == (None, None)
    document.select([])
    playback.seek(25)
    editor.assign("walk")
    assert shown(document)[1] == (20, 30, "walk")


def test_shared_edges_roll_and_a_nudge_takes_the_playhead_along(qapp: object) -> None:
    document, playback, editor = opened(WALK, RUN)
    document.select([RUN])
    editor.nudge(Side.START, -3)
    assert shown(document) == [(10, 17, "walk"), (17, 30, "run")]
    assert playback.frame == 17
    assert [s.class_name for s in document.selection] == ["run"]
    editor.nudge(Side.START, 5)
    assert shown(document) == [(10, 22, "walk"), (22, 30, "run")]
    assert [s.class_name for s in document.selection] == ["run"]


def test_split_merge_delete_and_back(qapp: object) -> None:
    document, playback, editor = opened(WALK)
    playback.seek(14)
    editor.split()
    assert shown(document) == [(10, 14, "walk"), (14, 20, "walk")]
    document.select(document.active.segments)
    editor.merge()
    editor.delete()
    assert shown(document) == []
    for _ in range(3):
        editor.undo()
    assert shown(document) == [(10, 20, "walk")]
    for _ in range(3):
        editor.redo()
    assert shown(document) == []


def test_predictions_become_labels_only_where_nobody_has_labelled(qapp: object) -> None:
    document, _, editor = opened(WALK)
    probabilities = np.full((100, 3), 1 / 3, dtype=np.float32)
    predicted = (Segment(15, 40, "run", 0.6), Segment(60, 80, "walk", 0.9))
    document.set_prediction(Prediction(probabilities, ("walk", "run"), "m", predicted))
    editor.accept_all(predicted)
    assert shown(document) == [(10, 20, "walk"), (20, 40, "run"), (60, 80, "walk")]
    assert [s.source.name for s in document.active.segments] == ["", "m", "m"]


def test_copies_keep_their_seconds_at_another_rate(qapp: object) -> None:
    document, playback, editor = opened(WALK)
    document.select([WALK])
    editor.copy()
    recording = Recording.measured(np.ones((400, 1, 20, 3)), KINECT1, 60)
    document.open(Path("b.h5"), recording, History(LabelSet()))
    playback.set_range(400, 60)
    playback.seek(100)
    editor.paste()
    assert shown(document) == [(100, 120, "walk")]


def test_what_is_read_only_stays_as_it_is_and_says_why(qapp: object, qtbot: QtBot) -> None:
    document, _, editor = opened(WALK)
    document.read_only = "another program has it"
    with qtbot.waitSignal(editor.refused) as said:
        editor.create(50, 60, "run")
    assert said.args == ["Nothing can be changed: another program has it."]
    assert shown(document) == [(10, 20, "walk")]


@pytest.mark.parametrize("act", ["delete", "merge", "paste", "split"])
def test_nothing_to_do_is_said(qapp: object, qtbot: QtBot, act: str) -> None:
    document, _, editor = opened(WALK)
    with qtbot.waitSignal(editor.refused):
        getattr(editor, act)()
    assert not document.history.steps
