"""The joint map of any skeleton: by hand, by names, by markers, by hierarchy, by geometry.

What people said comes first, then names. Only if an essential joint is still missing, limbs are
looked for in the tree; which of two is the left one is told by names or, failing that, by the way
in which the body bends.
"""

from dataclasses import replace

from core.body_shape import BodyShape
from core.joints.mapping import Evidence, JointMap, Source
from core.joints.marker_centres import with_centres
from core.joints.names import joints_by_name, side_of
from core.joints.sides import Floats, forward, leftness
from core.joints.tree import Limbs, Path, limbs_of
from core.recording import Recording
from core.skeleton import Skeleton

_LIMBS = (("Hip", "Knee", "Ankle", "Foot"), ("Shoulder", "Elbow", "Wrist", "Hand"))
_NAME, _TREE = 0.95, 0.8
"""How sure a name is, and a place in the tree."""
_ALIKE = (0.55, 1.8)
"""Ratio of the upper bone of a limb to the lower one, in people."""
_LOOSE = 0.2
"""Share of its length by which a bone may come out longer or shorter."""


def joint_map(skeleton: Skeleton) -> JointMap:
    """What is known of a skeleton without seeing it move."""
    names = {
        joint: Source((skeleton.joint_names[number],), Evidence.NAME, _NAME)
        for joint, number in joints_by_name(skeleton).items()
    }
    said = dict(skeleton.roles)
    by_hand = {joint: Source(joints, Evidence.HAND) for joint, joints in said.items() if joints}
    taken = {source.joints for source in by_hand.values()}
    free = {
        joint: source
        for joint, source in names.items()
        if joint not in said and source.joints not in taken
    }
    return JointMap.of(skeleton, free | by_hand)


def joint_map_of(recording: Recording) -> JointMap:
    """The joint map of a recording; how bodies are built and move tells what names do not."""
    known = joint_map(recording.skeleton)
    if not known.missing or known.skeleton.roles:
        return known
    found = _told_by_shape(recording.skeleton, BodyShape.of(recording))
    return JointMap.of(known.skeleton, found | known.found) if found else known


def seen_by_model(recording: Recording) -> tuple[Recording, JointMap]:
    """What the model sees of a recording: joints, of markers their centres; and what they are."""
    if not joint_map(recording.skeleton).missing:
        return recording, joint_map(recording.skeleton)
    body = with_centres(recording)
    found = joint_map_of(body)
    if body is recording:
        return recording, found
    sources = {j: replace(s, evidence=Evidence.MARKERS) for j, s in found.found.items()}
    return body, JointMap.of(body.skeleton, sources)


def _told_by_shape(skeleton: Skeleton, shape: BodyShape) -> dict[str, Source]:
    limbs = limbs_of(skeleton.parents, shape) if len(shape.poses) else None
    if limbs is None or not _human(limbs, shape):
        return {}
    ahead = forward(shape, limbs.legs)
    found: dict[str, Source] = {}
    for joints, pair in zip(_LIMBS, (limbs.legs, limbs.arms), strict=True):
        found |= _limb_sources(skeleton, joints, *_left_and_right(skeleton, shape, ahead, *pair))
    for joint, middle in (("SpineBase", limbs.trunk), ("Head", limbs.head)):
        if middle is not None and middle >= 0:
            found[joint] = Source((skeleton.joint_names[middle],), Evidence.HIERARCHY, _TREE)
    return found


def _human(limbs: Limbs, shape: BodyShape) -> bool:
    """Whether bones of limbs stay as long as they are, and are about as long as each other."""
    for hip, knee, ankle, *_ in (*limbs.legs, *limbs.arms):
        upper, lower = shape.distance(hip, knee), shape.distance(knee, ankle)
        if not _ALIKE[0] < upper / max(lower, 1e-9) < _ALIKE[1]:
            return False
        if shape.looseness(hip, knee) + shape.looseness(knee, ankle) > _LOOSE * (upper + lower):
            return False
    return True


def _limb_sources(
    skeleton: Skeleton,
    joints: tuple[str, ...],
    left: Path,
    right: Path,
    evidence: Evidence,
    sure: float,
) -> dict[str, Source]:
    return {
        joint + side: Source((skeleton.joint_names[number],), evidence, _TREE * sure)
        for side, path in (("Left", left), ("Right", right))
        for joint, number in zip(joints, path, strict=False)
    }


def _left_and_right(
    skeleton: Skeleton, shape: BodyShape, ahead: Floats, one: Path, other: Path
) -> tuple[Path, Path, Evidence, float]:
    """The left and the right of two limbs, how that is known, and how sure it is."""
    named = {side_of(skeleton.joint_names[joint]) for joint in one} - {""}
    if len(named) == 1:
        pair = (one, other) if named == {"Left"} else (other, one)
        return *pair, Evidence.HIERARCHY, 1.0
    left = leftness(shape, ahead, one[0], other[0])
    pair = (one, other) if left >= 0 else (other, one)
    return *pair, Evidence.GEOMETRY, 0.5 + abs(left) / 2
