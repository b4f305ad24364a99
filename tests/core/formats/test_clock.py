"""Times and frame numbers: which rate, and which frames are missing."""

from itertools import product

import numpy as np
import pytest

from core.formats.clock import Clock

RATES = (10, 24, 25, 29.97, 30, 50, 58.83, 59.94, 100, 120, 240, 1000)
MORE_ORDINARY_IN_ANOTHER_UNIT = {(10, 1e6), (240, 1e7), (1000, 1e7), (1000, 1e9)}


@pytest.mark.parametrize(
    ("fps", "unit"),
    sorted(set(product(RATES, (1.0, 1e3, 1e6, 1e7, 1e9))) - MORE_ORDINARY_IN_ANOTHER_UNIT),
)
def test_rate_in_any_unit_of_time(fps: float, unit: float) -> None:
    times = np.arange(2000) / fps * unit
    assert Clock.of(2000, None, times).fps == pytest.approx(fps, rel=1e-5)


@pytest.mark.parametrize("fps", [24, 25, 29.97, 30, 60, 120])
@pytest.mark.parametrize("digits", [3, 5])
def test_rounded_times(fps: float, digits: int) -> None:
    clock = Clock.of(500, None, np.round(np.arange(500) / fps, digits))
    assert clock.fps == pytest.approx(fps, rel=1e-4)
    assert clock.warnings == ()


def test_without_times_the_rate_is_taken_for_30() -> None:
    for times in (None, np.zeros(5), np.full(5, np.nan), -np.arange(5.0), np.arange(5.0) * 1e-9):
        clock = Clock.of(5, None, times)
        assert clock.fps == 30
        assert clock.warnings == ("the file does not say its frame rate; taken for 30",)


def test_a_pause_is_said_and_does_not_change_the_rate() -> None:
    times = np.arange(100) / 50
    times[60:] += 2
    clock = Clock.of(100, None, times)
    assert clock.fps == 50
    assert clock.warnings == (
        "the times are uneven at 1 frames (by up to 2 s, at frame 59); frames are counted as if "
        "they were not",
    )


def test_frames_that_are_not_there_are_missing() -> None:
    numbers = np.array([7.0, 8, 11, 12])
    clock = Clock.of(4, numbers, numbers / 25)
    assert (clock.fps, clock.n_frames) == (25, 6)
    spread = clock.spread(np.arange(4, dtype=np.float32)[:, np.newaxis])
    assert np.array_equal(spread[:, 0], [0, 1, np.nan, np.nan, 2, 3], equal_nan=True)
    assert clock.warnings == (
        "the file begins with frame number 7, here frame 0",
        "2 frames are not in the file; they are shown as missing",
    )


def test_every_fourth_frame_leaves_nothing_out() -> None:
    clock = Clock.of(4, np.array([0.0, 4, 8, 12]), np.array([0, 0.04, 0.08, 0.12]))
    assert (clock.fps, clock.n_frames, clock.warnings) == (25, 4, ())


@pytest.mark.parametrize("numbers", [[1, 1, 2], [3, 2, 1], [0, 0.5, 1], [0, np.nan, 2]])
def test_numbers_that_do_not_count_up_are_left_alone(numbers: list[float]) -> None:
    clock = Clock.of(3, np.array(numbers, dtype=float), None, 30)
    assert clock.n_frames == 3
    assert clock.warnings == ("the frame numbers do not count up; rows are counted instead",)


def test_a_damaged_number_does_not_make_a_million_frames() -> None:
    clock = Clock.of(4, np.array([0, 1, 2, 1e9]), None, 30)
    assert clock.n_frames == 4
    assert clock.warnings == ("the frame numbers jump too far; rows are counted instead",)
