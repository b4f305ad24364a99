"""What files leave out: the unit of length, and which way is up. Both are told from the bodies.

Positions are ``(n_frames, n_bodies, n_joints, 3)`` in the unit and axes of a file, NaN where
missing.
"""

import re
from functools import lru_cache
from math import log

import numpy as np
import numpy.typing as npt

from core.recording import Recording
from core.skeleton import Skeleton

CMU_UNIT = "in/0.45"
UNITS = {"m": 1.0, "cm": 0.01, "mm": 0.001, "in": 0.0254, "ft": 0.3048, "dm": 0.1} | {
    CMU_UNIT: 0.0254 / 0.45
}
"""Metres in each unit; the last is that of CMU's library and of what was made of it."""

UP_AXES = ("y", "z", "-y", "-z", "x", "-x")
"""Where up can be, the commonest first; all files count their axes right-handed."""

_GUESSED_UNITS = ("m", "cm", "mm", "in", CMU_UNIT)
_BODY_SIZE = 1.6
_SAMPLED = 100
# Joints and markers of many conventions, from the floor up; names of arms do not tell.
_HEIGHTS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"ankle|ank$|foot|feet|toe|heel|hee$|calc|mall|mtp|met\d",
        r"knee|kne$|shin|calf|tib|patel|condy",
        r"hip|pelvi|upleg|thigh|femur|[ap]sis|[lr][ap]si|sacr|root|spine_?base",
        r"chest|thora|ster|strn|xiph|clav|shoulder|sho$|acr|neck|^[ct]\d+$|spine_?shoulder",
        r"head|nose|eye|ear$|[fb]hd|skull",
    )
)
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
    holes = np.isnan(turned).any(axis=3)
    turned[holes] = 0
    valid = np.asarray(turned.any(axis=(2, 3)))[..., np.newaxis] & ~holes
    return Recording.measured(
        turned, skeleton, fps, name=name, valid=valid, warnings=(*warnings, *said)
    )


def likely_unit(positions: Floats) -> str:
    """The unit in which bodies are most nearly as large as people are; metres for none."""
    extents = _extents(positions).max(axis=-1, initial=0)
    extents = extents[(extents > 0) & np.isfinite(extents)]
    if not len(extents):
        return "m"
    size = float(np.median(extents))
    return min(_GUESSED_UNITS, key=lambda unit: abs(log(size * UNITS[unit] / _BODY_SIZE)))


def likely_up(positions: Floats, skeleton: Skeleton) -> str:
    """Where the high joints of a body are from the low ones, by their names.

    Without such names it is the longer of y and z; the floor is at zero, and bodies are above it.
    """
    sample = _sample(positions)
    ranks = [_rank(name) for name in skeleton.joint_names]
    known = [rank for rank in ranks if rank is not None]
    if known and max(known) > min(known):
        high, low = (_middle(sample, [r == end(known) for r in ranks]) for end in (max, min))
        direction, axes = _median(high - low), slice(0, 3)
    else:
        extents, centre = (
            _median(_extents(positions)),
            _median(_middle(sample, [True] * len(ranks))),
        )
        direction, axes = np.copysign(extents, centre), slice(1, 3)
    if not direction[axes].any():
        return "y"
    axis = axes.start + int(np.argmax(np.abs(direction[axes])))
    return f"{'-' if direction[axis] < 0 else ''}{'xyz'[axis]}"


@lru_cache(maxsize=1024)
def _rank(name: str) -> int | None:
    """How high on a standing body something of this name is; None if the name does not tell."""
    return next((rank for rank, words in enumerate(_HEIGHTS) if words.search(name)), None)


def _middle(bodies: Floats, which: list[bool]) -> Floats:
    """``(n, 3)``: the middle of some joints of each body; NaN if none of them is there."""
    some = bodies[:, which]
    n_there = np.isfinite(some).all(axis=2).sum(axis=1)[:, np.newaxis]
    return np.where(n_there, np.nansum(some, axis=1) / np.maximum(n_there, 1), np.nan)


def turned_up(positions: Floats, up: str) -> Floats:
    """A copy turned so that z is where ``up`` was."""
    axes, signs = _TURNS[up]
    return positions[..., axes] * np.array(signs, dtype=positions.dtype)


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
