"""How thick and how light each joint and bone is drawn. Knows nothing of frames or cameras."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.skeleton import Skeleton
from core.survey import HEAD, heads

Values = npt.NDArray[np.float32]

THINNEST, THICKEST = 0.0100, 0.0270
"""Radii as shares of the body's size: of a fingertip, of the pelvis."""
WAIST = 0.66
"""Radius of a bone's end over that of its joint."""
SHADES = {"left": 1.0, "": 0.84, "right": 0.6}
"""Lightness by side: which leg is in front is the commonest doubt about a skeleton."""


@dataclass(frozen=True, eq=False)
class Anatomy:
    """Radii in metres and shades in 0..1; bones in the order of `Skeleton.bones`.

    Parameters
    ----------
    joint_radius, joint_shade
        ``(n_joints,)``.
    bone_radius
        ``(n_bones, 2)``: at the parent's end and at the child's.
    bone_shade
        ``(n_bones,)``: that of the child, so that a hip belongs to its leg.
    """

    joint_radius: Values
    joint_shade: Values
    bone_radius: Values
    bone_shade: Values

    @classmethod
    def of(cls, skeleton: Skeleton, lengths: npt.NDArray[np.floating], size: float) -> "Anatomy":
        """From typical bone ``lengths`` ``(n_bones,)`` and the ``size`` of a body, in metres."""
        radius = _radii(skeleton, lengths, size)
        shade = np.array([SHADES[side] for side in skeleton.sides], dtype=np.float32)
        return cls(
            np.where(heads(skeleton), HEAD * size, radius).astype(np.float32),
            shade,
            (WAIST * radius[skeleton.bones]).astype(np.float32),
            shade[skeleton.bones[:, 1]],
        )


def _radii(
    skeleton: Skeleton, lengths: npt.NDArray[np.floating], size: float
) -> npt.NDArray[np.floating]:
    """Like the branches of a tree: the more hangs on a joint, the thicker it is."""
    share = np.sqrt(np.clip(_carried(skeleton, lengths) / size, 0, 1))
    wanted = size * (THINNEST + (THICKEST - THINNEST) * share)
    radii: npt.NDArray[np.floating] = np.minimum(wanted, _room(skeleton, lengths))
    return radii


def _carried(skeleton: Skeleton, lengths: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """``(n_joints,)``: length of all bones beyond each joint."""
    own = np.zeros(skeleton.n_joints)
    own[skeleton.bones[:, 1]] = lengths
    carried = np.zeros(skeleton.n_joints)
    for joint, length in enumerate(own):
        above = skeleton.parents[joint]
        while above >= 0:
            carried[above] += length
            above = skeleton.parents[above]
    return carried


def _room(skeleton: Skeleton, lengths: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """``(n_joints,)``: a third of the longest bone at each joint, so that fingers are no beads."""
    longest = np.zeros(skeleton.n_joints)
    for end in (0, 1):
        np.maximum.at(longest, skeleton.bones[:, end], lengths)
    return np.where(longest > 0, longest / 3, np.inf)
