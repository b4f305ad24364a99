"""Curves over a recording: how fast, how far, how bent. Knows nothing of how they are drawn."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.recording import Recording
from core.skeleton import Skeleton

Curve = npt.NDArray[np.float32]

_PARTS = {"speed": 1, "distance": 2, "angle": 3}
"""How many joints each kind of signal is about."""
UNITS = {"speed": "m/s", "distance": "m", "angle": "°"}


@dataclass(frozen=True, slots=True)
class BodyJoint:
    """One joint, by name, of one body."""

    body: int
    joint: str

    def __post_init__(self) -> None:
        if self.body < 0 or not self.joint:
            raise ValueError(f"there is no joint {self.joint!r} of body {self.body}")

    def positions(self, recording: Recording) -> Curve:
        """``(n_frames, 3)`` metres; NaN where it was not measured."""
        joint = recording.skeleton.joint_names.index(self.joint)
        valid = recording.valid[:, self.body, joint, np.newaxis]
        return np.where(valid, recording.positions[:, self.body, joint], np.float32(np.nan))


@dataclass(frozen=True, slots=True)
class Signal:
    """What a curve shows.

    Parameters
    ----------
    kind
        ``"speed"`` of a joint, m/s; ``"distance"`` between two joints, m; ``"angle"`` at the second
        of three joints, degrees.
    joints
        One, two or three of them, all different.
    """

    kind: str
    joints: tuple[BodyJoint, ...]

    def __post_init__(self) -> None:
        if self.kind not in _PARTS:
            raise ValueError(f"a signal {self.kind!r} is none of {', '.join(_PARTS)}")
        if len(self.joints) != _PARTS[self.kind]:
            raise ValueError(f"{self.kind} is about {_PARTS[self.kind]} joints, not {self.joints}")
        if len(set(self.joints)) != len(self.joints):
            raise ValueError(f"{self.kind} needs joints that differ, not {self.joints}")

    @property
    def unit(self) -> str:
        return UNITS[self.kind]

    def fits(self, skeleton: Skeleton, n_bodies: int) -> bool:
        """Whether a recording with these bodies has all its joints."""
        return all(one.joint in skeleton.joint_names and one.body < n_bodies for one in self.joints)

    def values(self, recording: Recording) -> Curve:
        """``(n_frames,)`` in its unit; NaN where a joint that it needs was not measured."""
        places = [one.positions(recording) for one in self.joints]
        if self.kind == "speed":
            return speed(places[0], recording.fps)
        return (distance if self.kind == "distance" else angle)(*places)


def speed(positions: Curve, fps: float) -> Curve:
    """``(n_frames,)`` m/s of ``(n_frames, 3)`` metres: central differences, one-sided at the ends.

    Not smoothed: what jitters is shown to jitter. NaN where a position that it needs is.
    """
    if len(positions) == 1:
        return np.full(1, np.nan, dtype=np.float32)
    velocity = np.empty_like(positions)
    velocity[1:-1] = (positions[2:] - positions[:-2]) / 2
    velocity[0], velocity[-1] = positions[1] - positions[0], positions[-1] - positions[-2]
    return _length(velocity) * np.float32(fps)


def distance(one: Curve, other: Curve) -> Curve:
    """``(n_frames,)`` metres between two ``(n_frames, 3)``."""
    return _length(one - other)


def angle(one: Curve, middle: Curve, other: Curve) -> Curve:
    """``(n_frames,)`` degrees at ``middle``: 180 where straight, NaN where a limb has no length."""
    first, second = one - middle, other - middle
    across = _length(np.cross(first, second))
    along = np.einsum("tk,tk->t", first, second)
    # Unlike the arc cosine, exact for limbs that are nearly straight.
    degrees = np.degrees(np.arctan2(across, along))
    degrees[(_length(first) == 0) | (_length(second) == 0)] = np.nan
    return np.asarray(degrees, dtype=np.float32)


def _length(vectors: Curve) -> Curve:
    lengths: Curve = np.sqrt(np.einsum("tk,tk->t", vectors, vectors))
    return lengths
