"""Pictures of bars against brute force: each column is the mean of what lies in it."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.timeline.raster import Bars, picture_of, row_of

RED, GREEN, BED = (255.0, 0.0, 0.0), (0.0, 255.0, 0.0), np.zeros(3)


def bars(*ends: tuple[float, float], unsure: bool = False) -> Bars:
    left, right = np.array(ends, dtype=float).T
    inks = np.array([RED, GREEN] * len(ends))[: len(ends)]
    return Bars(left, right, inks, np.full(len(ends), unsure))


@given(st.lists(st.floats(1.0, 9.0), min_size=2, max_size=40), st.floats(-20, 5))
def test_wide_bars_cover_what_they_cover(lengths: list[float], first: float) -> None:
    ends = first + np.cumsum(lengths)
    some = bars(*zip(ends[:-1][::2], ends[1:][::2], strict=False))
    row = row_of(some, 30)
    for column in range(30):
        shared = np.minimum(some.right, column + 1) - np.maximum(some.left, column)
        shared = shared.clip(0)
        assert row[column, 3] == pytest.approx(shared.sum(), abs=1e-6)
        mixed = shared @ some.inks
        assert row[column, :3] * row[column, 3] == pytest.approx(mixed, abs=1e-3)


def test_a_speck_fills_its_column_whoever_is_there() -> None:
    row = row_of(bars((2.0, 5.3), (5.3, 5.4)), 8)
    assert row[5].tolist() == [*GREEN, 1]
    assert row[4].tolist() == [*RED, 1]


def test_the_longest_of_many_specks_is_seen() -> None:
    row = row_of(bars((3.0, 3.1), (3.1, 3.9), (3.9, 3.95)), 8)
    assert row[3].tolist() == [*GREEN, 1]
    assert (row[:3, 3] == 0).all()
    assert (row[4:, 3] == 0).all()


def test_ten_thousand_specks_are_one_row() -> None:
    ends = np.linspace(0, 100, 10_001)
    row = row_of(bars(*pairwise(ends)), 100)
    assert (row[:, 3] == 1).all()


def test_corners_are_round_and_the_middle_is_the_very_colour() -> None:
    pixels = picture_of(bars((2, 22)), 30, 20, BED, 3.0)
    assert pixels[10, 12] == 0xFFFF0000
    assert pixels[0, 12] == 0xFFFF0000
    assert pixels[0, 2] >> 24 < 0x80
    assert pixels[0, 2] == pixels[19, 2] == pixels[0, 21] == pixels[19, 21]
    assert pixels[10, 1] == pixels[10, 22] == 0


def test_soft_edges_fade_towards_their_end() -> None:
    hard = bars((0, 20))
    soft = Bars(hard.left, hard.right, hard.inks, hard.unsure, np.array([(10.0, 0.0)]))
    opacity = picture_of(soft, 20, 9, BED)[4] >> 24
    assert opacity[0] < 0x60
    assert (np.diff(opacity[:10].astype(int)) > 0).all()
    assert (opacity[10:] == 0xFF).all()


def test_what_is_unsure_is_hatched_in_its_own_columns_only() -> None:
    some = bars((0, 20), (20, 40))
    some.unsure[0] = True
    pixels = picture_of(some, 40, 20, BED)
    assert len(np.unique(pixels[:, :20])) > 1
    assert (pixels[:, 20:] == 0xFF00FF00).all()
    assert (pixels >> 24 == 0xFF).all()


def test_no_bars_are_an_empty_picture() -> None:
    nothing = Bars(np.empty(0), np.empty(0), np.empty((0, 3)), np.empty(0, bool))
    assert not picture_of(nothing, 10, 5, BED, 3.0).any()
