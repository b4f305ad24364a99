"""Agreement and differences, against figures worked out by hand."""

import math

import numpy as np
import pytest

from core.agreement import agreement, class_agreement, cohens_kappa
from core.differences import Difference, differences
from core.labels import LabelTrack
from tests.core.edits.drawing import drawn


def test_the_textbook_kappa() -> None:
    # 50 applications: both yes 20, first only 5, second only 10, both no 15: kappa is 0.4.
    one = np.repeat([1, 1, 0, 0], [20, 5, 10, 15])
    other = np.repeat([1, 0, 1, 0], [20, 5, 10, 15])
    assert cohens_kappa(one, other) == pytest.approx(0.4)
    found = class_agreement(one == 1, other == 1)
    assert found.positive == pytest.approx(40 / 55)
    assert found.negative == pytest.approx(30 / 45)
    assert found.prevalence == pytest.approx(5 / 50)


def test_what_there_is_none_of_is_not_a_number() -> None:
    never = np.zeros(5, dtype=bool)
    found = class_agreement(never, never)
    assert math.isnan(found.positive)
    assert (found.negative, found.prevalence) == (1, -1)
    assert math.isnan(cohens_kappa(np.zeros(5, dtype=int), np.zeros(5, dtype=int)))
    assert math.isnan(cohens_kappa(np.array([], dtype=int), np.array([], dtype=int)))


def test_only_frames_count_that_both_have_looked_at() -> None:
    found = agreement(drawn("AaaaBb__.."), drawn("AaBbBb_.Aa"), "ab")
    # Both looked at seven frames and agree on five; a: 2 both, 2 differ; b: 2 both, 2 differ.
    assert found.n_frames == 7
    assert found.classes["a"].positive == pytest.approx(2 / 3)
    assert found.classes["a"].negative == pytest.approx(6 / 8)
    assert found.classes["b"].prevalence == pytest.approx((2 - 3) / 7)
    chance = (4 * 2 + 2 * 4 + 1 * 1) / 49
    assert found.kappa == pytest.approx((5 / 7 - chance) / (1 - chance))


def test_segments_are_compared_both_ways() -> None:
    # One long segment against two halves: each half overlaps it by half, and one can be right.
    found = agreement(drawn("Aaaaaaaa"), drawn("Aaaa_Aaa"), "a")
    assert found.f1[0.1] == (pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert found.f1[0.5] == (pytest.approx(2 / 3), pytest.approx(2 / 3))
    same = drawn("Aa.BB__")
    assert set(agreement(same, same, "ab").f1.values()) == {(1.0, 1.0)}
    assert agreement(same, same, "ab").kappa == 1


def test_differences_are_where_both_say_something_else() -> None:
    found = list(differences(drawn("AaaaBb__.."), drawn("AaBb_B_AAa"), "ab"))
    assert found == [
        Difference(2, 4, "a", "b"),
        Difference(4, 5, "b", ""),
        Difference(7, 8, "", "a"),
    ]


def test_tracks_of_different_recordings_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="are of 2 and 3 frames"):
        agreement(LabelTrack("me", 2), LabelTrack("you", 3), "ab")
