"""The skeleton of a BVH file: joints that turn and move against their parents. Knows no files."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from core.skeleton import Skeleton

Floats = npt.NDArray[np.float32]
Axes = Sequence[Floats]
"""The three axes of a joint, each ``(3, n_frames)``."""

AXES = "XYZ"


@dataclass(frozen=True)
class Channel:
    """One number per frame: how far a joint is turned about an axis, or where it is along it."""

    turns: bool
    axis: int

    def __str__(self) -> str:
        return f"{AXES[self.axis]}{'rotation' if self.turns else 'position'}"


@dataclass(frozen=True)
class Joint:
    """One joint at rest.

    Parameters
    ----------
    parent
        Number of a joint before this one; -1 for a root.
    offset
        From the parent, in the file's unit and axes.
    channels
        What changes in motion. Turns are made in this order, each about an axis that the earlier
        ones have turned. A position takes the place of the offset along its axis.
    """

    name: str
    parent: int
    offset: tuple[float, float, float] = (0.0, 0.0, 0.0)
    channels: tuple[Channel, ...] = ()


@dataclass(frozen=True)
class Hierarchy:
    """Joints, parents before children, their channels in the order of the numbers of a frame."""

    joints: tuple[Joint, ...]

    @property
    def roots(self) -> list[int]:
        """The joint that each tree begins with; its other joints follow it."""
        return [number for number, joint in enumerate(self.joints) if joint.parent < 0]

    @property
    def n_channels(self) -> int:
        return sum(len(joint.channels) for joint in self.joints)

    @cached_property
    def trees(self) -> list[tuple[Joint, ...]]:
        """The joints below each root, counted from it."""
        if len(self.roots) == 1:
            return [self.joints]
        starts = [*self.roots, len(self.joints)]
        return [
            tuple(
                Joint(joint.name, max(joint.parent - start, -1), joint.offset, joint.channels)
                for joint in self.joints[start:stop]
            )
            for start, stop in pairwise(starts)
        ]

    @property
    def skeleton(self) -> Skeleton:
        """Of the first tree; joints of one name are told apart by a number."""
        tree = self.trees[0]
        return Skeleton(unique([j.name for j in tree]), tuple(j.parent for j in tree))

    @cached_property
    def _columns(self) -> list[int]:
        return list(accumulate((len(joint.channels) for joint in self.joints), initial=0))

    def posed(self, values: Floats) -> Floats:
        """``(n_frames, n_joints, 3)``: all joints in the file's unit and axes.

        To turn a joint about one of its own axes is to turn the other two in their plane, so that
        no matrix is ever multiplied. Single precision is exact to some micrometres here.

        Parameters
        ----------
        values
            ``(n_frames, n_channels)``, degrees and the file's unit of length.
        """
        columns = np.ascontiguousarray(values.T)
        angles = columns * np.float32(np.pi / 180)
        cosines, sines = np.cos(angles), np.sin(angles)
        positions = np.empty((len(values), len(self.joints), 3), dtype=np.float32)
        # Of what all roots hang on, and then of each joint: where it is, and its axes.
        at_rest = np.eye(3, dtype=np.float32)[..., np.newaxis]
        poses: list[tuple[Floats, Axes]] = [(np.zeros((3, 1), np.float32), list(at_rest))]
        for number, joint in enumerate(self.joints):
            place, axes = poses[joint.parent + 1]
            own = slice(*self._columns[number : number + 2])
            for axis, length in _steps(joint, columns[own]):
                place = place + axes[axis] * length
            poses.append((place, _turned(joint, cosines[own], sines[own], axes)))
            positions[:, number] = place.T
        return positions


def _steps(joint: Joint, values: Floats) -> list[tuple[int, Floats | np.float32]]:
    """How far a joint is from its parent, along those axes of the parent along which it is."""
    steps: dict[int, Floats | np.float32] = {
        axis: np.float32(length) for axis, length in enumerate(joint.offset) if length
    }
    for channel, value in zip(joint.channels, values, strict=True):
        if not channel.turns:
            steps[channel.axis] = value
    return list(steps.items())


def _turned(joint: Joint, cosines: Floats, sines: Floats, axes: Axes) -> Axes:
    """A joint's axes by those of its parent."""
    turned = list(axes)
    for channel, cos, sin in zip(joint.channels, cosines, sines, strict=True):
        if channel.turns:
            one, other = turned[channel.axis - 2], turned[channel.axis - 1]
            turned[channel.axis - 2] = cos * one + sin * other
            turned[channel.axis - 1] = cos * other - sin * one
    return turned


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """The names, those that came before followed by the first number that makes them new."""
    taken: dict[str, int] = {}
    for name in names:
        new = name
        while new in taken:
            taken[name] += 1
            new = f"{name}_{taken[name]}"
        taken[new] = 1
    return tuple(taken)
