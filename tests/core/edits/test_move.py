"""Bodies and edges: where neighbours stop them and where they come along."""

import pytest

from core.edits.move import Side, move, move_edge, nudge, reaching
from core.labels import Segment
from tests.core.edits.drawing import after, drawn


@pytest.mark.parametrize(
    ("start", "expected"), [(-9, "ABb...C"), (1, "ABb...C"), (3, "A..Bb.C"), (9, "A...BbC")]
)
def test_a_body_moves_between_its_neighbours(start: int, expected: str) -> None:
    before = "A.Bb..C"
    track = drawn(before)
    assert after(move(track, track.segments[1], start), before) == expected


def test_a_body_stops_at_the_ends_of_the_recording() -> None:
    track = drawn("..Aa..")
    assert after(move(track, track.segments[0], -5), "..Aa..") == "Aa...."
    assert after(move(track, track.segments[0], 99), "..Aa..") == "....Aa"


@pytest.mark.parametrize(
    ("before", "side", "frame", "linked", "expected"),
    [
        ("AaaBbb", Side.START, 1, True, "ABbbbb"),
        ("AaaBbb", Side.START, -9, True, "ABbbbb"),
        ("AaaBbb", Side.START, 99, True, "AaaaaB"),
        ("AaaBbb", Side.START, 5, False, "Aaa..B"),
        ("AaaBbb", Side.START, 1, False, "AaaBbb"),
        ("Aa.Bbb", Side.START, 0, True, "AaBbbb"),
        ("A.Bb.C", Side.STOP, 9, True, "A.BbbC"),
        ("A.Bb.C", Side.STOP, 0, True, "A.B..C"),
        ("A.BbCc", Side.STOP, 5, True, "A.BbbC"),
        ("A.BbCc", Side.STOP, 3, True, "A.BCcc"),
        ("A.BbCc", Side.STOP, 3, False, "A.B.Cc"),
        ("A.BbCc", Side.STOP, 5, False, "A.BbCc"),
        ("A.Bb__", Side.STOP, 99, True, "A.Bbbb"),
    ],
)
def test_an_edge_rolls_what_it_shares_and_is_stopped_by_the_rest(
    before: str, side: Side, frame: int, linked: bool, expected: str
) -> None:
    track = drawn(before)
    change = move_edge(track, track.segments[1], side, frame, linked=linked)
    assert after(change, before) == expected


def test_frames_that_an_edge_leaves_are_background_only_where_somebody_looked() -> None:
    looked = drawn("Aaa...")
    assert after(nudge(looked, looked.segments[0], Side.STOP, -1), "Aaa...") == "Aa...."


def test_nudging_counts_from_the_edge() -> None:
    track = drawn("A.Bb.C")
    assert after(nudge(track, track.segments[1], Side.START, -1), "A.Bb.C") == "ABbb.C"
    assert after(nudge(track, track.segments[1], Side.STOP, 1), "A.Bb.C") == "A.BbbC"


def test_a_segment_of_another_track_cannot_be_moved() -> None:
    with pytest.raises(ValueError, match="is not in track 'me'"):
        move(drawn("Aa.."), Segment(0, 2, "b"), 1)


@pytest.mark.parametrize("frame", range(13))
def test_a_frame_alone_means_an_edge_that_nothing_is_in_the_way_of(frame: int) -> None:
    track = drawn("..Aaaa.BbbCc.")
    ends_after = [one for one in track.segments if one.stop > frame]
    begins_before = [one for one in track.segments if one.start < frame]
    assert reaching(track, Side.START, frame) == (ends_after[0] if ends_after else None)
    assert reaching(track, Side.STOP, frame) == (begins_before[-1] if begins_before else None)
    for side in Side:
        if meant := reaching(track, side, frame):
            moved = move_edge(track, meant, side, frame).apply(track)
            assert frame in [getattr(one, side.value) for one in moved.segments]
