"""The skeleton of an Acclaim recording, ``.asf``. Not a recording: the motion is in an ``.amc``.

Sections that begin with a keyword such as ``:units``, of lines that begin with a word. Y up; a
length divided by the scale in ``:units`` is in inches (CMU: 0.45); angles in degrees unless the
file says radians. Specification: Acclaim Skeleton Format, version 1.10; J. Lander, Working with
Motion Capture File Formats, 1998; the length of a unit is from the FAQ of CMU's library.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from core.errors import FormatError
from core.formats.acclaim import ROTATIONS, TRANSLATIONS, Acclaim, Bone, Floats
from core.formats.text import fault, shown
from core.rotations import about_axes

SUFFIX = ".asf"
ROOT = "root"
INCH = 0.0254

_AXES = {"x": 0, "y": 1, "z": 2}


def read_skeleton(path: Path) -> Acclaim:
    """Read an ``.asf`` file.

    Raises
    ------
    FormatError
        With the line that cannot be understood.
    """
    sections = _sections(path)
    units, root = _Fields(path, sections["units"]), _Fields(path, sections["root"])
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
    channels = _channels(fields, "order", TRANSLATIONS | ROTATIONS)
    return Bone(ROOT, -1, np.zeros(3), axes, channels)


def _bone(fields: _Fields, metres: float, radians: float) -> Bone:
    name = " ".join(fields.words("name"))
    if not name:
        raise fields.wrong("name", "a bone has no name")
    direction = fields.numbers("direction", 3)
    offset = direction * fields.numbers("length", 1) * metres
    order = (fields.words("axis") or ["xyz"])[-1].lower()
    axes = _axes(fields, order, "axis", radians)
    return Bone(name, 0, offset, axes, _channels(fields, "dof", ROTATIONS))


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
    hung = (replace(bones[n], parent=order.index(parent_of[n])) for n in order[1:])
    return (bones[ROOT], *hung)
