"""Which column of a table holds which coordinate of which joint, by its header. Reads no file.

Headers come in one row, ``hip.x``, ``hip_X``, ``hip x (mm)``, ``hipX``, ``x_hip``, or in several:
names above a row of ``X Y Z``, each name once or in every column, perhaps with the person above it
and units below.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from core.upright import UNITS

_AXES = "xyz"
_UNIT = r"(?:[\s_]*[(\[](?P<unit>mm|cm|dm|m|in|ft)[)\]]|_(?P<bare>mm|cm|m))?"
_SUFFIXED = re.compile(rf"(?P<joint>.*[^\s._:/-])[\s._:/-]*(?P<axis>[xyzw]){_UNIT}", re.IGNORECASE)
_PREFIXED = re.compile(rf"(?P<axis>[xyzw])[\s._:-]+(?P<joint>.+?){_UNIT}", re.IGNORECASE)
_AXIS = re.compile(rf"(?P<axis>[xyzw])\d*{_UNIT}", re.IGNORECASE)
_POSITION = re.compile(r"[\s._:-]*(?:pos|position|translation|coords?|3d)$", re.IGNORECASE)
_OTHER = re.compile(
    r"(?:rot|rotation|quat|quaternion|euler|orientation|orient|angles?|vel|velocity|acc|"
    r"acceleration|forces?|moments?|2d|pixel|px|color|colour|depth|error|marker quality)$",
    re.IGNORECASE,
)
_ROLES: dict[str, re.Pattern[str]] = {
    role: re.compile(pattern, re.IGNORECASE)
    for role, pattern in {
        "frame": r"#?frames?[\s_]*(?:#|nr|no|num|number|id|idx|index)?|fnum|index|unnamed: 0|#|",
        "time": r"(?:time|t|secs?|seconds?|time[\s_]?stamps?|time[\s_]code)"
        r"[\s_]*(?:[(\[]?(?:s|sec|secs|seconds|ms|us|ns|milliseconds|unix|utc)[)\]]?)?",
        "body": r"(?:body|person|subject|skeleton|track|tracking|actor|individual|player|user)s?"
        r"[\s_]*(?:id|nr|no|index|number)?",
    }.items()
}
_NAME_LABELS = {"name", "bodyparts", "bodypart", "keypoints", "joints", "markers", "names"}

Cells = Sequence[str]


@dataclass(frozen=True)
class Columns:
    """Where in a row is what.

    Parameters
    ----------
    joints
        The columns of x, y and z of each joint, by its name.
    roles
        Columns of ``"frame"`` number, ``"time"`` and ``"body"``, as far as there are such.
    unit
        One of `UNITS`; empty if the header does not say.
    """

    joints: dict[str, tuple[int, int, int]]
    roles: dict[str, int] = field(default_factory=dict)
    unit: str = ""

    @property
    def positions(self) -> list[int]:
        """x, y and z of all joints, in order."""
        return [column for three in self.joints.values() for column in three]


def columns_of(header: Sequence[Cells]) -> Columns | None:
    """What rows of a header say; None if they name no joint with x, y and z."""
    last = header[-1]
    parsed = list(map(_one_row, last))
    joints, unit = _triples(parsed)
    if not joints:
        joints, unit = _below_names(header)
    if not joints:
        return None
    used = {column for three in joints.values() for column in three}
    return Columns(joints, dict(_roles(header, used)), unit)


@dataclass(frozen=True)
class _Cell:
    """A coordinate that a header's cell names."""

    joint: str
    axis: str
    unit: str


def _one_row(cell: str) -> _Cell | None:
    found = _SUFFIXED.fullmatch(cell) or _PREFIXED.fullmatch(cell)
    return _coordinate(found["joint"], found) if found else None


def _coordinate(joint: str, found: re.Match[str]) -> _Cell:
    return _Cell(joint, found["axis"].lower(), (found["unit"] or found["bare"] or "").lower())


def _triples(
    cells: Sequence[_Cell | None],
) -> tuple[dict[str, tuple[int, int, int]], str]:
    """The joints of which x, y and z are there once each, and what unit they say."""
    places: dict[str, dict[str, int]] = {}
    twice: set[str] = set()
    for column, cell in enumerate(cells):
        if cell is not None:
            axes = places.setdefault(cell.joint, {})
            twice |= {cell.joint} if cell.axis in axes else set()
            axes.setdefault(cell.axis, column)
    if twice:
        return {}, ""
    whole = {
        joint: (axes["x"], axes["y"], axes["z"])
        for joint, axes in places.items()
        if set(axes) == set(_AXES) and not _OTHER.search(joint)
    }
    names = _shortened(list(whole))
    units = {cells[x].unit for x, _, _ in whole.values() if cells[x] is not None}  # type: ignore[union-attr]
    unit = units.pop() if len(units) == 1 else ""
    return dict(zip(names, whole.values(), strict=True)), unit


