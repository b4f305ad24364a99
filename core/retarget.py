"""Any human skeleton → the 25 joints of the model, by joint name. Knows nothing of features.

Every joint of the model's layout, `KINECT2`, becomes a linear combination of the joints that a
recording has: one of them where a name says so, else a midpoint or an extrapolation of its
neighbours, which is marked as made up.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.skeleton import KINECT2, Skeleton

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Retargeting:
    """A linear map from the joints of one skeleton to those of `KINECT2`.

    Parameters
    ----------
    weights
        ``(25, n_joints)`` float32, rows summing to 1.
    made_up
        ``(25,)`` bool: joints that the skeleton does not have.
    """

    weights: Floats
    made_up: Bools

    def __call__(self, positions: Floats, valid: Bools) -> tuple[Floats, Bools]:
        """Retarget ``(..., n_joints, 3)`` positions with ``(..., n_joints)`` validity.

        A joint is valid if everything it is made of is; where it is not, its position is zero.
        """
        if self._changes_nothing:
            return positions, valid
        used = (self.weights != 0).astype(np.float32)
        # One product with all frames as rows is many times faster than a small one per frame.
        moved = np.swapaxes(positions, -1, -2) @ self.weights.T
        whole = (~valid).astype(np.float32) @ used.T == 0
        return np.swapaxes(moved, -1, -2) * whole[..., np.newaxis], whole

    @property
    def _changes_nothing(self) -> bool:
        n_to, n_from = self.weights.shape
        return n_to == n_from and bool((self.weights == np.eye(n_to)).all())


def retargeting(skeleton: Skeleton) -> Retargeting:
    """How to retarget a skeleton with human joint names, in whatever convention.

    Raises
    ------
    ValueError
        If a hip, knee, ankle, shoulder, elbow or wrist cannot be found; it names them.
    """
    found = _found(skeleton)
    missing = [joint for joint in _CORE if joint not in found]
    if missing:
        raise ValueError(
            f"the skeleton has no {', '.join(_spoken(joint) for joint in missing)} "
            f"that could be told by name (its joints: {', '.join(skeleton.joint_names)})"
        )
    unit = np.eye(skeleton.n_joints, dtype=np.float32)
    rows = {joint: unit[index] for joint, index in found.items()}
    for joint, recipe in _RECIPES.items():
        if joint not in rows:
            made = [weight * rows[source] for source, weight in recipe.items()]
            rows[joint] = np.sum(made, axis=0, dtype=np.float32)
    return Retargeting(
        np.stack([rows[joint] for joint in KINECT2.joint_names]),
        np.array([joint not in found for joint in KINECT2.joint_names]),
    )


# Names without side, namespace, case and punctuation, the most telling first. "LeftArm" is the
# joint where the upper arm begins, so the shoulder; "LeftShoulder" beside it is the collar bone.
# Likewise "LeftLeg" is the knee, and "LeftHand" or "LeftFoot" alone are wrist and ankle.
# Spine joints lie at a different height in every rig, so only names that say where are taken.
_ALIASES = {
    "SpineBase": "spinebase hipcenter hipscenter midhip hips pelvis hip root",
    "SpineMid": "spinemid midspine",
    "SpineShoulder": "spineshoulder shouldercenter shoulderscenter",
    "Neck": "neck neck1 necktwist1 lowerneck",
    "Head": "head nose",
    "Hip": "upleg upperleg legupper thigh femur hip hipjoint",
    "Knee": "knee lowerleg leglower calf shin tibia leg",
    "Ankle": "ankle foot",
    "Foot": "foot toebase toes toe toe0 ball bigtoe toeend",
    "Shoulder": "upperarm uparm armupper humerus shldr arm shoulder",
    "Elbow": "elbow forearm lowerarm armlower radius",
    "Wrist": "wrist hand",
    "Hand": "hand palm handmiddle1 fingerbase middle1 mid1",
    "HandTip": "handtip handmiddle4 fingersend fingers handindex1 middle3 mid3",
    "Thumb": "thumbend thumb thumb2 handthumb3 handthumb2 thumb1 handthumb1 thumbtip",
}
_MIDLINE = ("SpineBase", "SpineMid", "SpineShoulder", "Neck", "Head")
_SIDED = tuple(joint for joint in _ALIASES if joint not in _MIDLINE)
_CORE = tuple(
    joint + side
    for joint in ("Hip", "Knee", "Ankle", "Shoulder", "Elbow", "Wrist")
    for side in ("Left", "Right")
)

# In the order in which they can be made: a recipe may use what an earlier one made.
_RECIPES = {
    "SpineBase": {"HipLeft": 0.5, "HipRight": 0.5},
    "SpineShoulder": {"ShoulderLeft": 0.5, "ShoulderRight": 0.5},
    "SpineMid": {"SpineBase": 0.5, "SpineShoulder": 0.5},
    "Head": {"SpineShoulder": 1.45, "SpineBase": -0.45},
    "Neck": {"SpineShoulder": 0.65, "Head": 0.35},
    "FootLeft": {"AnkleLeft": 1.0},
    "FootRight": {"AnkleRight": 1.0},
    "HandLeft": {"WristLeft": 1.3, "ElbowLeft": -0.3},
    "HandRight": {"WristRight": 1.3, "ElbowRight": -0.3},
    "HandTipLeft": {"HandLeft": 2.0, "WristLeft": -1.0},
    "HandTipRight": {"HandRight": 2.0, "WristRight": -1.0},
    "ThumbLeft": {"HandLeft": 1.0},
    "ThumbRight": {"HandRight": 1.0},
}

_NAMESPACES = re.compile(
    r"^(.*[:|]|mixamorig\d*_?|cc_base_|bip0*1[ _]|j_bip_[clr]?_?|joint_|m_avg_)", re.I
)
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_SIDES = {"l": "Left", "left": "Left", "r": "Right", "right": "Right"}
_KNOWN_NAMES = {name for joint in _SIDED for name in _ALIASES[joint].split()}


def _found(skeleton: Skeleton) -> dict[str, int]:
    """Index of each joint of the model that the skeleton has by name, each index used once."""
    index: dict[tuple[str, str], int] = {}
    for joint_number, name in enumerate(skeleton.joint_names):
        index.setdefault(_side_and_name(name), joint_number)
    found: dict[str, int] = {}
    for joint, side, names in _wanted():
        numbers = (index.get((side, name)) for name in names)
        free = (n for n in numbers if n is not None and n not in found.values())
        if (number := next(free, None)) is not None:
            found[joint + side] = number
    return found


def _wanted() -> Iterator[tuple[str, str, list[str]]]:
    for joint, names in _ALIASES.items():
        for side in ("",) if joint in _MIDLINE else ("Left", "Right"):
            yield joint, side, names.split()


def _side_and_name(joint: str) -> tuple[str, str]:
    """``"mixamorig:LeftForeArm"`` → ``("Left", "forearm")``; ``("", name)`` on the midline."""
    words = [word.lower() for word in _WORDS.findall(_NAMESPACES.sub("", joint))]
    side = next((_SIDES[word] for word in words if word in _SIDES), "")
    name = "".join(word.lstrip("0") or "0" for word in words if word not in _SIDES)
    return (side, name) if side else _glued_side(name)


def _glued_side(name: str) -> tuple[str, str]:
    """The side of ``"lfemur"`` or ``"leftknee"``, which no capital or dash sets apart."""
    for prefix in ("left", "right", "l", "r"):
        if name.startswith(prefix) and name.removeprefix(prefix) in _KNOWN_NAMES:
            return _SIDES[prefix], name.removeprefix(prefix)
    return "", name


def _spoken(joint: str) -> str:
    """``"HipLeft"`` → ``"left hip"``."""
    return " ".join(reversed(_WORDS.findall(joint))).lower()
