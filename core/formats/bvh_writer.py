"""Recordings as BVH: y up, six channels per joint. Knows nothing of reading them.

BVH turns bones, a recording has places. So each joint is turned as the bones below it have turned
since the first frame, which is the pose at rest; a bone that is alone says nothing about its twist,
which is that of its parent. What is left, since measured bones change their length, is in the
position channels, so that every joint is where it was measured.

BVH cannot say that a joint is missing: gaps are bridged in a straight line, and a joint that was
never measured is where its parent is; `losses` says so. Joints come in the order of the tree, all
on a root at zero whose name says unit and up axis (`bvh_origin`). Several bodies become several
trees.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.formats.bvh_hierarchy import unique
from core.formats.bvh_origin import ORIGIN, UNIT
from core.recording import Recording
from core.rotations import about_axis
from core.skeleton import Skeleton
from core.upright import UNITS

Floats = npt.NDArray[np.floating]

_CHANNELS = "CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation"
_FRAMES_PER_STEP = 4096
_MOST_NAMED = 5
_TWIST = 1e-6
"""How much a parent says about the turn of its children; any two bones outweigh it."""


@dataclass(frozen=True)
class Tree:
    """Joints in the order of a BVH file, the origin first.

    Parameters
    ----------
    names
        Without blanks and braces.
    parents
        Each before its children.
    order
        Which joint of the skeleton each is; -1 for the origin.
    """

    names: tuple[str, ...]
    parents: tuple[int, ...]
    order: tuple[int, ...]

    @classmethod
    def of(cls, skeleton: Skeleton) -> "Tree":
        roots = [joint for joint, parent in enumerate(skeleton.parents) if parent < 0]
        order, stack = [-1], roots[::-1]
        while stack:
            joint = stack.pop()
            order.append(joint)
            children = (child for child, parent in enumerate(skeleton.parents) if parent == joint)
            stack += reversed(list(children))
        place = {joint: number for number, joint in enumerate(order)}
        return cls(
            unique([ORIGIN, *(_plain(skeleton.joint_names[joint]) for joint in order[1:])]),
            (-1, *(place[skeleton.parents[joint]] for joint in order[1:])),
            tuple(order),
        )

    @cached_property
    def children(self) -> list[list[int]]:
        return [[c for c, p in enumerate(self.parents) if p == j] for j in range(len(self.parents))]

    def placed(self, positions: Floats) -> Floats:
        """``(..., n_joints, 3)`` in this order, from positions in that of the skeleton."""
        placed = positions[..., list(self.order), :]
        placed[..., 0, :] = 0
        return placed


def write(recording: Recording, path: Path) -> None:
    """Write a recording so that reading it puts every joint where it was, within 0.1 mm."""
    tree = Tree.of(recording.skeleton)
    bodies = np.moveaxis(tree.placed(_y_up(_bridged(recording))) / UNITS[UNIT], 1, 0)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("HIERARCHY\n")
        for number, body in enumerate(bodies):
            file.writelines(_hierarchy(tree, body[0], f"_{number + 1}" if number else ""))
        file.write(f"MOTION\nFrames: {recording.n_frames}\nFrame Time: {1 / recording.fps!r}\n")
        row_format = " ".join(["%.6f"] * 6 * bodies.shape[0] * bodies.shape[2]) + "\n"
        for start in range(0, recording.n_frames, _FRAMES_PER_STEP):
            part = slice(start, start + _FRAMES_PER_STEP)
            rows = np.concatenate([_channels(tree, body[0], body[part]) for body in bodies], axis=1)
            file.writelines(row_format % tuple(row) for row in rows.tolist())


def losses(recording: Recording) -> tuple[str, ...]:
    """What is not in the file as it is in the recording, in sentences for a person."""
    missing = ~recording.valid
    never: npt.NDArray[np.bool_] = np.logical_and.reduce(missing, axis=0)
    gaps = missing & ~never
    said = []
    if gaps.any():
        said.append(
            f"BVH cannot say that a joint is missing: {np.count_nonzero(gaps)} positions "
            f"(of {_named(recording, gaps)}) are in a straight line between those before and after"
        )
    if never.any():
        where = _named(recording, never)
        said.append(f"never measured, and now where their parents are: {where}")
    return tuple(said)


def _named(recording: Recording, which: npt.NDArray[np.bool_]) -> str:
    """The joints, few of them by name, that ``(..., n_joints)`` is true of."""
    marked = which.reshape(-1, which.shape[-1]).any(axis=0)
    names = [recording.skeleton.joint_names[joint] for joint in np.flatnonzero(marked)]
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more


def _plain(name: str) -> str:
    """A name as one word without braces, which other programs would stumble over."""
    return "_".join(name.replace("{", " ").replace("}", " ").split()) or "joint"


def _y_up(positions: Floats) -> Floats:
    x, y, z = np.moveaxis(positions, -1, 0)
    return np.stack([x, z, -y], axis=-1)


def _bridged(recording: Recording) -> Floats:
    """Positions without gaps, ``(n_frames, n_bodies, n_joints, 3)`` float64."""
    positions = recording.positions.astype(np.float64)
    frames = np.arange(recording.n_frames)
    missing = ~recording.valid
    never: npt.NDArray[np.bool_] = np.logical_and.reduce(missing, axis=0)
    for body, joint in np.argwhere(missing.any(axis=0) & ~never):
        gone = missing[:, body, joint]
        for axis in range(3):
            values = positions[:, body, joint, axis]
            values[gone] = np.interp(frames[gone], frames[~gone], values[~gone])
    for joint in Tree.of(recording.skeleton).order:
        parent = recording.skeleton.parents[joint] if joint >= 0 else -1
        if parent >= 0:
            bodies = never[:, joint]
            positions[:, bodies, joint] = positions[:, bodies, parent]
    return positions


def _hierarchy(tree: Tree, rest: Floats, suffix: str) -> Iterator[str]:
    """The lines of a tree, by ``(n_joints, 3)`` places at rest."""
    depths: list[int] = []
    for parent in tree.parents:
        depths.append(depths[parent] + 1 if parent >= 0 else 0)
    children = tree.children
    for joint, (depth, after) in enumerate(pairwise([*depths, 0])):
        tabs = "\t" * depth
        parent = tree.parents[joint]
        offset = rest[joint] - rest[parent] if parent >= 0 else np.zeros(3)
        yield f"{tabs}{'JOINT' if depth else 'ROOT'} {tree.names[joint]}{suffix}\n{tabs}{{\n"
        yield f"{tabs}\tOFFSET {_words(offset)}\n{tabs}\t{_CHANNELS}\n"
        if not children[joint]:
            yield f"{tabs}\tEnd Site\n{tabs}\t{{\n{tabs}\t\tOFFSET 0 0 0\n{tabs}\t}}\n"
        for closed in range(depth, after - 1, -1):
            yield "\t" * closed + "}\n"


def _words(values: Sequence[float] | Floats) -> str:
    return " ".join(f"{value:.6f}" for value in values)


def _channels(tree: Tree, rest: Floats, places: Floats) -> Floats:
    """``(n_frames, 6 * n_joints)``: what moves ``(n_joints, 3)`` to ``(n_frames, n_joints, 3)``."""
    channels = np.zeros((len(places), len(tree.parents), 6))
    turned: list[Floats] = []
    whole = np.broadcast_to(np.eye(3), (len(places), 3, 3))
    for joint, (parent, children) in enumerate(zip(tree.parents, tree.children, strict=True)):
        above = turned[parent] if parent >= 0 else whole
        start = places[:, parent] if parent >= 0 else np.zeros(3)
        # A row times a matrix is the inverse of that rotation times the column.
        channels[:, joint, :3] = _times(places[:, joint] - start, above)
        limb = children if parent >= 0 else []
        bones = [(rest[c] - rest[joint], places[:, c] - places[:, joint]) for c in limb]
        z, x, y = _angles(np.swapaxes(above, 1, 2) @ _fitted(bones, above))
        channels[:, joint, 3:] = np.degrees(np.stack([z, x, y], axis=-1))
        turned.append(above @ about_axis(2, z) @ about_axis(0, x) @ about_axis(1, y))
    return channels.reshape(len(places), -1)


def _times(rows: Floats, matrices: Floats) -> Floats:
    return np.asarray((rows[:, np.newaxis] @ matrices)[:, 0])


def _fitted(bones: Sequence[tuple[Floats, Floats]], above: Floats) -> Floats:
    """``(n_frames, 3, 3)``: rotations that best turn directions at rest into those of each frame.

    Kabsch's method, with the turn of the parent as a little more evidence.
    """
    if not bones:
        return above
    seen = _TWIST * above
    for before, now in bones:
        seen = seen + _direction(now)[:, :, np.newaxis] * _direction(before)
    left, _, right = np.linalg.svd(seen)
    left[:, :, 2] *= np.linalg.det(left @ right)[:, np.newaxis]
    return np.asarray(left @ right)


def _direction(vectors: Floats) -> Floats:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0))


def _angles(rotations: Floats) -> tuple[Floats, Floats, Floats]:
    """Angles about z, x and y, in this order each about an axis that those before have turned."""
    x = np.arcsin(np.clip(rotations[:, 2, 1], -1, 1))
    z = np.arctan2(-rotations[:, 0, 1], rotations[:, 1, 1])
    y = np.arctan2(-rotations[:, 2, 0], rotations[:, 2, 2])
    return z, x, y