def _shortened(names: list[str]) -> list[str]:
    """Without a ``_pos`` that says what all of them are, if they differ without it, too."""
    short = [_POSITION.sub("", name) or name for name in names]
    return short if len(set(short)) == len(names) else names


def _below_names(header: Sequence[Cells]) -> tuple[dict[str, tuple[int, int, int]], str]:
    axes = [_AXIS.fullmatch(cell) for cell in header[-1]]
    if sum(axis is not None for axis in axes) < 3:
        return {}, ""
    kinds = [_filled(row, len(axes)) for row in header[:-1]]
    wrong = {column for row in kinds for column, cell in enumerate(row) if _OTHER.search(cell)}
    for names in _names(header[:-1], len(axes)):
        cells = [
            _coordinate(name, axis) if axis and name and column not in wrong else None
            for column, (name, axis) in enumerate(zip(names, axes, strict=True))
        ]
        joints, unit = _triples(cells)
        if joints:
            return joints, unit
    return {}, ""


def _names(rows: Sequence[Cells], n_columns: int) -> Iterator[list[str]]:
    """What the names may be, the likeliest first: the row that says so, then from below upwards."""
    for row in rows:
        if any(cell.lower() in _NAME_LABELS for cell in row[:2]):
            yield _filled(row, n_columns)
    joined = [""] * n_columns
    for row in reversed(rows):
        names = _filled(row, n_columns)
        yield names
        joined = [":".join(filter(None, both)) for both in zip(names, joined, strict=True)]
        yield joined


def _filled(row: Cells, n_columns: int) -> list[str]:
    """A row in which a blank cell stands for the cell before it."""
    filled, last = [], ""
    for column in range(n_columns):
        last = (row[column] if column < len(row) else "") or last
        filled.append(last)
    return filled


def _roles(header: Sequence[Cells], used: set[int]) -> Iterator[tuple[str, int]]:
    """The first column of each role, by the lowest row that says something of it."""
    for role, pattern in _ROLES.items():
        for column in range(len(header[-1])):
            said = (row[column] for row in reversed(header) if column < len(row) and row[column])
            # A column without a name numbers the rows, if it is the first one.
            name = next(said, "" if column == 0 else "?")
            if column not in used and pattern.fullmatch(name):
                yield role, column
                break


def role_of(role: str, header: Cells) -> int:
    """The first column of a role in a header of one row that names all columns; -1 for none."""
    columns = (place for place, cell in enumerate(header) if cell and _ROLES[role].fullmatch(cell))
    return next(columns, -1)


def spatial(header: Cells) -> tuple[tuple[int, int, int], str] | None:
    """The columns of x, y and z in a header that has them once, and their unit."""
    axes = [_AXIS.fullmatch(cell) for cell in header]
    joints, unit = _triples([_coordinate("all", axis) if axis else None for axis in axes])
    return (joints["all"], unit) if joints else None


def unit_below(row: Cells, columns: Columns) -> str:
    """The unit in a row of units below a header; empty if the row is none."""
    said = {row[column].strip("()[]").lower() for column in columns.positions if column < len(row)}
    return next(iter(said)) if len(said) == 1 and said <= UNITS.keys() else ""


def bodies_in_columns(
    names: Sequence[str], rows: npt.NDArray[np.float32]
) -> tuple[tuple[str, ...], npt.NDArray[np.float32]]:
    """Split ``body:joint`` names where that makes bodies of the same joints.

    Parameters
    ----------
    rows
        ``(n_rows, n_names, 3)``.

    Returns
    -------
    joints, positions
        Names without the body, and ``(n_rows, n_bodies, n_joints, 3)``; one body, and all of the
        names as they were, if they do not split.
    """
    split = [name.rpartition(":") for name in names]
    places = {(body, joint): place for place, (body, _, joint) in enumerate(split)}
    bodies = dict.fromkeys(body for body, _, _ in split)
    joints = dict.fromkeys(joint for _, _, joint in split)
    if len(bodies) > 1 and len(places) == len(names) == len(bodies) * len(joints):
        return tuple(joints), rows[:, [[places[one, joint] for joint in joints] for one in bodies]]
    shared = len(bodies) == 1 and len(joints) == len(names)
    return tuple(joints if shared else names), rows[:, np.newaxis]
