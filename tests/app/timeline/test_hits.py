"""What is under a pixel: beside the answer that looking at each pixel by itself gives."""

import random

import pytest

from app.timeline.geometry import TimeScale
from app.timeline.hits import FOOT, REACH, Part, hit
from app.timeline.lanes import RULER, Kind, Lane
from core.edits.move import Side
from core.labels import LabelTrack, Segment, Span

LANES = (
    Lane(Kind.LABELS, "mine", 28, 32, 0),
    Lane(Kind.LABELS, "hidden", 64, 24, 1, visible=False),
    Lane(Kind.PREDICTION, "predicted", 92, 32),
    Lane(Kind.HEAT, "probability", 128, 48),
)
A, B, C = Segment(100, 200, "walk"), Segment(200, 300, "run"), Segment(340, 345, "walk")
TRACK = LabelTrack("mine", 1000, (A, B, C), (Span(0, 350),))
PREDICTED = (Segment(50, 90, "run", 0.8),)
SCALE = TimeScale(1000, 500.0, 0.0, 1.0)
"""A pixel per frame; the first half of the recording is in sight."""


def at(x: float, y: float = 40, scale: TimeScale = SCALE):
    return hit(LANES, (TRACK, TRACK), PREDICTED, scale, x, y)


@pytest.mark.parametrize(
    ("x", "y", "part"),
    [
        (10, 5, Part.RULER),
        (10, RULER + 1, Part.NOTHING),
        (150, 40, Part.BODY),
        (20, 40, Part.FREE),
        (20, 60 - FOOT, Part.REVIEWED),
        (400, 60 - FOOT, Part.FREE),
        (150, 70, Part.NOTHING),
        (60, 100, Part.PREDICTED),
        (95, 100, Part.NOTHING),
        (60, 140, Part.HEAT),
        (60, 400, Part.NOTHING),
    ],
)
def test_each_part_is_where_it_is_painted(x: float, y: float, part: Part) -> None:
    assert at(x, y).part is part


@pytest.mark.parametrize(
    ("x", "segment", "side"),
    [
        (96, A, Side.START),
        (104, A, Side.START),
        (196, A, Side.STOP),
        (204, B, Side.START),
        (304, B, Side.STOP),
        (337, C, Side.START),
        (349, C, Side.STOP),
    ],
)
def test_edges_are_grabbed_from_both_sides(x: float, segment: Segment, side: Side) -> None:
    found = at(x)
    assert (found.part, found.segment, found.side) == (Part.EDGE, segment, side)
    assert found.edge == (segment.start if side is Side.START else segment.stop)


def test_an_edge_says_who_shares_it() -> None:
    assert at(198).neighbour == B
    assert at(202).neighbour == A
    assert at(102).neighbour is None
    assert at(302).neighbour is None


def test_a_narrow_segment_is_all_body() -> None:
    assert {at(x).part for x in (340, 342, 344)} == {Part.BODY}
    closer = TimeScale(1000, 500.0, 330.0, 0.25)
    assert at(closer.x_of(340) + 2, scale=closer).part is Part.EDGE
    assert at(closer.x_of(342.5), scale=closer).part is Part.BODY


def test_nothing_is_beyond_the_end() -> None:
    short = TimeScale(1000, 500.0, 900.0, 1.0)
    assert at(101, scale=short).part is Part.NOTHING


def test_the_nearest_edge_within_reach_is_the_one(seed: int = 3) -> None:
    """Beside a search of all edges of all segments, outside of bodies."""
    draw = random.Random(seed)
    edges = sorted(draw.sample(range(1000), 60))
    segments = tuple(Segment(a, b, "walk") for a, b in zip(edges[::2], edges[1::2], strict=True))
    track = LabelTrack("mine", 1000, segments)
    for _ in range(500):
        scale = TimeScale(1000, 500.0, draw.uniform(0, 500), draw.choice([0.1, 0.5, 1.0]))
        x = draw.uniform(0, 500)
        found = hit(LANES, (track, track), (), scale, x, 40)
        if track.segment_at(scale.frame_at(x)):
            continue
        nearest = min(abs(scale.x_of(edge) - x) for edge in edges)
        assert (found.part is Part.EDGE) == (nearest <= REACH)
        if found.part is Part.EDGE:
            assert abs(scale.x_of(found.edge) - x) == nearest
