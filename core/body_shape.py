"""How a body is built, from a sample of its poses: how long bones are, how high joints are.

Works on ``(n, n_joints, 3)`` poses in metres, z up, NaN where missing.
"""

import warnings
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from core.recording import Recording
from core.survey import sampled_bodies, sampled_frames

Floats = npt.NDArray[np.floating]


@dataclass(frozen=True, eq=False)
class BodyShape:
    """Poses of the bodies of a recording, each with at least one joint."""

    poses: Floats

    @classmethod
    def of(cls, recording: Recording) -> "BodyShape":
        return cls(sampled_bodies(recording, sampled_frames(recording.n_frames)))

    @cached_property
    def heights(self) -> Floats:
        """``(n_joints,)``: how far above the lowest joint of its body each usually is."""
        lowest = _nan(np.nanmin, self.poses[..., 2], axis=1)
        return _nan(np.nanmedian, self.poses[..., 2] - lowest[:, np.newaxis], axis=0)

    def distance(self, one: int, other: int) -> float:
        """How far two joints usually are from each other; NaN if they never were there."""
        return float(_nan(np.nanmedian, self._apart(one, other), axis=0))

    def looseness(self, one: int, other: int) -> float:
        """By how much the distance of two joints changes (standard deviation)."""
        return float(_nan(np.nanstd, self._apart(one, other), axis=0))

    def _apart(self, one: int, other: int) -> Floats:
        return np.asarray(np.linalg.norm(self.poses[:, one] - self.poses[:, other], axis=-1))


def _nan(function: object, values: Floats, axis: int) -> Floats:
    """Statistics of what there is; NaN where there is nothing, which is no reason to warn."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.asarray(function(values, axis=axis))  # type: ignore[operator]
