"""Snapping, against all candidates one by one."""

import pytest

from core.edits.snap import edges_near, snapped
from core.labels import Segment


@pytest.mark.parametrize(
    ("frame", "expected"), [(10, 10), (11, 10), (14, 15), (20, 20), (25, 25), (12, 10), (13, 15)]
)
def test_the_nearest_within_reach(frame: int, expected: int) -> None:
    assert snapped(frame, [15, 10, 30], 3) == expected


def test_in_a_tie_the_earlier_and_without_any_the_frame_itself() -> None:
    assert snapped(12, [14, 10], 5) == 10
    assert snapped(12, [], 5) == 12


def test_edges_near_a_frame_are_all_that_can_catch_it() -> None:
    segments = [Segment(0, 10, "a"), Segment(10, 20, "b"), Segment(30, 40, "a")]
    every = [edge for one in segments for edge in (one.start, one.stop)]
    for frame in range(50):
        for reach in (0, 1, 5):
            near = edges_near(segments, frame, reach)
            assert snapped(frame, near, reach) == snapped(frame, every, reach)


def test_the_dragged_segment_does_not_catch_itself() -> None:
    segments = [Segment(0, 10, "a"), Segment(12, 20, "b")]
    assert snapped(11, edges_near(segments, 11, 2, but=segments[0]), 2) == 12
