"""What a model sees of a recording: the same numbers in training and in inference.

Per frame, body and joint of the 25-joint layout, in metres, at `MODEL_FPS` frames per second:

==========  ===========================================================================
channels    meaning
==========  ===========================================================================
0, 1, 2     position relative to the body's own hip centre
3, 4, 5     movement from the frame before to the frame after
6, 7, 8     position relative to the hip centre of the other body
9 … 17      distances to nine key joints of the other body
==========  ===========================================================================

The first three of each kind are vectors in axes that the whole recording shares: z up, x along the
median hip axis (left to right) of its most present body. Nothing depends on where the camera stood,
yet everything that bodies do to each other is kept. The other body is the nearest one that is
present. What is absent is zero.
"""

import numpy as np
import numpy.typing as npt

from core.recording import Recording
from core.resample import Resampling
from core.retarget import retargeting_of
from core.skeleton import KINECT2

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

VERSION = 1
"""Stored with every model; raised whenever the numbers change."""

POSITION_CHANNELS = 3
"""Channels that say where joints are."""

OWN_CHANNELS = 6
"""Channels that do not need another body."""

KEY_JOINTS = tuple(
    map(
        KINECT2.joint_names.index,
        (
            *("Head", "WristLeft", "WristRight", "HandLeft", "HandRight"),
            *("FootLeft", "FootRight", "SpineMid", "SpineShoulder"),
        ),
    )
)

N_CHANNELS = OWN_CHANNELS + 3 + len(KEY_JOINTS)

_HIP, _HIP_LEFT, _HIP_RIGHT = map(KINECT2.joint_names.index, ("SpineBase", "HipLeft", "HipRight"))
# A median does not need every frame of an hour.
_FRAMES_FOR_HEADING = 4096


class Features:
    """The features of a recording, computed for one range of frames at a time.

    Parameters
    ----------
    recording
        With any skeleton that `core.retarget` understands.
    relation
        Whether to include the channels that relate a body to the other one.

    Attributes
    ----------
    resampling
        Between the recording's frames and the model's, in which ranges are given here.
    """

    def __init__(self, recording: Recording, *, relation: bool = True) -> None:
        self.resampling = Resampling(recording.n_frames, recording.fps)
        self.relation = relation
        self._recording = recording
        self._retargeting = retargeting_of(recording)
        self._axes = self._common_axes()

    @property
    def n_frames(self) -> int:
        """Frames at the model's rate."""
        return self.resampling.n_model_frames

    @property
    def n_channels(self) -> int:
        return N_CHANNELS if self.relation else OWN_CHANNELS

    def window(self, start: int, stop: int) -> tuple[Floats, Bools]:
        """Frames ``[start, stop)`` at the model's rate.

        Returns
        -------
        values
            ``(stop - start, n_bodies, 25, n_channels)`` float32.
        present
            ``(stop - start, n_bodies)`` bool: where a body is, hip centre and all.
        """
        first, last = max(start - 1, 0), min(stop + 1, self.n_frames)
        positions, valid = self.joints(first, last)
        here = slice(start - first, stop - first)
        present = valid[here, :, _HIP].copy()  # the recording itself is read-only
        parts = [
            positions[here] - positions[here, :, _HIP : _HIP + 1],
            _movement(positions, valid, here),
        ]
        if self.relation:
            parts += _relation(positions[here], valid[here])
        values = np.concatenate(parts, axis=-1)
        values[~(valid[here] & present[..., np.newaxis])] = 0
        return values, present

    def joints(self, start: int, stop: int) -> tuple[Floats, Bools]:
        """The 25 joints in the common axes, model frames ``[start, stop)``.

        Positions ``(T, M, 25, 3)`` and validity ``(T, M, 25)``.
        """
        positions, valid = self._retargeting(*self._resampled(start, stop))
        return positions @ self._axes, valid

    def _resampled(self, start: int, stop: int) -> tuple[Floats, Bools]:
        positions, valid = self._recording.positions, self._recording.valid
        if self.resampling.step == 1:
            return positions[start:stop], valid[start:stop]
        before, after, share = self.resampling.neighbours(start, stop)
        share = share[:, np.newaxis, np.newaxis, np.newaxis]
        return (
            positions[before] * (1 - share) + positions[after] * share,
            valid[before] & valid[after],
        )

    def _common_axes(self) -> Floats:
        """``(3, 3)``: multiplied from the right, it turns positions into the common axes."""
        every = -(-self._recording.n_frames // _FRAMES_FOR_HEADING)
        positions, valid = self._retargeting(
            self._recording.positions[::every], self._recording.valid[::every]
        )
        both = valid[:, :, _HIP_LEFT] & valid[:, :, _HIP_RIGHT]
        body = both.sum(axis=0).argmax()
        across = (
            positions[both[:, body], body, _HIP_RIGHT] - positions[both[:, body], body, _HIP_LEFT]
        )
        angle = _median_angle(across[:, 0] + 1j * across[:, 1])
        cos, sin = np.cos(angle), np.sin(angle)
        return np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]], dtype=np.float32)


def _median_angle(directions: npt.NDArray[np.complexfloating]) -> float:
    """The median of angles about their mean, which turns as they turn; 0 without any."""
    if not len(directions):
        return 0.0
    mean = np.angle(directions.sum())
    return float(mean + np.median(np.angle(directions * np.exp(-1j * mean))))


def _movement(positions: Floats, valid: Bools, here: slice) -> Floats:
    """``positions[t + 1] - positions[t - 1]``, one-sided at the ends of the recording."""
    frames = np.arange(here.start, here.stop)
    before = np.maximum(frames - 1, 0)
    after = np.minimum(frames + 1, len(positions) - 1)
    known = valid[before] & valid[after]
    moved: Floats = (positions[after] - positions[before]) * known[..., np.newaxis]
    return moved


def _relation(positions: Floats, valid: Bools) -> list[Floats]:
    """Each joint's offset to the other body's hip centre, and distances to its key joints."""
    other, exists = _nearest_other(positions[:, :, _HIP], valid[:, :, _HIP])
    frames = np.arange(len(positions))[:, np.newaxis]
    keys = positions[:, :, KEY_JOINTS][frames, other]  # (T, M, 9, 3)
    keys_exist = valid[:, :, KEY_JOINTS][frames, other] & exists[..., np.newaxis]
    hips = positions[frames, other, _HIP]  # (T, M, 3)
    offsets = (positions - hips[:, :, np.newaxis]) * exists[..., np.newaxis, np.newaxis]
    between = positions[:, :, :, np.newaxis] - keys[:, :, np.newaxis]  # (T, M, 25, 9, 3)
    distances = np.sqrt(np.einsum("...i,...i->...", between, between))
    return [offsets, distances * keys_exist[:, :, np.newaxis]]


def _nearest_other(hips: Floats, present: Bools) -> tuple[npt.NDArray[np.intp], Bools]:
    """For ``(T, M, 3)`` hips: the nearest other present body of each, and whether there is one."""
    apart = np.linalg.norm(hips[:, :, np.newaxis] - hips[:, np.newaxis], axis=-1)  # (T, M, M)
    apart[~(present[:, :, np.newaxis] & present[:, np.newaxis])] = np.inf
    bodies = np.arange(hips.shape[1])
    apart[:, bodies, bodies] = np.inf
    return apart.argmin(axis=-1), np.isfinite(apart.min(axis=-1))
