"""Signals are remembered for each skeleton, and shown where they fit."""

from pathlib import Path

import numpy as np
import pytest

from app.document import Document
from app.settings import Settings
from app.signals.chosen import ChosenSignals, read, written
from app.signals.names import title, value_text
from core.history import History
from core.label_set import LabelSet
from core.recording import Recording
from core.signals import BodyJoint, Signal
from core.skeleton import KINECT1, KINECT2

HAND, FOOT = BodyJoint(0, "HandRight"), BodyJoint(0, "FootRight")
SPEED = Signal("speed", (HAND,))
APART = Signal("distance", (HAND, BodyJoint(1, "HandRight")))


def opened(document: Document, skeleton: object, n_bodies: int = 1) -> None:
    positions = np.ones((4, n_bodies, skeleton.n_joints, 3), dtype=np.float32)
    recording = Recording.measured(positions, skeleton, 30)
    document.open(Path("a.csv"), recording, History(LabelSet()))


@pytest.mark.parametrize(
    "signals", [(), (SPEED, APART), (Signal("angle", (HAND, FOOT, BodyJoint(2, "Tête"))),)]
)
def test_what_is_written_is_read(signals: tuple[Signal, ...]) -> None:
    assert read(written(signals)) == signals


@pytest.mark.parametrize("text", ["", "nonsense", "[1]", '[["warmth", []]]', '[["speed", [[0]]]]'])
def test_what_cannot_be_read_is_nothing(text: str) -> None:
    assert read(text) == ()


def test_they_come_back_with_the_skeleton(qapp: object) -> None:
    document = Document()
    chosen = ChosenSignals(document, Settings())
    assert chosen.signals == ()
    opened(document, KINECT2)
    chosen.add(SPEED)
    chosen.add(SPEED)
    opened(document, KINECT1)
    assert chosen.signals == ()
    again = Document()
    later = ChosenSignals(again, Settings())
    opened(again, KINECT2)
    assert later.signals == (SPEED,)
    later.remove(SPEED)
    opened(document, KINECT2)
    assert chosen.signals == ()


def test_one_about_a_second_body_waits_for_it(qapp: object) -> None:
    document = Document()
    chosen = ChosenSignals(document, Settings())
    opened(document, KINECT2, n_bodies=2)
    chosen.add(APART)
    opened(document, KINECT2)
    assert chosen.signals == ()
    opened(document, KINECT2, n_bodies=2)
    assert chosen.signals == (APART,)
    chosen.remove(APART)


def test_names_and_values_are_short() -> None:
    assert title(SPEED, 1) == "HandRight speed"
    assert title(APART, 2) == "HandRight 1 ↔ HandRight 2"
    assert value_text(SPEED, 1.234) == "1.23 m/s"
    assert value_text(SPEED, float("nan")) == "–"
