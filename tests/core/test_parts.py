"""Who is held out: by patterns, or by themselves, and always whole groups."""

import pytest

from core.naming import group_of
from core.parts import parts_of

PRECOG = [f"Seq{sequence}_{performer}" for performer in range(1, 13) for sequence in (1, 2)]


def test_patterns_say_who_validates() -> None:
    parts = parts_of(PRECOG, ["performer=1[12]", "Seq1_3"])
    assert parts.validation == ("Seq1_3", "Seq1_11", "Seq2_11", "Seq1_12", "Seq2_12")
    assert set(parts.training) | set(parts.validation) == set(PRECOG)
    assert "3 is trained on as well, so figures flatter" in parts.why
    assert "flatter" not in parts_of(PRECOG, ["group=3"]).why


def test_patterns_that_mean_nobody_or_everybody_are_refused() -> None:
    with pytest.raises(ValueError, match="no reviewed recording is 'performer=13'"):
        parts_of(PRECOG, ["performer=13"])
    with pytest.raises(ValueError, match="holds out every reviewed recording"):
        parts_of(PRECOG, ["*"])


def test_whole_groups_are_held_out_by_themselves() -> None:
    parts = parts_of(PRECOG)
    held, others = ({group_of(name) for name in p} for p in (parts.validation, parts.training))
    assert held
    assert not held & others
    assert len(held) <= len(others)


def test_with_few_groups_there_are_no_figures() -> None:
    parts = parts_of(["Seq1_1", "Seq2_1", "Seq1_2", "a", "b"])
    assert parts.validation == ()
    assert parts.why.startswith("4 reviewed groups")


def test_whoever_is_held_out_once_stays_so_as_others_come() -> None:
    names = [f"person {n}" for n in range(200)]
    before, after = (set(parts_of(names[:count]).validation) for count in (50, 200))
    assert before <= after
    assert 0.1 < len(after) / 200 < 0.3
