"""What a person says about a recording that its file leaves out or gets wrong.

Applies to a recording as its reader returns it; nothing is guessed here.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from core.joints.marker_centres import with_centres
from core.recording import Recording
from core.upright import UP_AXES, turned_up

Roles = tuple[tuple[str, tuple[str, ...]], ...]

_BLOCK = 4096
"""Frames turned at a time."""


@dataclass(frozen=True)
class Interpretation:
    """How to take a recording; the default takes it as it was read.

    Parameters
    ----------
    up
        What is up, among the axes as read: one of `UP_AXES`.
    scale
        What lengths are multiplied by.
    fps
        Frames per second instead of what the file says; nothing is resampled.
    mirrored
        Whether the axes were left-handed, so that left looks like right.
    centres
        Whether markers are replaced by joint centres.
    roles
        What joints are, as `Skeleton.roles`.
    """

    up: str = "z"
    scale: float = 1.0
    fps: float | None = None
    mirrored: bool = False
    centres: bool = False
    roles: Roles = ()

    def __post_init__(self) -> None:
        if self.up not in UP_AXES:
            raise ValueError(f"{self.up!r} is not one of {', '.join(UP_AXES)}")
        if not (np.isfinite(self.scale) and self.scale > 0):
            raise ValueError(f"lengths cannot be multiplied by {self.scale}")
        if self.fps is not None and not 0 < self.fps <= 100_000:
            raise ValueError(f"a recording cannot have {self.fps} frames per second")

    @property
    def changes_nothing(self) -> bool:
        return self == Interpretation()

    def __call__(self, recording: Recording) -> Recording:
        """The recording as it is meant."""
        if self._moves:
            recording = replace(recording, positions=self._moved(recording))
        if self.centres:
            recording = with_centres(recording)
        if self.roles:
            recording = replace(recording, skeleton=replace(recording.skeleton, roles=self.roles))
        return recording if self.fps is None else replace(recording, fps=self.fps)

    def then(self, more: "Interpretation") -> "Interpretation":
        """Both in turn; of a rate and of roles, what was said last counts."""
        return Interpretation(
            _up_before(self.up, more.up),
            self.scale * more.scale,
            more.fps or self.fps,
            self.mirrored != more.mirrored,
            self.centres or more.centres,
            more.roles or self.roles,
        )

    @property
    def _moves(self) -> bool:
        return self.up != "z" or self.scale != 1 or self.mirrored

    def _moved(self, recording: Recording) -> npt.NDArray[np.float32]:
        moved = np.empty(recording.positions.shape, dtype=np.float32)
        # Long recordings are on disk: one copy in memory is enough.
        for start in range(0, len(moved), _BLOCK):
            block = slice(start, start + _BLOCK)
            moved[block] = turned_up(recording.positions[block], self.up) * np.float32(self.scale)
        if self.mirrored:
            moved[..., 0] *= -1
        return moved

    @property
    def said(self) -> str:
        """What it changes, for a person; empty if nothing."""
        changes = (
            (self.up != "z", f"{self.up} is up"),
            (self.scale != 1, f"lengths × {self.scale:g}"),
            (self.fps is not None, f"{self.fps or 0:g} fps"),
            (self.mirrored, "mirrored"),
            (self.centres, "joint centres for markers"),
            (bool(self.roles), "joints by hand"),
        )
        return ", ".join(text for changed, text in changes if changed)


def _up_before(first: str, second: str) -> str:
    """The axis that the first turn takes to where the second finds up."""
    return next(axis for axis in UP_AXES if (turned_up(_axis(axis), first) == _axis(second)).all())


def _axis(name: str) -> npt.NDArray[np.float32]:
    """``(3,)``: the unit vector of one of `UP_AXES`."""
    axis = np.zeros(3, dtype=np.float32)
    axis["xyz".index(name[-1])] = -1 if name.startswith("-") else 1
    return axis
