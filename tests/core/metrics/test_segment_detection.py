import math

import numpy as np
import pytest

from core.labels import LabelTrack, Segment, Span
from core.metrics.average_precision import average_precision
from core.metrics.segment_detection import known_part, segment_map


def track(n_frames: int, *segments: Segment, reviewed: bool = True) -> LabelTrack:
    return LabelTrack("person", n_frames, segments, (Span(0, n_frames),) if reviewed else ())


def test_the_truth_itself_is_perfect() -> None:
    truth = [track(50, Segment(0, 1, "a"), Segment(1, 9, "a")), track(60, Segment(5, 50, "b"))]
    figures = segment_map([one.segments for one in truth], truth)
    assert set(figures.values()) == {1.0}


def test_an_overlap_that_is_just_enough_counts() -> None:
    truth = [track(20, Segment(0, 10, "a"))]
    figures = segment_map([[Segment(0, 4, "a")]], truth, (0.3, 0.4, 0.5))
    assert figures == {0.3: 1, 0.4: 1, 0.5: 0, "mean": pytest.approx(2 / 3)}


def test_the_surest_comes_first_in_all_recordings_together() -> None:
    truth = [track(30, Segment(0, 10, "a")), track(30)]
    sure, unsure = Segment(0, 10, "a", 0.9), Segment(0, 10, "a", 0.2)
    assert segment_map([[sure], [unsure]], truth)["mean"] == 1
    assert segment_map([[unsure], [sure]], truth)["mean"] == 0.5


def test_equals_meet_in_their_recording_and_class_only() -> None:
    truth = [track(10, Segment(0, 10, "a")), track(10, Segment(0, 10, "b"))]
    assert segment_map([[Segment(0, 10, "b")], [Segment(0, 10, "a")]], truth)["mean"] == 0


def test_what_nobody_knows_neither_helps_nor_harms() -> None:
    truth = [track(100, Segment(40, 60, "a"), reviewed=False)]
    false_alarm, hit = Segment(0, 40, "a", 0.9), Segment(40, 95, "a", 0.5)
    assert segment_map([[false_alarm, hit]], truth)["mean"] == 1
    reviewed = [track(100, Segment(40, 60, "a"))]
    assert segment_map([[false_alarm, hit]], reviewed)["mean"] < 1


def test_without_a_true_segment_there_is_no_figure() -> None:
    assert math.isnan(segment_map([[Segment(0, 5, "a")]], [track(10)])["mean"])


def test_known_parts() -> None:
    known = LabelTrack("person", 20, (Segment(2, 4, "b"),), (Span(6, 9), Span(9, 10)))
    assert tuple(known_part([Segment(0, 8, "a", 0.5), Segment(9, 30, "a")], known)) == (
        Segment(2, 4, "a", 0.5),
        Segment(6, 8, "a", 0.5),
        Segment(9, 10, "a"),
    )
    assert not tuple(known_part([Segment(11, 15, "a"), Segment(40, 50, "a")], known))


def test_it_agrees_with_a_loop() -> None:
    rng = np.random.default_rng(1)
    truth = [track(300, *scattered(rng)) for _ in range(4)]
    predicted = [scattered(rng) for _ in range(4)]
    for threshold in (0.1, 0.3, 0.5):
        expected = np.mean([by_loop(predicted, truth, name, threshold) for name in "ab"])
        assert segment_map(predicted, truth, (threshold,))["mean"] == pytest.approx(expected)


def scattered(rng: np.random.Generator) -> list[Segment]:
    edges = np.sort(rng.choice(300, size=24, replace=False)).tolist()
    return [
        Segment(start, stop, str(rng.choice(["a", "b"])), float(rng.random()))
        for start, stop in zip(edges[::2], edges[1::2], strict=True)
    ]


def by_loop(
    predicted: list[list[Segment]], truth: list[LabelTrack], name: str, threshold: float
) -> float:
    left = {(r, s) for r, one in enumerate(truth) for s in one.segments if s.class_name == name}
    n_true = len(left)
    ranked = [(r, s) for r, some in enumerate(predicted) for s in some if s.class_name == name]
    hits = []
    for recording, one in sorted(ranked, key=lambda found: -found[1].score):
        frames = set(range(one.start, one.stop))
        best, best_overlap = None, threshold
        for other in left:
            theirs = set(range(other[1].start, other[1].stop))
            overlap = len(frames & theirs) / len(frames | theirs)
            if other[0] == recording and overlap >= best_overlap:
                best, best_overlap = other, overlap
        hits.append(best is not None)
        left -= {best}
    return average_precision(np.array(hits), n_true)
