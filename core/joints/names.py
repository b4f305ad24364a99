"""Which joint is which, told by the names of many conventions. Knows nothing of positions."""

import re
from collections.abc import Iterator

from core.skeleton import Skeleton

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

_NAMESPACES = re.compile(
    r"^(.*[:|]|mixamorig\d*_?|cc_base_|bip0*1[ _]|j_bip_[clr]?_?|joint_|m_avg_)", re.I
)
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_SIDES = {"l": "Left", "left": "Left", "r": "Right", "right": "Right"}
_KNOWN_NAMES = {name for joint in _SIDED for name in _ALIASES[joint].split()}


def joints_by_name(skeleton: Skeleton) -> dict[str, int]:
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


def side_of(joint: str) -> str:
    """``"Left"``, ``"Right"`` or, for a name that tells no side, ``""``."""
    return _side_and_name(joint)[0]


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
