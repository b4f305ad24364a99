"""Units and axes are told from bodies, whatever way they stand."""

import numpy as np
import numpy.typing as npt
import pytest

from core.layouts import SMPL22, chosen
from core.skeleton import KINECT2, Skeleton
from core.upright import UNITS, UP_AXES, likely_unit, likely_up, turned_up, upright
from tests.core.formats.files import standing

POINTS = chosen("points", 25)


def down_from_z(positions: npt.NDArray[np.float64], up: str) -> npt.NDArray[np.float64]:
    """The opposite of `turned_up`, by the matrix that it is."""
    matrix = turned_up(np.eye(3), up).T
    assert np.linalg.det(matrix) == pytest.approx(1)
    return positions @ matrix


@pytest.mark.parametrize("unit", ["m", "cm", "mm", "in"])
@pytest.mark.parametrize("up", UP_AXES)
def test_a_standing_body_shows_unit_and_up(unit: str, up: str) -> None:
    raw = down_from_z(standing(20), up) / UNITS[unit]
    assert likely_unit(raw) == unit
    assert likely_up(raw, KINECT2) == up
    recording = upright(raw, KINECT2, 30, name="a")
    assert np.allclose(recording.positions, standing(20), atol=1e-5)
    assert recording.warnings == (
        f"the file does not say its unit of length; taken for {unit}",
        f"the file does not say which way is up; taken for {up}",
    )


@pytest.mark.parametrize("up", ["y", "z", "-y", "-z"])
def test_points_without_names_stand_on_the_floor(up: str) -> None:
    assert likely_up(down_from_z(standing(5), up), POINTS) == up


@pytest.mark.parametrize("up", UP_AXES)
@pytest.mark.parametrize(
    "names",
    [
        ("RASI", "LPSI", "T10", "CLAV"),
        ("ASISl", "PSISr", "XIPH", "STER"),
        ("s:LKNE", "s:RKNE", "LASI", "SACR"),
    ],
)
def test_markers_of_a_sitting_body_show_up(names: tuple[str, ...], up: str) -> None:
    raw = np.array([[[0.1, 0.9, 0.0], [-0.1, 0.0, 0.0], [0, 0.1, 0.2], [0, 0.7, 0.3]]])[
        :, np.newaxis
    ]
    assert likely_up(down_from_z(raw, up), Skeleton(names, (-1,) * 4)) == up


def test_what_the_file_says_is_not_guessed() -> None:
    recording = upright(standing(2) / 100, KINECT2, 30, name="a", unit="m", up="z")
    assert recording.warnings == ()
    assert np.allclose(recording.positions, standing(2) / 100)


@pytest.mark.parametrize("hole", [np.nan, np.inf, 0.0])
def test_holes_do_not_matter(hole: float) -> None:
    raw = down_from_z(standing(20), "y") * 1000
    raw[::2] = hole
    raw[1, 0, 4] = hole
    assert (likely_unit(raw), likely_up(raw, KINECT2)) == ("mm", "y")


@pytest.mark.parametrize("skeleton", [SMPL22, Skeleton(("a",), (-1,))])
def test_nothing_measured_is_metres_and_y(skeleton: Skeleton) -> None:
    nothing = np.full((3, 1, skeleton.n_joints, 3), np.nan)
    assert (likely_unit(nothing), likely_up(nothing, skeleton)) == ("m", "y")
