"""Predictions become labels only where nobody has said anything, unless somebody points at one."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.edits.accept import SAME, Refusals, accept, accept_all, proposals, reject
from core.labels import LabelTrack, Segment, Source
from core.spans import overlap
from tests.core.edits.drawing import after, drawn, picture

MODEL = Source("model", "AimCLR", "2026-11-20")


@pytest.mark.parametrize(
    ("before", "one", "all_of_them"),
    [
        ("......", ".Bbbb.", ".Bbbb."),
        ("Aa....", "AaBbb.", "AaBbb."),
        ("Aaa_..", "AaaBb.", "Aaa_.."),
        ("..A...", ".BABb.", ".BABb."),
        ("___...", "_Bbbb.", "___..."),
        ("_._...", "_Bbbb.", "_B_Bb."),
    ],
)
def test_what_people_said_stays(before: str, one: str, all_of_them: str) -> None:
    track, predicted = drawn(before), Segment(1, 5, "b", 0.7)
    assert after(accept(track, predicted, MODEL), before) == one
    assert after(accept_all(track, [predicted], MODEL), before) == all_of_them


def test_accepted_segments_say_which_model_and_how_sure() -> None:
    track = drawn("A.....")
    accepted = accept_all(track, [Segment(0, 5, "b", 0.7)], MODEL).apply(track)
    assert accepted.segments[1] == Segment(1, 5, "b", 0.7, MODEL)


def test_a_class_above_a_confidence_in_a_range() -> None:
    track = drawn("........")
    predicted = (
        Segment(0, 2, "a", 0.9),
        Segment(2, 4, "a", 0.4),
        Segment(4, 6, "b", 0.9),
        Segment(6, 8, "a", 0.5),
    )
    sure = proposals(track, predicted, class_name="a", sure=0.5)
    assert list(sure) == [predicted[0], predicted[3]]


def test_a_rejected_prediction_is_background_and_its_like_is_not_proposed_again() -> None:
    track = drawn("A.......")
    rejected = reject(track, [Segment(2, 6, "b", 0.4)], MODEL).apply(track)
    assert picture(rejected) == "A.____.."
    again = LabelTrack("me", 8, rejected=rejected.rejected)
    like, other = Segment(2, 7, "b", 0.9), Segment(2, 7, "a", 0.9)
    assert list(proposals(again, [like])) == []
    assert list(proposals(again, [other])) == [other]
    assert list(proposals(again, [Segment(5, 8, "b")])) == [Segment(5, 8, "b")]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), max_size=8))
def test_the_like_of_a_rejection_is_found_among_many(ranges: list[tuple[int, int]]) -> None:
    refused = [Segment(start, start + length, "a") for start, length in ranges]
    refusals = Refusals(LabelTrack("me", 99, rejected=frozenset(refused)))
    for start, stop in combinations(range(0, 60, 3), 2):
        one = Segment(start, stop, "a")
        assert (one in refusals) == any(overlap(one, other) >= SAME for other in refused)
        assert Segment(start, stop, "b") not in refusals


def test_rejecting_can_be_taken_back_and_twice_is_once() -> None:
    track = drawn("........")
    change = reject(track, [Segment(2, 6, "b", 0.4)], MODEL)
    rejected = change.apply(track)
    assert change.inverse.apply(rejected) == track
    assert not reject(rejected, [Segment(2, 6, "b", 0.4)], MODEL)
