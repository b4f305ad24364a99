"""Skeletons: which joints there are and how bones connect them. Knows nothing of positions."""

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

_SIDES = {"left": "right", "Left": "Right", "LEFT": "RIGHT", "l": "r", "L": "R"}
_OTHER_SIDE = _SIDES | {right: left for left, right in _SIDES.items()}
# A whole word anywhere, or a lone letter at either end of a word: "LeftHand", "hand_l", "lHand".
_SIDE = re.compile(r"left|right|Left|Right|LEFT|RIGHT|(?<=[_.])[lrLR]$|^[lrLR](?=[A-Z_.])")


@dataclass(frozen=True)
class Skeleton:
    """Joints, in the order of a recording's joint axis, and the tree that connects them.

    Parameters
    ----------
    joint_names
        One name per joint, all different.
    parents
        Index of each joint's parent, -1 for a root.
    name
        Name of a known layout, such as ``"kinect2"``; empty for any other.
    roles
        What people said joints are: pairs of a joint of the model, and the joints that it is in
        the middle of, or none if it is to be made up. Names tell what is not said here.
    """

    joint_names: tuple[str, ...]
    parents: tuple[int, ...]
    name: str = ""
    roles: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __post_init__(self) -> None:
        if not self.joint_names:
            raise ValueError("a skeleton needs at least one joint")
        if len(self.parents) != len(self.joint_names):
            raise ValueError(f"{len(self.joint_names)} joints but {len(self.parents)} parents")
        if len(set(self.joint_names)) != len(self.joint_names):
            twice = next(n for n in self.joint_names if self.joint_names.count(n) > 1)
            raise ValueError(f"joint name {twice!r} is used twice")
        for joint in range(len(self.parents)):
            self._check_path_to_root(joint)
        for role, joints in self.roles:
            if unknown := set(joints) - set(self.joint_names):
                raise ValueError(f"{role} is taken from {sorted(unknown)[0]!r}, which is no joint")

    def _check_path_to_root(self, joint: int) -> None:
        start = joint
        for _ in self.parents:
            parent = self.parents[joint]
            if not -1 <= parent < len(self.parents):
                raise ValueError(f"joint {self.joint_names[joint]!r} has parent {parent}")
            if parent == -1:
                return
            joint = parent
        raise ValueError(f"joint {self.joint_names[start]!r} is its own ancestor")

    @property
    def n_joints(self) -> int:
        return len(self.joint_names)

    @cached_property
    def bones(self) -> npt.NDArray[np.intp]:
        """``(n_bones, 2)``: parent and child joint of each bone."""
        pairs = [(parent, child) for child, parent in enumerate(self.parents) if parent >= 0]
        return np.array(pairs, dtype=np.intp).reshape(-1, 2)

    @cached_property
    def mirror(self) -> tuple[int, ...]:
        """For each joint the index of its counterpart on the other side; its own without one."""
        index = {name: joint for joint, name in enumerate(self.joint_names)}
        return tuple(
            index.get(_SIDE.sub(lambda side: _OTHER_SIDE[side[0]], name), joint)
            for joint, name in enumerate(self.joint_names)
        )

    @cached_property
    def sides(self) -> tuple[str, ...]:
        """``"left"``, ``"right"`` or ``""`` (the midline) for each joint, by its name."""
        found = (_SIDE.search(name) for name in self.joint_names)
        return tuple(
            "" if side is None else "left" if side[0].lower().startswith("l") else "right"
            for side in found
        )


def layout(name: str, joints: str) -> Skeleton:
    """A skeleton from ``"child<parent"`` words, a root being a word of its own."""
    words = [word.split("<") for word in joints.split()]
    names = tuple(word[0] for word in words)
    parents = tuple(names.index(word[1]) if len(word) == 2 else -1 for word in words)
    return Skeleton(names, parents, name)


KINECT1 = layout(
    "kinect1",
    """
    HipCenter Spine<HipCenter ShoulderCenter<Spine Head<ShoulderCenter
    ShoulderLeft<ShoulderCenter ElbowLeft<ShoulderLeft WristLeft<ElbowLeft HandLeft<WristLeft
    ShoulderRight<ShoulderCenter ElbowRight<ShoulderRight WristRight<ElbowRight
    HandRight<WristRight HipLeft<HipCenter KneeLeft<HipLeft AnkleLeft<KneeLeft FootLeft<AnkleLeft
    HipRight<HipCenter KneeRight<HipRight AnkleRight<KneeRight FootRight<AnkleRight
    """,
)
"""Kinect for Windows SDK 1, 20 joints, in the order of ``NUI_SKELETON_POSITION_INDEX``."""

KINECT2 = layout(
    "kinect2",
    """
    SpineBase SpineMid<SpineBase Neck<SpineShoulder Head<Neck
    ShoulderLeft<SpineShoulder ElbowLeft<ShoulderLeft WristLeft<ElbowLeft HandLeft<WristLeft
    ShoulderRight<SpineShoulder ElbowRight<ShoulderRight WristRight<ElbowRight
    HandRight<WristRight HipLeft<SpineBase KneeLeft<HipLeft AnkleLeft<KneeLeft FootLeft<AnkleLeft
    HipRight<SpineBase KneeRight<HipRight AnkleRight<KneeRight FootRight<AnkleRight
    SpineShoulder<SpineMid HandTipLeft<HandLeft ThumbLeft<WristLeft
    HandTipRight<HandRight ThumbRight<WristRight
    """,
)
"""Kinect for Windows SDK 2, 25 joints, in the order of ``JointType``.

It is the model's own layout, and that of NTU RGB+D and PKU-MMD.
"""
