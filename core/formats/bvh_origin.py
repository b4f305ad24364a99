"""A root that says what BVH has no place for: the unit of length, and which way is up.

In a file that we write all joints hang on a root that stays at zero and is called
``origin_y_up_cm``. Whoever calls the root of a file so, with any axis and any of `UNITS`, says the
same. It is no joint of the recording.
"""

import re

import numpy as np
import numpy.typing as npt

from core.skeleton import Skeleton
from core.upright import UNITS

UNIT, UP = "cm", "y"
ORIGIN = f"origin_{UP}_up_{UNIT}"

_SAYS = re.compile(r"origin_([xyz])_up_(.+)")

Floats = npt.NDArray[np.float32]


def said_by(skeleton: Skeleton) -> tuple[str, str]:
    """The unit and the axis that the first joint is named after; two empty words for none."""
    found = _SAYS.fullmatch(skeleton.joint_names[0])
    if not found or found[2] not in UNITS or skeleton.n_joints == 1:
        return "", ""
    return found[2], found[1]


def without_origin(skeleton: Skeleton, positions: Floats) -> tuple[Skeleton, Floats]:
    """What hangs on the first joint, and its ``(..., n_joints, 3)`` positions."""
    parents = tuple(parent - 1 for parent in skeleton.parents[1:])
    return Skeleton(skeleton.joint_names[1:], parents), positions[..., 1:, :]
