"""Ten planted errors are corrected by keyboard alone, as `benchmarks.keyboard_walk` counts it."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from benchmarks.keyboard_walk import Hands, Person
from benchmarks.planted import SHIFTS, demo_in_a_row, errors, facts, make, plant
from core.label_formats.precog_csv import CLASSES


def test_a_person_without_a_mouse_makes_the_labels_true(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    planted = make(tmp_path, seed=0)
    with qtbot.waitSignal(window.session.predicted, timeout=60_000):
        window.session.open(tmp_path)
        window.session.start()
    assert len(list(errors(window.document.active.segments, planted.truth))) == 10
    hands = Hands(window)
    Person(window, hands, planted.truth).correct()
    assert [*map(facts, window.document.active.segments)] == [*map(facts, planted.truth)]
    assert {"next_review", "accept", "start_here"} <= set(hands.pressed)


@pytest.mark.parametrize("seed", [0, 1])
def test_ten_errors_of_four_kinds(seed: int) -> None:
    recording, truth = demo_in_a_row()
    found = list(errors(plant(truth, recording.n_frames, CLASSES, seed).labels, truth))
    both = [(one.said, one.true) for one in found if one.said and one.true]
    wrong = [said for said, true in both if said.class_name != true.class_name]
    shifts = [abs(said.start - true.start) + abs(said.stop - true.stop) for said, true in both]
    shifted = [shift for shift in shifts if shift]
    assert len(found) == 10
    assert len(wrong) == len(shifted) == 3
    assert all(SHIFTS[0] <= shift <= SHIFTS[1] for shift in shifted)
    assert sum(one.said is None for one in found) == sum(one.true is None for one in found) == 2
