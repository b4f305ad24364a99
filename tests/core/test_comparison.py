"""Two models side by side, and the same after a journey as JSON."""

import json
import math

import pytest

from core.comparison import Comparison, compare
from core.comparison_json import comparison_as_json, comparison_from_json
from core.labels import LabelTrack, Segment, Span
from core.metrics.report import Compared, report
from core.metrics.segment_detection import segment_map
from core.revisions import Rivals

TRUE = LabelTrack("Anna", 100, (Segment(10, 30, "a"), Segment(50, 80, "b")), (Span(0, 90),))
OLD = (Segment(10, 30, "a", 0.9), Segment(50, 80, "a", 0.6))
NEW = (Segment(10, 26, "a", 0.8), Segment(50, 80, "b", 0.7))


@pytest.fixture
def comparison() -> Comparison:
    rivals = [
        Rivals("labelled", 100, 30.0, OLD, NEW, TRUE),
        Rivals("new", 100, 30.0, (), (Segment(0, 40, "c"),)),
        Rivals("untouched", 100, 30.0, OLD, OLD, LabelTrack("Anna", 100)),
    ]
    return compare(rivals, "first", "second", ("b", "a", "never"))


def test_both_are_judged_where_anything_is_known(comparison: Comparison) -> None:
    assert comparison.recordings == ("labelled", "new", "untouched")
    assert comparison.judged == ("labelled",)
    assert comparison.classes == ("b", "a", "never", "c")
    for said, figures in ((OLD, comparison.old), (NEW, comparison.new)):
        expected = report(
            [Compared("", said, TRUE)], comparison.classes, segment_map([said], [TRUE])
        )
        assert str(figures) == str(expected)  # nan is not equal to itself


def test_the_table_of_classes(comparison: Comparison) -> None:
    b, a, never, _ = comparison.per_class
    assert (b.name, b.n_frames, b.old["50"], b.new["50"], b.difference["50"]) == ("b", 30, 0, 1, 1)
    # 20 of 50 predicted and 20 true frames; 16 of 16 and 20.
    assert (a.old["frames"], a.new["frames"]) == pytest.approx((2 * 20 / 70, 2 * 16 / 36))
    assert a.difference["frames"] == pytest.approx(32 / 36 - 40 / 70)
    assert never.n_frames == 0
    assert all(map(math.isnan, (*never.old.values(), *never.difference.values())))


def test_the_worst_change_comes_first_over_all_recordings(comparison: Comparison) -> None:
    told = [(one.recording, one.kind.value, one.verdict.name) for one in comparison.revisions]
    assert told == [
        ("labelled", "edge moved", "LOST"),
        ("new", "appeared", "UNKNOWN"),
        ("labelled", "relabelled", "WON"),
    ]


def test_without_truth_there_are_changes_and_no_figures() -> None:
    comparison = compare([Rivals("one", 100, 30.0, OLD, NEW)], "first", "second")
    assert (comparison.judged, comparison.old, comparison.per_class) == ((), {}, ())
    assert len(comparison.revisions) == 2


def test_json_brings_everything_back(comparison: Comparison) -> None:
    text = json.dumps(comparison_as_json(comparison), allow_nan=False)
    back = comparison_from_json(json.loads(text))
    assert str(back) == str(comparison)
    assert comparison_as_json(back) == json.loads(text)


def test_json_for_other_programs(comparison: Comparison) -> None:
    content = comparison_as_json(comparison)
    assert content["per_class"][0]["difference"]["50"] == 1
    assert content["per_class"][2]["old"]["frames"] is None
    assert content["revisions"][0] == {
        "recording": "labelled", "fps": 30, "kind": "edge moved", "start": 10, "stop": 30,
        "old": {"class": "a", "start": 10, "stop": 30, "score": 0.9},
        "new": {"class": "a", "start": 10, "stop": 26, "score": 0.8},
        "start_moved": 0, "stop_moved": -4,
        "changed_frames": 4, "known_frames": 4, "lost_frames": 4, "won_frames": 0,
        "verdict": "lost", "harm": pytest.approx(4 / 30),
    }  # fmt: skip


def test_figures_need_what_they_are_about() -> None:
    with pytest.raises(ValueError, match="only about those"):
        Comparison("first", "second", (), ("one",), ("one",))
    with pytest.raises(ValueError, match="'two' is judged"):
        Comparison("first", "second", (), ("one",), ("two",))
