"""The document takes only what fits what is open."""

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.document import Document
from app.navigation import next_edge, previous_edge
from core.classes import ClassList
from core.history import History
from core.label_set import LabelSet
from core.labels import LabelTrack, Segment
from core.prediction import Prediction
from core.recording import Recording
from core.skeleton import KINECT1


@pytest.fixture
def document(qapp: object) -> Document:
    document = Document()
    positions = np.ones((100, 1, 20, 3), dtype=np.float32)
    mine = LabelTrack("mine", 100, (Segment(10, 20, "walk"), Segment(20, 30, "run")))
    hidden = LabelTrack("hers", 100, (Segment(50, 60, "jump"),), visible=False)
    recording = Recording.measured(positions, KINECT1, 30)
    labels = LabelSet((mine, hidden), ClassList.of(("walk", "run")))
    document.open(Path("a.h5"), recording, History(labels))
    return document


def prediction(n_frames: int = 100) -> Prediction:
    probabilities = np.full((n_frames, 3), 1 / 3, dtype=np.float32)
    segments = (Segment(15, 25, "jump", 0.4), Segment(70, 80, "walk", 0.9))
    return Prediction(probabilities, ("walk", "jump"), "m", segments)


def test_a_label_is_shown_before_a_prediction(document: Document) -> None:
    document.set_prediction(prediction())
    assert document.said_at(15) == Segment(10, 20, "walk")
    assert document.said_at(75) == Segment(70, 80, "walk", 0.9)
    assert document.said_at(99) is None


def test_a_hidden_track_says_nothing_until_it_is_shown(document: Document) -> None:
    assert document.said_at(55) is None
    document.set_track_visible(1, True)
    assert document.said_at(55) == Segment(50, 60, "jump")


def test_a_prediction_of_another_length_is_refused(document: Document) -> None:
    with pytest.raises(ValueError, match="99 frames"):
        document.set_prediction(prediction(99))
    assert document.prediction is None


def test_the_models_classes_come_after_the_projects(document: Document, qtbot: QtBot) -> None:
    with qtbot.waitSignal(document.prediction_changed):
        document.set_prediction(prediction())
    assert document.classes == ("walk", "run", "jump")


def test_opening_another_recording_drops_the_prediction(document: Document) -> None:
    document.set_prediction(prediction())
    assert document.recording is not None
    document.open(Path("b.h5"), document.recording, History(LabelSet()))
    assert document.prediction is None
    assert document.predicted == ()


def test_edges_are_those_in_sight(document: Document) -> None:
    document.set_prediction(prediction())
    assert [next_edge(document, f) for f in (0, 10, 30, 99)] == [10, 15, 70, 99]
    assert [previous_edge(document, f) for f in (99, 20, 10)] == [80, 15, 10]


def test_closing_shows_nothing(qapp: object) -> None:
    document = Document()
    recording = Recording.measured(np.ones((10, 1, 20, 3)), KINECT1, 30)
    document.open(Path("a.h5"), recording, History(LabelSet()), "somebody else has it")
    heard = []
    document.recording_changed.connect(lambda: heard.append(document.recording))
    document.close()
    assert heard == [None]
    assert (document.path, document.read_only, document.n_frames) == (None, "", 0)
