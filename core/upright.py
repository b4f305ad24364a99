"""What files leave out: the unit of length, and which way is up. Both are told from the bodies.

Positions are ``(n_frames, n_bodies, n_joints, 3)`` in the unit and axes of a file, NaN where
missing.
"""

from math import log

import numpy as np
import numpy.typing as npt

from core.recording import Recording
from core.retarget import retargeting
from core.skeleton import KINECT2, Skeleton

UNITS = {"m": 1.0, "cm": 0.01, "mm": 0.001, "in": 0.0254, "ft": 0.3048, "dm": 0.1}
"""Metres in each unit that a file can name."""

UP_AXES = ("y", "z", "-y", "-z", "x", "-x")
"""Where up can be, the commonest first; all files count their axes right-handed."""

_GUESSED_UNITS = ("m", "cm", "mm", "in")
_BODY_SIZE = 1.6
_SAMPLED = 500
# What z-up x, y and z are taken from, and their signs: rotations, so that left stays left.
_TURNS = {
    "z": ((0, 1, 2), (1, 1, 1)),
    "-z": ((0, 1, 2), (1, -1, -1)),
    "y": ((0, 2, 1), (1, -1, 1)),
    "-y": ((0, 2, 1), (1, 1, -1)),
    "x": ((2, 1, 0), (-1, 1, 1)),
    "-x": ((2, 1, 0), (1, 1, -1)),
}

Floats = npt.NDArray[np.floating]


def upright(
    positions: Floats,
    skeleton: Skeleton,
    fps: float,
    *,
    name: str,
    unit: str = "",
    up: str = "",
    warnings: tuple[str, ...] = (),
) -> Recording:
    """A recording in metres, z up, of positions in the unit and axes of a file.

    Whatever of ``unit``, one of `UNITS`, and ``up``, one of `UP_AXES`, is empty is told from the
    bodies, with a warning that says what it was taken for.
    """
    said = []
    if not unit:
        unit = likely_unit(positions)
        said.append(f"the file does not say its unit of length; taken for {unit}")
    if not up:
        up = likely_up(positions, skeleton)
        said.append(f"the file does not say which way is up; taken for {up}")
    turned = turned_up(positions, up)
    turned *= UNITS[unit]
    return Recording.measured(turned, skeleton, fps, name=name, warnings=(*warnings, *said))


def likely_unit(positions: Floats) -> str:
    """The unit in which bodies are most nearly as large as people are; metres for none."""
    extents = _extents(positions).max(axis=-1, initial=0)
    extents = extents[(extents > 0) & np.isfinite(extents)]
    if not len(extents):
        return "m"
    size = float(np.median(extents))
    return min(_GUESSED_UNITS, key=lambda unit: abs(log(size * UNITS[unit] / _BODY_SIZE)))


def likely_up(positions: Floats, skeleton: Skeleton) -> str:
    """Where heads are from feet; without those, the longer of y and z, away from the floor."""
    sample = _sample(positions).astype(np.float32)
    try:
        bodies, _ = retargeting(skeleton)(sample, np.asarray(np.isfinite(sample).all(axis=-1)))
    except ValueError:
        return _up_of_points(positions)
    joint = KINECT2.joint_names.index
    feet = (bodies[:, joint("AnkleLeft")] + bodies[:, joint("AnkleRight")]) / 2
    direction = _median(bodies[:, joint("SpineShoulder")] - feet)
    axis = int(np.argmax(np.abs(direction)))
    return f"{'-' if direction[axis] < 0 else ''}{'xyz'[axis]}" if direction.any() else "y"


def turned_up(positions: Floats, up: str) -> Floats:
    """A copy turned so that z is where ``up`` was."""
    axes, signs = _TURNS[up]
    return positions[..., axes] * np.array(signs, dtype=positions.dtype)


def _up_of_points(positions: Floats) -> str:
    extents = _median(_extents(positions))
    if not extents[1:].any():
        return "y"
    axis = 1 + int(extents[2] > extents[1])
    heights = _sample(positions)[..., axis]
    steady = [np.nanstd(end(heights)) if heights.size else 0 for end in (_lowest, _highest)]
    return "xyz"[axis] if steady[0] <= steady[1] else f"-{'xyz'[axis]}"


def _extents(positions: Floats) -> Floats:
    """``(n, 3)``: how long each body of the sample is along each axis."""
    sample = _sample(positions)
    return np.asarray(_highest(sample, axis=1) - _lowest(sample, axis=1))


def _sample(positions: Floats) -> Floats:
    """``(n, n_joints, 3)``: whole bodies if there are any, else those with any joint."""
    frames = np.linspace(0, len(positions) - 1, min(len(positions), _SAMPLED)).astype(np.intp)
    bodies = positions[frames].astype(np.float64).reshape(-1, *positions.shape[2:])
    there = np.asarray(np.isfinite(bodies).all(axis=-1) & bodies.any(axis=-1))
    whole = bodies[there.all(axis=-1)]
    if len(whole):
        return whole
    return np.where(there[..., np.newaxis], bodies, np.nan)[there.any(axis=-1)]


def _lowest(values: Floats, axis: int = 1) -> Floats:
    return np.asarray(np.nanmin(values, axis=axis)) if values.size else values.sum(axis=axis)


def _highest(values: Floats, axis: int = 1) -> Floats:
    return np.asarray(np.nanmax(values, axis=axis)) if values.size else values.sum(axis=axis)


def _median(values: Floats) -> Floats:
    """``(3,)``: over all rows that are finite; zeros for none."""
    finite = values[np.isfinite(values).all(axis=-1)]
    return np.median(finite, axis=0) if len(finite) else np.zeros(3)
