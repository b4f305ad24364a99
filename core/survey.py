"""What a glance over a recording tells: how big bodies are, where the ground is, where they look.

Works on a sample of bodies: ``(n, n_joints, 3)`` positions in metres, z up, NaN where missing,
every body with at least one joint.
"""

import re
from itertools import takewhile
from math import atan2, hypot, pi

import numpy as np
import numpy.typing as npt

from core.joints.names import joints_by_name
from core.recording import Recording
from core.skeleton import Skeleton

Bodies = npt.NDArray[np.floating]

SAMPLED_FRAMES = 240
HEAD = 0.054
"""Radius of a head, in heights of a person."""
CHAIN = 1.35
"""From a foot to a hand along the bones, in heights of a person."""
LOWEST = 10
"""Percentile of lowest joints that is the ground: feet jitter below it, nothing stands there."""
COHERENT = 0.5
"""Bodies that look the same way for the most part have a mean direction longer than this."""

_HEAD = re.compile(r"(?<!fore)head$", re.IGNORECASE)


def sampled_frames(n_frames: int) -> npt.NDArray[np.intp]:
    """Frames spread evenly over the recording, the first and the last among them."""
    return np.unique(np.linspace(0, n_frames - 1, min(n_frames, SAMPLED_FRAMES)).astype(np.intp))


def sampled_bodies(recording: Recording, frames: npt.NDArray[np.intp]) -> Bodies:
    valid = recording.valid[frames] & parts(recording.skeleton)
    positions = np.where(valid[..., np.newaxis], recording.positions[frames], np.nan)
    return positions[valid.any(axis=2)]


def body_size(bodies: Bodies, skeleton: Skeleton) -> float:
    """About the height of a person who stands, whatever the pose; never 0."""
    if skeleton.parents.count(-1) == 1:
        chain = _longest_chain(skeleton, bone_lengths(bodies, skeleton))
        if chain > 0:
            return chain / CHAIN
    extents = np.nanmax(bodies, axis=1) - np.nanmin(bodies, axis=1)
    diagonals = np.linalg.norm(extents, axis=1)
    # A single marker has no size, and must not make everybody have none.
    return float(np.median(diagonals[diagonals > 0])) if diagonals.any() else 1.0


def _longest_chain(skeleton: Skeleton, lengths: npt.NDArray[np.floating]) -> float:
    """Along the bones between the two joints of a tree that are farthest apart."""
    some_end = int(np.argmax(_along_bones(skeleton, lengths, 0)))
    return float(_along_bones(skeleton, lengths, some_end).max())


def _along_bones(
    skeleton: Skeleton, lengths: npt.NDArray[np.floating], start: int
) -> npt.NDArray[np.float64]:
    """``(n_joints,)``: how far each joint is from ``start``."""
    away = np.full(skeleton.n_joints, np.nan)
    away[start] = 0
    while np.isnan(away).any():
        for (one, other), length in zip(skeleton.bones, lengths, strict=True):
            if np.isnan(away[other]):
                away[other] = away[one] + length
            elif np.isnan(away[one]):
                away[one] = away[other] + length
    return away


def bone_lengths(bodies: Bodies, skeleton: Skeleton) -> npt.NDArray[np.float64]:
    """``(n_bones,)``: the typical length of each bone, 0 for one that was never seen."""
    parents, children = skeleton.bones.T
    lengths = np.linalg.norm(bodies[:, parents] - bodies[:, children], axis=2)
    seen = [bone[np.isfinite(bone)] for bone in lengths.T]
    return np.array([np.median(bone) if bone.size else 0.0 for bone in seen])


def parts(skeleton: Skeleton) -> npt.NDArray[np.bool_]:
    """``(n_joints,)``: which joints are parts of a body.

    What a whole body hangs on is none, such as a root at the origin of the room or a reference on
    the floor: joints above the pelvis, from the root on, of no name that is known, from which
    nothing else branches off.
    """
    named = joints_by_name(skeleton)
    above = _ancestors(skeleton, named["SpineBase"]) if "SpineBase" in named else []
    alone = takewhile(lambda joint: skeleton.parents.count(joint) == 1, reversed(above))
    own = np.ones(skeleton.n_joints, dtype=bool)
    own[list(takewhile(lambda joint: joint not in named.values(), alone))] = False
    return own


def _ancestors(skeleton: Skeleton, joint: int) -> list[int]:
    """From the parent to the root."""
    above = []
    while (joint := skeleton.parents[joint]) >= 0:
        above.append(joint)
    return above


def heads(skeleton: Skeleton) -> npt.NDArray[np.bool_]:
    """``(n_joints,)``: which joints are heads, by their names."""
    return np.array([bool(_HEAD.search(name)) for name in skeleton.joint_names])


def ground_height(bodies: Bodies) -> float:
    """Where the lowest joint of a body usually is."""
    lowest = np.nanmin(bodies[..., 2], axis=1)
    return float(np.percentile(lowest, LOWEST)) if lowest.size else 0.0


def facing(bodies: Bodies, skeleton: Skeleton) -> float:
    """Azimuth (radians) of where bodies look; of the sensor or of -y if they do not agree."""
    axes = _left_axes(bodies, skeleton)
    if len(axes):
        left = axes.mean(axis=0)
        if hypot(*left) > COHERENT:
            return atan2(-left[0], left[1])
    return _towards_sensor(bodies, body_size(bodies, skeleton))


def _left_axes(bodies: Bodies, skeleton: Skeleton) -> npt.NDArray[np.floating]:
    """``(n, 2)`` unit vectors on the ground from the right hip and shoulder to the left ones."""
    pairs = [(left, skeleton.mirror[left]) for left in _trunk(skeleton, "left")]
    if not pairs:
        return np.empty((0, 2))
    left, right = np.array(pairs).T
    across = (bodies[:, left] - bodies[:, right])[..., :2]
    axis = np.where(np.isfinite(across), across, 0).sum(axis=1)
    axis = axis[axis.any(axis=1)]
    directions: npt.NDArray[np.floating] = axis / np.linalg.norm(axis, axis=1, keepdims=True)
    return directions


def _trunk(skeleton: Skeleton, side: str) -> list[int]:
    """Joints of a side that hang on the midline: hips and shoulders, whatever they are called."""
    sides = skeleton.sides
    mirrored = [
        joint for joint, its in enumerate(sides) if its == side and skeleton.mirror[joint] != joint
    ]
    trunk = [j for j in mirrored if skeleton.parents[j] >= 0 and not sides[skeleton.parents[j]]]
    return trunk or mirrored


def _towards_sensor(bodies: Bodies, size: float) -> float:
    """A sensor is the origin of its own axes: bodies on one side of it are taken to face it."""
    if len(bodies):
        x, y = np.nanmedian(bodies.reshape(-1, 3), axis=0)[:2]
        if hypot(x, y) > size / 2:
            return atan2(-y, -x)
    return -pi / 2
