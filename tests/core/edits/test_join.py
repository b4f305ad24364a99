"""Split, merge and fill, drawn before and after."""

from dataclasses import replace

import pytest

from core.edits.join import fill_gap, merge, split
from core.edits.relabel import set_note
from tests.core.edits.drawing import after, drawn


@pytest.mark.parametrize(
    ("frame", "expected"),
    [(0, ".AaaB"), (1, ".AaaB"), (2, ".AAaB"), (3, ".AaAB"), (4, ".AaaB"), (9, ".AaaB")],
)
def test_split(frame: int, expected: str) -> None:
    assert after(split(drawn(".AaaB"), frame), ".AaaB") == expected


@pytest.mark.parametrize(
    ("before", "chosen", "expected"),
    [
        ("AaBbb.", [0, 1], "Bbbbb."),
        ("AaBb..", [0, 1], "Aaaa.."),
        ("A.A_.B", [0, 1], "Aaa_.B"),
        ("A.B.C.", [2, 0], "A.B.C."),
        ("ABC.Dd", [3, 0, 1], "AaC.Dd"),
        ("A.B.C.", [2, 0, 1], "Aaaaa."),
        ("A.B.C.", [1], "A.B.C."),
    ],
)
def test_merge_takes_what_is_chosen_and_swallows_nothing_else(
    before: str, chosen: list[int], expected: str
) -> None:
    track = drawn(before)
    assert after(merge(track, [track.segments[i] for i in chosen]), before) == expected


def test_merged_segments_keep_all_notes() -> None:
    track = drawn("ABb")
    for place, note in enumerate(("first", "second")):
        track = set_note(track.segments[place], note).apply(track)
    (merged,) = merge(track, track.segments).apply(track).segments
    assert merged == replace(track.segments[1], start=0, note="first\nsecond")


@pytest.mark.parametrize(
    ("before", "frame", "expected"),
    [
        ("A..B.", 1, "AaaB."),
        ("A__B.", 2, "AaaB."),
        ("A..A.", 2, "Aaaa."),
        ("A..B.", 4, "A..B."),
        (".A..B", 0, ".A..B"),
        ("A..B.", 0, "A..B."),
    ],
)
def test_a_gap_is_filled_by_the_one_before(before: str, frame: int, expected: str) -> None:
    assert after(fill_gap(drawn(before), frame), before) == expected
