"""Labels, checked against what a dense array of frames says."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.labels import UNKNOWN, LabelTrack, Segment, Span, merge_spans, runs, segments_from_dense

CLASSES = ("walk", "turn", "sit")
dense_labels = st.lists(st.integers(UNKNOWN, len(CLASSES)), min_size=1, max_size=60).map(np.array)
spans = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda s: Span(s[0], s[0] + s[1]))


def frames_of(found: list[Span] | tuple[Span, ...]) -> set[int]:
    return {frame for span in found for frame in range(span.start, span.stop)}


def track_of(labels: np.ndarray) -> LabelTrack:
    known = [Span(start, stop) for start, stop, label in runs(labels) if label != UNKNOWN]
    segments = segments_from_dense(labels, CLASSES)
    return LabelTrack("me", len(labels), segments, merge_spans(known))


@given(dense_labels)
def test_dense_labels_come_back(labels: np.ndarray) -> None:
    assert (track_of(labels).dense(CLASSES) == labels).all()


@given(dense_labels)
def test_known_frames_are_those_that_are_not_unknown(labels: np.ndarray) -> None:
    assert (track_of(labels).known() == (labels != UNKNOWN)).all()


@given(dense_labels)
def test_segment_at_a_frame_has_its_class(labels: np.ndarray) -> None:
    track = track_of(labels)
    for frame, label in enumerate(labels):
        segment = track.segment_at(frame)
        expected = CLASSES[label] if 0 <= label < len(CLASSES) else None
        assert (segment and segment.class_name) == expected


@given(dense_labels)
def test_runs_are_maximal_and_cover_everything(labels: np.ndarray) -> None:
    found = runs(labels)
    assert [value for start, stop, value in found for _ in range(stop - start)] == labels.tolist()
    assert all(before[2] != after[2] for before, after in pairwise(found))


def test_nothing_has_no_runs() -> None:
    assert runs(np.array([], dtype=int)) == []


@given(st.lists(spans, max_size=12))
def test_merged_spans_cover_the_same_frames_with_gaps_between(given_spans: list[Span]) -> None:
    merged = merge_spans(given_spans)
    assert frames_of(merged) == frames_of(given_spans)
    assert all(a.stop < b.start for a, b in pairwise(merged))


@given(st.lists(spans, max_size=8))
def test_a_track_accepts_exactly_what_does_not_overlap(given_spans: list[Span]) -> None:
    segments = tuple(Segment(span.start, span.stop, "walk") for span in sorted(given_spans))
    overlap = sum(span.n_frames for span in segments) > len(frames_of(segments))
    if overlap:
        with pytest.raises(ValueError, match="overlap"):
            LabelTrack("me", 100, segments)
    else:
        assert LabelTrack("me", 100, segments).segments == segments


def test_unknown_is_not_background() -> None:
    track = LabelTrack("me", 4, (Segment(0, 1, "walk"),), (Span(2, 3),))
    assert track.dense(CLASSES).tolist() == [0, UNKNOWN, 3, UNKNOWN]


def test_a_class_that_is_not_listed_is_an_error() -> None:
    with pytest.raises(ValueError, match="'jump' is not one of"):
        LabelTrack("me", 4, (Segment(0, 1, "jump"),)).dense(CLASSES)


@pytest.mark.parametrize(("start", "stop"), [(3, 3), (4, 3), (-1, 3)])
def test_ranges_that_hold_no_frame_are_refused(start: int, stop: int) -> None:
    with pytest.raises(ValueError, match="are not a range"):
        Span(start, stop)
    with pytest.raises(ValueError, match="are not a range"):
        Segment(start, stop, "walk")


def test_a_segment_needs_a_class() -> None:
    with pytest.raises(ValueError, match="has no class"):
        Segment(0, 1, "")


def test_labels_must_be_within_the_recording_and_in_order() -> None:
    with pytest.raises(ValueError, match="reach frame 11 of 10"):
        LabelTrack("me", 10, (Segment(0, 11, "walk"),))
    with pytest.raises(ValueError, match=r"reviewed spans .* out of order"):
        LabelTrack("me", 10, (), (Span(5, 6), Span(0, 1)))
