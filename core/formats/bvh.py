"""Biovision hierarchical data, ``.bvh``: a tree of joints, then a line of numbers per frame.

Any tree, any channels in any order, any number of them per joint. A turn is in degrees, about an
axis of the joint's own; a position takes the place of the joint's OFFSET, as in Blender, Maya and
MotionBuilder. The end of a chain (``End Site``) is a joint too, named after its parent; one that
lies on its parent is left out. Several trees that are alike are several bodies. Unit and up axis
are told from the bodies, unless the root is named after them (`bvh_origin`). Frames count from the
first line of numbers; the rate is one over the frame time. Specification: M. Meredith, S. Maddock,
Motion Capture File Formats Explained, 2001; J. Lander, Working with Motion Capture File Formats,
1998.
"""

from codecs import BOM_UTF8
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.formats.bvh_header import Header, read_header
from core.formats.bvh_hierarchy import Hierarchy
from core.formats.bvh_origin import said_by, without_origin
from core.formats.text import Lines, numbers, shown
from core.progress import Steps
from core.recording import Recording
from core.upright import upright

NAME = "Biovision hierarchy"
SUFFIXES: tuple[str, ...] = (".bvh",)
FPS = 30.0
"""Of a file that says that a frame takes no time, as exporters of single poses do."""

Floats = npt.NDArray[np.float32]


def looks_like(head: bytes) -> bool:
    """HIERARCHY is the first word."""
    words = head.removeprefix(BOM_UTF8).split(maxsplit=1)
    return bool(words) and words[0].upper() == b"HIERARCHY"


def read(path: Path) -> Steps[Recording]:
    posed: list[Floats] = []
    with Lines(path) as lines:
        header = read_header(lines)
        hierarchy = header.hierarchy
        n_bodies = _n_bodies(lines, hierarchy)
        while rows := lines.block():
            values = _values(lines, rows, hierarchy.n_channels)
            # What is too large or no number at all is missing in the recording.
            with np.errstate(invalid="ignore", over="ignore"):
                posed.append(hierarchy.posed(values))
            yield lines.progress
        if not sum(map(len, posed)):
            raise lines.wrong("no frames follow the hierarchy; a skeleton alone does not move")
    positions = np.concatenate(posed)
    positions = positions.reshape(len(positions), n_bodies, -1, 3)
    skeleton = hierarchy.skeleton
    unit, up = said_by(skeleton)
    if unit:
        skeleton, positions = without_origin(skeleton, positions)
    return upright(
        positions,
        skeleton,
        header.fps or FPS,
        name=path.stem,
        unit=unit,
        up=up,
        warnings=tuple(_oddities(header, len(positions), n_bodies)),
    )


def _n_bodies(lines: Lines, hierarchy: Hierarchy) -> int:
    """How many trees there are, if all are alike."""
    trees = hierarchy.trees
    if len({tuple(joint.parent for joint in tree) for tree in trees}) > 1:
        names = ", ".join(shown(tree[0].name) for tree in trees[:3])
        raise lines.wrong(
            f"there are {len(trees)} different skeletons (roots {names}); all bodies of a "
            "recording must have the same one, so export them to files of their own"
        )
    return len(trees)


def _values(lines: Lines, rows: Sequence[str], n_channels: int) -> Floats:
    """``(n_frames, n_channels)`` of lines of which some may be blank."""
    filled = [row for row in rows if not row.isspace()]
    values = numbers(filled, n_channels) if filled else np.empty((0, n_channels), np.float32)
    if values is None:
        first = lines.number - len(rows) + 1
        there = ((number, row) for number, row in enumerate(rows, first) if not row.isspace())
        raise lines.first_fault(there, n_channels)
    return values


def _oddities(header: Header, n_frames: int, n_bodies: int) -> list[str]:
    """Sentences for a person about what is unusual."""
    said = []
    if n_frames != header.n_frames:
        said.append(f"the file says that it has {header.n_frames} frames, but it has {n_frames}")
    if not header.fps:
        said.append(
            f"the file says that a frame takes no time; taken for {FPS:g} frames per second"
        )
    if n_bodies > 1:
        said.append(f"the file has {n_bodies} skeletons that are alike; taken for as many bodies")
    names = [joint.name for joint in header.hierarchy.trees[0]]
    if len(set(names)) < len(names):
        said.append("several joints have the same name; they are told apart by a number")
    return said
