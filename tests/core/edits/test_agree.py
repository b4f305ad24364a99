"""From two tracks to one, drawn; and over random tracks, frame by frame."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.edits.agree import adopt, consensus, fill_in
from core.labels import UNKNOWN, LabelTrack, Segment
from tests.core.edits.drawing import after, drawn, picture

pictures = st.text("Aab_.", min_size=12, max_size=12).map(
    # A small letter without its capital begins a segment.
    lambda text: "".join(
        c.upper() if c.islower() and text[i - 1 : i].lower() != c else c for i, c in enumerate(text)
    )
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("AaaaBb__..", "AaBbBb_.Aa", "Aa..Bb_..."),
        ("AaAaAa", "AaaaAa", "AaAaAa"),
        ("Aa__", "BbBb", "...."),
    ],
)
def test_consensus_is_what_both_say(one: str, other: str, expected: str) -> None:
    assert picture(consensus(drawn(one), drawn(other), "both")) == expected


@given(pictures, pictures)
def test_consensus_frame_by_frame(one: str, other: str) -> None:
    a, b = drawn(one).dense("ab"), drawn(other).dense("ab")
    both = consensus(drawn(one), drawn(other), "both").dense("ab")
    assert both.tolist() == np.where(a == b, a, UNKNOWN).tolist()


@pytest.mark.parametrize(
    ("before", "other", "expected"),
    [
        ("Aa..Bb", "AaaBBb", "AaaBbb"),
        ("AaaaAa", "AaBbAa", "AaBbAa"),
        ("Aa__Bb", "......", "Aa..Bb"),
        ("Aa..Bb", "_____.", "Aa__Bb"),
        ("Aaaaaa", "AaAaAa", "Aaaaaa"),
    ],
)
def test_adopting_two_frames_of_another(before: str, other: str, expected: str) -> None:
    assert after(adopt(drawn(before), drawn(other), 2, 4), before) == expected


@given(pictures, pictures, st.integers(-2, 13), st.integers(-2, 13))
def test_adopting_frame_by_frame(before: str, other: str, start: int, stop: int) -> None:
    track, theirs = drawn(before), drawn(other)
    adopted = adopt(track, theirs, start, stop).apply(track).dense("ab")
    expected = track.dense("ab")
    taken = slice(max(start, 0), max(stop, 0))
    expected[taken] = theirs.dense("ab")[taken]
    assert adopted.tolist() == expected.tolist()


@given(pictures, pictures)
def test_filling_in_frame_by_frame(before: str, other: str) -> None:
    track, theirs = drawn(before), drawn(other)
    filled = fill_in(track, theirs).apply(track).dense("ab")
    mine = track.dense("ab")
    assert filled.tolist() == np.where(mine == UNKNOWN, theirs.dense("ab"), mine).tolist()


def test_refusals_of_another_are_filled_in_too() -> None:
    refused = frozenset({Segment(0, 2, "a", 0.3)})
    theirs = LabelTrack("other", 4, rejected=refused)
    mine = LabelTrack("me", 4)
    assert fill_in(mine, theirs).apply(mine).rejected == refused
