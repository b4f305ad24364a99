import math

import pytest

from core.labels import LabelTrack, Segment, Span
from core.metrics.report import Compared, all_classes, report

PRECISION = {0.5: 0.25, "mean": 0.25}


def one(predicted: list[Segment], true: list[Segment], *reviewed: Span) -> Compared:
    return Compared("one", tuple(predicted), LabelTrack("person", 100, tuple(true), reviewed))


def test_all_figures() -> None:
    compared = one(
        [Segment(0, 20, "a"), Segment(50, 70, "b")],
        [Segment(0, 20, "a"), Segment(60, 80, "b")],
        Span(0, 100),
    )
    figures = report([compared], ("a", "b"), PRECISION)
    assert list(figures) == ["frame_accuracy", "edit", "f1", "mAP", "per_class", "confusion"]
    assert (figures["frame_accuracy"], figures["edit"]) == (0.8, 1)
    # b: 10 of 30 frames overlap.
    assert figures["f1"] == {"10": 1, "25": 1, "50": 0.5}
    assert figures["mAP"] == {"0.5": 0.25, "mean": 0.25}
    assert figures["confusion"] == [[20, 0, 0], [0, 10, 10], [0, 10, 50]]
    assert figures["per_class"]["a"] == {
        "frames": 20, "precision": 1, "recall": 1, "f1": {"10": 1, "25": 1, "50": 1},
    }  # fmt: skip
    assert figures["per_class"]["b"] == {
        "frames": 20, "precision": 0.5, "recall": 0.5, "f1": {"10": 1, "25": 1, "50": 0},
    }  # fmt: skip


def test_what_is_predicted_where_nobody_looked_is_neither_right_nor_wrong() -> None:
    true, wrong = [Segment(20, 40, "a")], Segment(60, 90, "b")
    perfect = report([one(true, true, Span(0, 50))], ("a", "b"), PRECISION)
    with_more = report([one([*true, wrong], true, Span(0, 50))], ("a", "b"), PRECISION)
    assert str(perfect) == str(with_more)  # nan is not equal to itself
    assert perfect["frame_accuracy"] == perfect["edit"] == perfect["f1"]["50"] == 1


def test_of_what_reaches_into_the_unknown_only_the_known_part_is_judged() -> None:
    reaching = report([one([Segment(30, 90, "a")], [Segment(30, 50, "a")])], ("a",), PRECISION)
    assert reaching["frame_accuracy"] == reaching["f1"]["50"] == 1
    false = report([one([Segment(30, 90, "a")], [], Span(0, 50))], ("a",), PRECISION)
    assert false["confusion"] == [[0, 0], [20, 30]]


def test_where_nothing_is_predicted_background_is() -> None:
    figures = report([one([], [Segment(0, 10, "a")])], ("a",), PRECISION)
    assert figures["confusion"] == [[0, 10], [0, 0]]
    assert math.isnan(figures["per_class"]["a"]["precision"])


def test_of_a_class_that_never_occurs_there_is_no_figure() -> None:
    about = report([one([], [], Span(0, 9))], ("a",), PRECISION)["per_class"]["a"]
    assert about.pop("frames") == 0
    assert all(map(math.isnan, (about["precision"], about["recall"], *about["f1"].values())))


def test_classes_of_either_side() -> None:
    compared = one([Segment(0, 5, "z")], [Segment(0, 5, "b")])
    assert all_classes([compared]) == ("b", "z")


def test_without_a_known_frame_nothing_can_be_said() -> None:
    with pytest.raises(ValueError, match="one: nobody has looked at any frame"):
        one([Segment(0, 5, "a")], [])
