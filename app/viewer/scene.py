"""A recording made ready to be looked at. Knows nothing of cameras, colours or OpenGL."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor, log10

import numpy as np
import numpy.typing as npt

from app.viewer.anatomy import THINNEST, Anatomy
from app.viewer.camera import Vectors
from core import survey
from core.recording import Recording

FOLLOW_SECONDS = 0.8
"""Half the window over which the followed centre is averaged: long enough to swallow jitter."""
FOLLOW_SAMPLES = 64
STRAY = 1.5
"""A joint this many body sizes from the middle of its body does not count for framing."""
USUAL = (10, 90)
"""Percentiles of where joints are, along each axis, around which people move."""


@dataclass(frozen=True, eq=False)
class Scene:
    """What stays the same in all frames of a recording.

    Parameters
    ----------
    recording
        What is shown.
    made_up
        ``(n_joints,)`` bool: joints that no sensor measured.
    anatomy
        Thickness and lightness of its joints and bones.
    size
        Metres: about the height of a body.
    ground
        Height of the ground.
    facing
        Azimuth of where the bodies look, radians.
    centre
        ``(3,)``: the middle of everything, on the ground.
    """

    recording: Recording
    made_up: npt.NDArray[np.bool_]
    anatomy: Anatomy
    size: float
    ground: float
    facing: float
    centre: Vectors

    @classmethod
    def of(cls, recording: Recording, made_up: npt.NDArray[np.bool_] | None = None) -> "Scene":
        skeleton = recording.skeleton
        bodies = survey.sampled_bodies(recording, survey.sampled_frames(recording.n_frames))
        size = survey.body_size(bodies, skeleton)
        lengths = survey.bone_lengths(bodies, skeleton)
        ground = survey.ground_height(bodies) - THINNEST * size
        middle = np.nanmedian(bodies.reshape(-1, 3), axis=0) if len(bodies) else np.zeros(3)
        return cls(
            recording=recording,
            made_up=np.zeros(skeleton.n_joints, bool) if made_up is None else made_up,
            anatomy=Anatomy.of(skeleton, lengths, size),
            size=size,
            ground=ground,
            facing=survey.facing(bodies, skeleton),
            centre=np.array((middle[0], middle[1], ground)),
        )

    @cached_property
    def _parts(self) -> npt.NDArray[np.bool_]:
        return survey.parts(self.recording.skeleton)

    def there(self, frames: int | npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
        """``(…, n_bodies, n_joints)``: what there is to see of bodies in a frame, or in several."""
        seen: npt.NDArray[np.bool_] = self.recording.valid[frames] & self._parts
        return seen

    def followed(self, frame: int) -> Vectors:
        """``(3,)``: the point on the ground under the bodies, damped over time.

        Depends on nothing but the frame, so that scrubbing back shows the same picture.
        """
        reach = max(round(FOLLOW_SECONDS * self.recording.fps), 1)
        step = ceil(2 * reach / FOLLOW_SAMPLES)
        # Multiples of the step: neighbouring frames share their samples, and so move smoothly.
        first = ceil(max(frame - reach, 0) / step) * step
        frames = np.arange(first, min(frame + reach, self.recording.n_frames - 1) + 1, step)
        weights = np.cos((frames - frame) / reach * np.pi / 2) ** 2 + 1e-9
        positions = self.recording.positions[frames]
        there = self.there(frames) & self._in_room(positions)
        weight = there * weights[:, np.newaxis, np.newaxis]
        total = weight.sum()
        if total == 0:
            return self.centre
        x, y = np.einsum("fbj,fbjk->k", weight, positions[..., :2]) / total
        return np.array((x, y, self.ground))

    @cached_property
    def spread(self) -> float:
        """How far from the followed point, along the ground, joints usually are at most."""
        return float(np.percentile(np.linalg.norm(self.followed_joints[:, :2], axis=1), 98))

    @cached_property
    def followed_joints(self) -> Vectors:
        """``(n, 3)``: where joints ever are, relative to the followed point."""
        return self._joints_around(self.followed)

    @cached_property
    def still_joints(self) -> Vectors:
        """``(n, 3)``: where joints ever are, relative to the centre."""
        return self._joints_around(lambda frame: self.centre)

    def _joints_around(self, origin: Callable[[int], Vectors]) -> Vectors:
        frames = survey.sampled_frames(self.recording.n_frames).tolist()
        joints = np.concatenate([self._near_joints(frame) - origin(frame) for frame in frames])
        return joints if len(joints) else np.array(((0.0, 0.0, 0.0), (0.0, 0.0, self.size)))

    @cached_property
    def _room(self) -> Vectors:
        """``(2, 3)``: corners of where joints usually are, with space; a lone stray is outside."""
        recording = self.recording
        bodies = survey.sampled_bodies(recording, survey.sampled_frames(recording.n_frames))
        if not len(bodies):
            return np.zeros((2, 3))
        low, high = np.nanpercentile(bodies.reshape(-1, 3), USUAL, axis=0)
        return np.array((low - STRAY * self.size, high + STRAY * self.size))

    def _in_room(self, positions: Vectors) -> npt.NDArray[np.bool_]:
        low, high = self._room
        inside: npt.NDArray[np.bool_] = ((low <= positions) & (positions <= high)).all(axis=-1)
        return inside

    def _near_joints(self, frame: int) -> Vectors:
        positions = self.recording.positions[frame]
        valid = self.there(frame) & self._in_room(positions)
        return np.concatenate(
            [_without_strays(b[v], self.size) for b, v in zip(positions, valid, strict=True)]
        )


def _without_strays(joints: Vectors, size: float) -> Vectors:
    if not len(joints):
        return joints
    away = np.linalg.norm(joints - np.median(joints, axis=0), axis=1)
    near: Vectors = joints[away < STRAY * size]
    return near


def nice_length(length: float) -> float:
    """The nearest of 1, 2 and 5 times a power of ten, measured by ratio."""
    power = 10.0 ** floor(log10(length))
    return power * min((1, 2, 5, 10), key=lambda nice: abs(log10(nice * power / length)))
