"""What looks wrong about a recording, told from the bodies, and what would put it right.

A person is between 0.8 and 2.4 m tall when most upright, has the head above the feet, the left on
the left, and both sides equally long. None of this is certain: a doubt changes nothing by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

import numpy as np

from core.body_shape import BodyShape
from core.interpretation import Interpretation
from core.joints.mapping import JointMap, spoken
from core.joints.sides import forward, leftness
from core.recording import Recording
from core.upright import likely_up

SCALES = (
    *(0.001, 0.01, 0.0254, 0.1, 0.3048, 0.01 / 0.0254, 1.0),
    *(2.54, 1 / 0.3048, 10.0, 1 / 0.0254, 100.0, 1000.0),
)
"""By what lengths can be wrong: units of length that were taken for each other."""

_TALL = (0.8, 2.4)
_TYPICAL = 1.65
_PART = 5.0
"""Of what is not a whole body, the size is doubted only if it is off by this much."""
_UNEQUAL = 1.5
_LEG = ("Hip", "Knee", "Ankle", "Foot")
_BONES = (("Hip", "Knee"), ("Knee", "Ankle"), ("Shoulder", "Elbow"), ("Elbow", "Wrist"))
_CROSSED = -0.6
"""`leftness` below which left is right."""


@dataclass(frozen=True)
class Doubt:
    """A sentence, and how to take the recording instead, if anybody knows."""

    text: str
    remedy: Interpretation | None = None


def doubts(recording: Recording, joints: JointMap) -> tuple[Doubt, ...]:
    """What looks wrong, the most consequential first.

    Parameters
    ----------
    joints
        What the joints of the recording are.
    """
    shape = BodyShape.of(recording)
    if not len(shape.poses):
        return (Doubt("no joint is there in any frame"),)
    index = {name: number for number, name in enumerate(recording.skeleton.joint_names)}
    single = {
        joint: index[source.joints[0]]
        for joint, source in joints.found.items()
        if len(source.joints) == 1 and source.joints[0] in index
    }
    return (
        *_up(recording),
        *_size(shape, whole=not joints.missing),
        *_sides(shape, single),
        *_lengths(shape, single),
        *_twice(joints),
    )


def tallness(shape: BodyShape) -> float:
    """Metres from the lowest to the highest joint in the most upright poses; 0 without any."""
    if not len(shape.poses):
        return 0.0
    extents = np.nanmax(shape.poses[..., 2], axis=1) - np.nanmin(shape.poses[..., 2], axis=1)
    return float(np.percentile(extents, 90))


def likely_scale(tall: float) -> float:
    """What makes somebody about as tall as people are; 1 if that is so already."""
    if not tall or _TALL[0] <= tall <= _TALL[1]:
        return 1.0
    return min(SCALES, key=lambda scale: abs(log(scale * tall / _TYPICAL)))


def _size(shape: BodyShape, whole: bool) -> Iterator[Doubt]:
    tall = tallness(shape)
    scale = likely_scale(tall)
    # An arm alone is smaller than a person, but not by a unit of length.
    if scale == 1 or (not whole and abs(log(scale)) < log(_PART)):
        return
    text = f"somebody is {tall:.3g} m tall; lengths × {scale:.3g} would make {scale * tall:.2f} m"
    yield Doubt(text, Interpretation(scale=scale))


def _up(recording: Recording) -> Iterator[Doubt]:
    positions = np.where(recording.valid[..., np.newaxis], recording.positions, np.nan)
    up = likely_up(positions, recording.skeleton)
    if up != "z":
        yield Doubt(f"heads are towards {up}, not up", Interpretation(up=up))


def _sides(shape: BodyShape, joints: dict[str, int]) -> Iterator[Doubt]:
    legs = tuple(filter(None, (_leg(joints, side) for side in ("Left", "Right"))))
    if len(legs) < 2:
        return
    if leftness(shape, forward(shape, legs), legs[0][0], legs[1][0]) < _CROSSED:
        text = "toes and knees point backwards: left and right are swapped, or axes mirrored"
        yield Doubt(text, Interpretation(mirrored=True))


def _leg(joints: dict[str, int], side: str) -> tuple[int, ...]:
    """Hip, knee, ankle and foot, as far as they are there; nothing without an ankle."""
    leg = tuple(joints[name + side] for name in _LEG if name + side in joints)
    return leg if len(leg) >= 3 and f"Ankle{side}" in joints else ()


def _lengths(shape: BodyShape, joints: dict[str, int]) -> Iterator[Doubt]:
    for upper, lower in _BONES:
        lengths = [
            shape.distance(joints[upper + side], joints[lower + side])
            for side in ("Left", "Right")
            if upper + side in joints and lower + side in joints
        ]
        if len(lengths) == 2 and max(lengths) > _UNEQUAL * min(lengths) > 0:
            left, right = (f"{100 * length:.0f} cm" for length in lengths)
            bone = f"from {spoken(upper)} to {spoken(lower)}"
            yield Doubt(f"{bone} it is {left} on the left, {right} on the right")


def _twice(joints: JointMap) -> Iterator[Doubt]:
    seen: dict[tuple[str, ...], str] = {}
    for joint, source in joints.found.items():
        if source.joints in seen:
            both = f"{spoken(seen[source.joints])} and {spoken(joint)}"
            yield Doubt(f"{both} are both taken from {' and '.join(source.joints)}")
        seen[source.joints] = joint
