"""Bodies as small flat figures, seen from the side that shows most. No widget, no painting."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from core import survey
from core.recording import Recording
from core.survey import heads

Lines = npt.NDArray[np.floating]

_WIDEST = 2.5
"""Heights of a body: what is farther from the middle of a figure is cut off."""


@dataclass(frozen=True, eq=False)
class Figures:
    """One projection for a whole recording, so that its figures can be compared.

    Lengths are in heights of a body, x to the right from the middle of all bodies, y up from the
    ground: who jumps or lies down is seen to.

    Parameters
    ----------
    across
        ``(2,)``: the direction on the ground that points to the right.
    size, ground
        Metres: about the height of a body, and where the ground is.
    width
        Of a figure, as a share of its height: what bodies mostly take up.
    """

    recording: Recording
    across: Lines
    size: float
    ground: float
    width: float

    @classmethod
    def of(cls, recording: Recording) -> "Figures":
        frames = survey.sampled_frames(recording.n_frames)
        bodies = survey.sampled_bodies(recording, frames)
        size = survey.body_size(bodies, recording.skeleton)
        across = _widest_axis(bodies, survey.facing(bodies, recording.skeleton))
        ground = survey.ground_height(bodies)
        whole = cls(recording, across, size, ground, _WIDEST)
        extents = [np.ptp(x) for frame in frames.tolist() if len(x := whole.joints(frame)[..., 0])]
        width = np.clip(np.percentile(extents, 90) if extents else 0.5, 0.5, _WIDEST)
        return cls(recording, across, size, ground, float(width))

    def joints(self, frame: int) -> Lines:
        """``(n_measured, 2)``: the joints that were measured."""
        flat: Lines = self._flat(frame)[self._there(frame)]
        return flat

    def bones(self, frame: int) -> Lines:
        """``(n, 2, 2)``: start and stop of each bone whose joints were measured."""
        valid, flat = self._there(frame), self._flat(frame)
        parents, children = self.recording.skeleton.bones.T
        body, bone = np.nonzero(valid[:, parents] & valid[:, children])
        return np.stack((flat[body, parents[bone]], flat[body, children[bone]]), axis=1)

    def heads(self, frame: int) -> Lines:
        """``(n, 2)``: middles of heads; their radius is `core.survey.HEAD`."""
        valid = self._there(frame) & self._is_head
        flat: Lines = self._flat(frame)[valid]
        return flat

    @cached_property
    def _is_head(self) -> npt.NDArray[np.bool_]:
        return heads(self.recording.skeleton)

    @cached_property
    def _parts(self) -> npt.NDArray[np.bool_]:
        return survey.parts(self.recording.skeleton)

    def _there(self, frame: int) -> npt.NDArray[np.bool_]:
        there: npt.NDArray[np.bool_] = self.recording.valid[frame] & self._parts
        return there

    def _flat(self, frame: int) -> Lines:
        positions, valid = self.recording.positions[frame], self._there(frame)
        right = positions[..., :2].astype(float) @ self.across
        middle = np.median(right[valid]) if valid.any() else 0.0
        return np.stack((right - middle, positions[..., 2] - self.ground), axis=-1) / self.size


def _widest_axis(bodies: survey.Bodies, facing: float) -> Lines:
    """The direction along which joints are farthest apart, rightwards for who looks from where the
    bodies look."""
    around = bodies[..., :2] - np.nanmean(bodies[..., :2], axis=1, keepdims=True)
    flat = around.reshape(-1, 2)
    flat = flat[np.isfinite(flat).all(axis=1)]
    ahead = np.array((np.cos(facing), np.sin(facing)))
    right = np.array((-ahead[1], ahead[0]))
    if not len(flat):
        return right
    axis: Lines = np.linalg.eigh(flat.T @ flat)[1][:, -1]
    return axis if axis @ right >= 0 else -axis
