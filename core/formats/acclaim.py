"""A skeleton as Acclaim has it: bones that turn about axes of their own. Knows nothing of files.

A bone begins where its parent ends. Here it gives its name to the joint that it *begins* at, as in
other formats: ``lfemur`` is the hip. A bone that nothing hangs on has one more joint, at its end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from core.rotations import about_axes
from core.skeleton import Skeleton

ROTATIONS = {"rx": 0, "ry": 1, "rz": 2}
TRANSLATIONS = {"tx": 0, "ty": 1, "tz": 2}
"""The channels that a bone may have, and the axis of each."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Bone:
    """One bone at rest.

    Parameters
    ----------
    parent
        Number of the bone that it hangs on; -1 for the root, which is a bone of no length.
    offset
        ``(3,)``: from its beginning to its end, metres, y up.
    axes
        ``(3, 3)``: its own axes, about which it turns, as columns.
    channels
        What changes in motion, in this order: ``rx``, ``ry``, ``rz``, and for the root ``tx``…
    """

    name: str
    parent: int
    offset: Floats
    axes: Floats
    channels: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Acclaim:
    """A skeleton at rest, and the units of its files.

    Parameters
    ----------
    bones
        Parents before children, the root first.
    position
        ``(3,)``: where the root is at rest, metres, y up.
    metres
        Metres per unit of length in both files.
    radians
        Radians per unit of angle, unless the motion says otherwise.
    """

    bones: tuple[Bone, ...]
    position: Floats
    metres: float
    radians: float

    @cached_property
    def skeleton(self) -> Skeleton:
        names = [bone.name for bone in self.bones] + [f"{b.name}_end" for b in self._last]
        parents = [bone.parent for bone in self.bones]
        return Skeleton(tuple(names), (*parents, *map(self.bones.index, self._last)))

    @cached_property
    def _last(self) -> tuple[Bone, ...]:
        parents = {bone.parent for bone in self.bones}
        return tuple(bone for number, bone in enumerate(self.bones) if number not in parents)

    def posed(self, motion: Mapping[str, Floats], n_frames: int, radians: float) -> Floats:
        """``(n_frames, n_joints, 3)``: all joints, metres, y up, by forward kinematics.

        Parameters
        ----------
        motion
            For each bone that moves, ``(n_frames, n_channels)`` as in the file.
        radians
            Radians per unit of angle.
        """
        turned = np.empty((len(self.bones), n_frames, 3, 3))
        starts, ends = np.empty((2, len(self.bones), n_frames, 3))
        for number, bone in enumerate(self.bones):
            values = motion.get(bone.name, np.zeros((n_frames, len(bone.channels))))
            own = bone.axes @ _rotation(bone, values * radians) @ bone.axes.T
            if bone.parent < 0:
                turned[number] = own
                starts[number] = self.position + _translation(bone, values) * self.metres
            else:
                turned[number] = turned[bone.parent] @ own
                starts[number] = ends[bone.parent]
            ends[number] = starts[number] + turned[number] @ bone.offset
        last = [self.bones.index(bone) for bone in self._last]
        return np.concatenate([starts, ends[last]]).swapaxes(0, 1)


def _rotation(bone: Bone, values: Floats) -> Floats:
    columns = [n for n, channel in enumerate(bone.channels) if channel in ROTATIONS]
    return about_axes([ROTATIONS[bone.channels[n]] for n in columns], values[:, columns])


def _translation(bone: Bone, values: Floats) -> Floats:
    moved = np.zeros((len(values), 3))
    for number, channel in enumerate(bone.channels):
        if channel in TRANSLATIONS:
            moved[:, TRANSLATIONS[channel]] = values[:, number]
    return moved
