"""The normalisation that comes with NTU RGB+D: one origin per frame, one heading per recording."""

import numpy as np
import numpy.typing as npt

from core.rotations import about_axis, from_vectors
from core.skeleton import KINECT2

Floats = npt.NDArray[np.float64]

_PELVIS, _SPINE, _LEFT, _RIGHT = map(
    KINECT2.joint_names.index, ("SpineBase", "SpineMid", "ShoulderLeft", "ShoulderRight")
)


def normalised(positions: npt.NDArray[np.floating]) -> Floats:
    """Positions of one body, ``(n_frames, 25, 3)``, from the middle of its spine in every frame.

    All is turned so that in the first frame the spine goes up from the pelvis along z, by the
    shortest way, and then so that x goes from the right shoulder to the left one: first about z,
    then as little as that still takes. (The usual code goes the shortest way there too, and so
    stands a body on its head if it faces the other way and its shoulders are not level.)
    """
    moved = positions - positions[:, _SPINE : _SPINE + 1]
    moved = moved @ _upright(moved[0, _SPINE] - moved[0, _PELVIS]).T
    turned: Floats = moved @ _sideways(moved[0, _LEFT] - moved[0, _RIGHT]).T
    return turned


def _upright(vector: Floats) -> Floats:
    """``(3, 3)``: the shortest rotation of a direction onto z."""
    x, y, z = vector
    level = np.hypot(x, y)
    # From straight down, every way up is as short.
    axis = np.array([y, -x, 0]) / level if level else np.array([1, 0, 0])
    return from_vectors(axis * np.arctan2(level, z))


def _sideways(vector: Floats) -> Floats:
    """``(3, 3)``: a rotation of a direction onto x that keeps z up."""
    x, y, z = vector
    return about_axis(1, np.arctan2(z, np.hypot(x, y))) @ about_axis(2, -np.arctan2(y, x))
