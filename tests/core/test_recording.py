"""Recordings decide once what is missing, and cannot be changed afterwards."""

import numpy as np
import pytest

from core.recording import FARTHEST, Recording, y_up_to_z_up
from core.skeleton import Skeleton

TWO = Skeleton(("a", "b"), (-1, 0))


def positions(*shape: int) -> np.ndarray:
    return np.ones((*shape, 2, 3), dtype=np.float32)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e30, -1e30, FARTHEST * 1.01])
def test_what_no_sensor_measures_is_missing(bad: float) -> None:
    raw = positions(4, 1)
    raw[2, 0, 1, 0] = bad
    recording = Recording.measured(raw, TWO, 30)
    assert not recording.valid[2, 0, 1]
    assert recording.valid.sum() == 7
    assert (recording.positions[2, 0, 1] == 0).all()
    assert recording.warnings == (
        "1 joint positions are not finite or farther than 1000 m (first in frame 2); "
        "they are shown as missing",
    )


def test_a_number_too_big_for_float32_is_missing() -> None:
    raw = positions(1, 1).astype(np.float64)
    raw[0, 0, 0, 0] = 1e300
    assert not Recording.measured(raw, TWO, 30).valid[0, 0, 0]


def test_a_body_of_zeros_is_absent_but_a_joint_at_the_origin_is_not() -> None:
    raw = positions(2, 2)
    raw[0, 1] = 0
    raw[1, 1, 0] = 0
    recording = Recording.measured(raw, TWO, 30)
    assert recording.present.tolist() == [[True, False], [True, True]]
    assert recording.valid[1, 1].all()


def test_validity_that_is_given_counts() -> None:
    valid = np.array([[[True, False]]])
    recording = Recording.measured(positions(1, 1), TWO, 30, valid=valid)
    assert (recording.valid == valid).all()
    assert not recording.positions[0, 0, 1].any()
    assert recording.valid_fraction == 0.5


def test_a_recording_of_nobody_says_so() -> None:
    recording = Recording.measured(positions(3, 1) * 0, TWO, 30)
    assert recording.valid_fraction == 0
    assert recording.warnings == ("no joint was measured in any frame",)


def test_positions_that_cannot_be_written_to_are_copied() -> None:
    raw = positions(1, 1)
    raw[0, 0, 0] = np.nan
    raw.flags.writeable = False
    assert not Recording.measured(raw, TWO, 30).valid[0, 0, 0]
    assert np.isnan(raw[0, 0, 0]).all()


def test_recordings_are_immutable() -> None:
    recording = Recording.measured(positions(1, 1), TWO, 30)
    with pytest.raises(ValueError, match="read-only"):
        recording.positions[0] = 0
    with pytest.raises(ValueError, match="read-only"):
        recording.valid[0] = False


@pytest.mark.parametrize(
    ("shape", "why"),
    [
        ((2, 2, 3), "must be"),
        ((2, 1, 2, 2), "must be"),
        ((2, 1, 3, 3), "3 joints"),
        ((0, 1, 2, 3), "needs a frame"),
        ((2, 0, 2, 3), "needs a frame"),
    ],
)
def test_wrong_shapes_are_refused(shape: tuple[int, ...], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Recording(np.zeros(shape, np.float32), np.zeros(shape[:3], bool), TWO, 30)


@pytest.mark.parametrize("fps", [0, -1, np.nan, np.inf, 1e6])
def test_impossible_rates_are_refused(fps: float) -> None:
    with pytest.raises(ValueError, match="frames per second"):
        Recording.measured(positions(1, 1), TWO, fps)


def test_other_types_are_refused() -> None:
    wide = np.zeros((1, 1, 2, 3))
    with pytest.raises(ValueError, match="float64"):
        Recording(wide, np.zeros((1, 1, 2), bool), TWO, 30)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="valid must be"):
        Recording(positions(1, 1), np.zeros((1, 1, 2)), TWO, 30)  # type: ignore[arg-type]


def test_duration_counts_the_last_frame_too() -> None:
    assert Recording.measured(positions(60, 1), TWO, 30).duration == 2


def test_warnings_add_up() -> None:
    recording = Recording.measured(positions(1, 1), TWO, 30, warnings=("odd",)).warned("odder")
    assert recording.warnings == ("odd", "odder")


def test_up_turns_from_y_to_z() -> None:
    points = np.array([[1.0, 2.0, 3.0]])
    assert y_up_to_z_up(points).tolist() == [[1, -3, 2]]
    out = np.empty_like(points)
    assert y_up_to_z_up(points, out=out) is out
    assert out.tolist() == [[1, -3, 2]]
