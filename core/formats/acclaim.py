"""The skeleton of an Acclaim recording, ``.asf``: bones, where they point, and how they may turn.

Not a recording: its motion is in an ``.amc`` file, which `core.formats.amc` reads. A bone begins
where its parent ends. Here it gives its name to the joint that it *begins* at, as in other formats:
``lfemur`` is the hip. A bone that nothing hangs on has one more joint, at its end. Specification:
Acclaim Skeleton Format, version 1.10; J. Lander, Working with Motion Capture File Formats, 1998.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from core.errors import FormatError
from core.formats.text import fault, shown
from core.rotations import about_axes
from core.skeleton import Skeleton

SUFFIX = ".asf"
ROOT = "root"
INCH = 0.0254

_AXES = {"x": 0, "y": 1, "z": 2}
_ROTATIONS = {f"r{axis}": number for axis, number in _AXES.items()}
_TRANSLATIONS = {f"t{axis}": number for axis, number in _AXES.items()}

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Bone:
    """One bone at rest.

    Parameters
    ----------
    parent
        Number of the bone that it hangs on; -1 for the root, which is a bone of no length.
    offset
        ``(3,)``: from its beginning to its end, metres, y up.
    axes
        ``(3, 3)``: its own axes, about which it turns, as columns.
    channels
        What changes in motion, in this order: ``rx``, ``ry``, ``rz``, and for the root ``tx``…
    """

    name: str
    parent: int
    offset: Floats
    axes: Floats
    channels: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Acclaim:
    """What an ``.asf`` file says.

    Parameters
    ----------
    bones
        Parents before children, the root first.
    position
        ``(3,)``: where the root is at rest, metres, y up.
    metres
        Metres per unit of length in both files.
    radians
        Radians per unit of angle, unless the motion says otherwise.
    """

    bones: tuple[Bone, ...]
    position: Floats
    metres: float
    radians: float

    @cached_property
    def skeleton(self) -> Skeleton:
        names = [bone.name for bone in self.bones] + [f"{b.name}_end" for b in self._last]
        parents = [bone.parent for bone in self.bones]
        return Skeleton(tuple(names), (*parents, *map(self.bones.index, self._last)))

    @cached_property
    def _last(self) -> tuple[Bone, ...]:
        parents = {bone.parent for bone in self.bones}
        return tuple(bone for number, bone in enumerate(self.bones) if number not in parents)

    def posed(self, motion: Mapping[str, Floats], n_frames: int, radians: float) -> Floats:
        """``(n_frames, n_joints, 3)``: all joints, metres, y up, by forward kinematics.

        Parameters
        ----------
        motion
            For each bone that moves, ``(n_frames, n_channels)`` as in the file.
        radians
            Radians per unit of angle.
        """
        turned = np.empty((len(self.bones), n_frames, 3, 3))
        starts, ends = np.empty((2, len(self.bones), n_frames, 3))
        for number, bone in enumerate(self.bones):
            values = motion.get(bone.name, np.zeros((n_frames, len(bone.channels))))
            own = bone.axes @ _rotation(bone, values * radians) @ bone.axes.T
            if bone.parent < 0:
                turned[number] = own
                starts[number] = self.position + _translation(bone, values) * self.metres
            else:
                turned[number] = turned[bone.parent] @ own
                starts[number] = ends[bone.parent]
            ends[number] = starts[number] + turned[number] @ bone.offset
        last = [self.bones.index(bone) for bone in self._last]
        return np.concatenate([starts, ends[last]]).swapaxes(0, 1)


def _rotation(bone: Bone, values: Floats) -> Floats:
    columns = [n for n, channel in enumerate(bone.channels) if channel in _ROTATIONS]
    return about_axes([_ROTATIONS[bone.channels[n]] for n in columns], values[:, columns])


def _translation(bone: Bone, values: Floats) -> Floats:
    moved = np.zeros((len(values), 3))
    for number, channel in enumerate(bone.channels):
        if channel in _TRANSLATIONS:
            moved[:, _TRANSLATIONS[channel]] = values[:, number]
    return moved


def read_skeleton(path: Path) -> Acclaim:
    """Read an ``.asf`` file.

    Raises
    ------
    FormatError
        With the line that cannot be understood.
    """
    sections = _sections(path)
    units, root = _Fields(path, sections["units"]), _Fields(path, sections["root"])
    # CMU's FAQ: a length in the file, divided by the scale, is in inches.
    metres = INCH / units.number("length", 1.0)
    radians = 1.0 if units.text("angle", "deg").startswith("rad") else np.pi / 180
    bones = {ROOT: _root(root, radians)}
    for lines in _bone_lines(path, sections["bonedata"]):
        bone = _bone(_Fields(path, lines), metres, radians)
        if bone.name in bones:
            raise FormatError(path, f"line {lines[0].number}", f"bone {bone.name!r} is there twice")
        bones[bone.name] = bone
    position = root.numbers("position", 3, np.zeros(3)) * metres
    return Acclaim(_ordered(path, bones, sections["hierarchy"]), position, metres, radians)


class _Line(NamedTuple):
    number: int
    words: list[str]


class _Fields:
    """Lines ``keyword value…`` of a section or a bone."""

    def __init__(self, path: Path, lines: Sequence[_Line]) -> None:
        self.path = path
        self._first = lines[0].number if lines else 1
        self._lines = {line.words[0].lower(): line for line in lines}

    def words(self, keyword: str) -> list[str]:
        return self._lines[keyword].words[1:] if keyword in self._lines else []

    def text(self, keyword: str, default: str = "") -> str:
        return (self.words(keyword) or [default])[0].lower()

    def number(self, keyword: str, default: float) -> float:
        found = float(self.numbers(keyword, 1, np.array([default]))[0])
        if not found > 0:
            raise self.wrong(keyword, f"{keyword} cannot be {found:g}")
        return found

    def numbers(self, keyword: str, count: int, default: Floats | None = None) -> Floats:
        """The first ``count`` values; those after them mean something else."""
        words = self.words(keyword)[:count]
        if not words and default is not None:
            return default
        if why := fault(" ".join(words), count):
            raise self.wrong(keyword, f"{keyword} {why}")
        return np.array([float(word) for word in words])

    def wrong(self, keyword: str, why: str) -> FormatError:
        line = self._lines.get(keyword)
        return FormatError(self.path, f"line {line.number if line else self._first}", why)


def _sections(path: Path) -> dict[str, list[_Line]]:
    """The lines below each ``:keyword``, without comments and blank lines."""
    sections: dict[str, list[_Line]] = {"units": []}
    name = ""
    text = path.read_text("utf-8-sig", errors="replace")
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition("#")[0].split()
        if words and words[0].startswith(":"):
            name = words[0].removeprefix(":").lower()
        elif words:
            sections.setdefault(name, []).append(_Line(number, words))
    for needed in ("root", "bonedata", "hierarchy"):
        if not sections.get(needed):
            raise FormatError(path, "", f"has no :{needed}; is this an Acclaim skeleton?")
    return sections


def _bone_lines(path: Path, lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """The lines of each bone, from ``begin`` to before ``end``."""
    bone: list[_Line] = []
    for line in lines:
        if line.words[0].lower() != "end":
            bone.append(line)
        elif not bone:
            raise FormatError(path, f"line {line.number}", "ends a bone that has not begun")
        else:
            yield bone
            bone = []
    if bone:
        raise FormatError(path, f"line {bone[0].number}", "begins a bone that has no end")


def _root(fields: _Fields, radians: float) -> Bone:
    axes = _axes(fields, fields.text("axis", "xyz"), "orientation", radians)
    channels = _channels(fields, "order", _TRANSLATIONS | _ROTATIONS)
    return Bone(ROOT, -1, np.zeros(3), axes, channels)


def _bone(fields: _Fields, metres: float, radians: float) -> Bone:
    name = " ".join(fields.words("name"))
    if not name:
        raise fields.wrong("name", "a bone has no name")
    direction = fields.numbers("direction", 3)
    offset = direction * fields.numbers("length", 1) * metres
    order = (fields.words("axis") or ["xyz"])[-1].lower()
    axes = _axes(fields, order, "axis", radians)
    return Bone(name, 0, offset, axes, _channels(fields, "dof", _ROTATIONS))


def _axes(fields: _Fields, order: str, keyword: str, radians: float) -> Floats:
    if sorted(order) != sorted(_AXES):
        raise fields.wrong("axis", f"{shown(order)} is no order of axes such as XYZ")
    angles = fields.numbers(keyword, 3, np.zeros(3))
    # The angles are those about x, y and z, whatever the order in which they are applied.
    numbers = [_AXES[axis] for axis in order]
    return about_axes(numbers, angles[numbers] * radians)


def _channels(fields: _Fields, keyword: str, known: Mapping[str, int]) -> tuple[str, ...]:
    channels = tuple(word.lower() for word in fields.words(keyword))
    for channel in channels:
        if channel not in known or channels.count(channel) > 1:
            raise fields.wrong(
                keyword, f"{shown(channel)} is not one of {', '.join(known)}, each at most once"
            )
    return channels


def _ordered(path: Path, bones: Mapping[str, Bone], lines: Sequence[_Line]) -> tuple[Bone, ...]:
    """The bones with their parents, parents first, as ``parent child…`` lines say."""
    children: dict[str, list[str]] = {}
    parent_of: dict[str, str] = {}
    for line in lines:
        parent, *below = line.words
        for name in below:
            if name not in bones or name == ROOT or name in parent_of:
                why = f"{shown(name)} is no bone, or hangs on another one already"
                raise FormatError(path, f"line {line.number}", why)
            parent_of[name] = parent
        children.setdefault(parent, []).extend(below)
    order = [ROOT]
    for name in order:
        order += children.get(name, [])
    if loose := [name for name in bones if name not in order]:
        raise FormatError(path, ":hierarchy", f"bone {loose[0]!r} does not hang on the root")
    return tuple(_hung(bones[n], order.index(parent_of[n]) if n != ROOT else -1) for n in order)


def _hung(bone: Bone, parent: int) -> Bone:
    return Bone(bone.name, parent, bone.offset, bone.axes, bone.channels)
