"""What there is to learn, in a sentence."""

import pytest

from app.learning.lesson import lesson

FIVE = {f"Seq1_{performer}": 60.0 for performer in range(11, 17)}


def test_nothing_reviewed_says_how_to_begin() -> None:
    nothing = lesson({"a": 0.0})
    assert not nothing
    assert str(nothing).startswith("Nothing is reviewed yet")


def test_few_people_are_all_learnt_from() -> None:
    two = lesson({"Seq1_11": 90.0, "Seq2_12": 30.0, "Seq3_12": 0.0})
    assert str(two).startswith("Learns from 2.0 reviewed minutes in 2 recordings. Too few")


def test_what_is_held_out_is_not_learnt_from() -> None:
    held = lesson(FIVE, ["performer=12", "Seq1_13"])
    assert held.parts
    assert held.parts.validation == ("Seq1_12", "Seq1_13")
    assert str(held).startswith("Learns from 4.0 reviewed minutes in 4 recordings, judged on 2")


def test_a_pattern_that_fits_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="'performer=99'"):
        lesson(FIVE, ["performer=99"])
