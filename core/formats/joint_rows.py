"""Tables with a row per joint: its name, x, y and z, and the frame or time that it was there.

A header names the columns; one may tell bodies apart. Cells are between commas, semicolons or tabs,
decimals after a point or a comma; empty cells and rows that are not there are missing. Rows of one
frame need not follow each other. Unit is what the header says; it and up are told from the bodies
if it does not. Without times the rate is taken for 30 frames per second. The first is frame 0.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.errors import FormatError
from core.formats.cells import Dialect, single, table_rows
from core.formats.clock import Clock
from core.formats.columns import role_of, spatial
from core.formats.text import Lines, first_lines
from core.layouts import with_bones
from core.progress import Steps
from core.recording import Recording
from core.upright import upright

NAME = "joint rows"
SUFFIXES: tuple[str, ...] = (".csv", ".tsv")
MAX_BODIES, MAX_JOINTS = 100, 1000

_JOINT = re.compile(
    r"(?:joint|keypoint|marker|landmark|body[\s_]?part|node|point)s?[\s_]*(?:name|label|type)?|name",
    re.IGNORECASE,
)
_CLOCKS = ("frame", "time")
_MOST_HOLES = 50


@dataclass(frozen=True)
class Columns:
    """Where in a row is what; the column of a frame number, a time or a body may be missing."""

    joint: int
    xyz: tuple[int, int, int]
    roles: dict[str, int]
    unit: str

    @property
    def numeric(self) -> list[int]:
        """x, y, z, and the frame number and the time as far as there are such."""
        return [*self.xyz, *(self.roles[role] for role in _CLOCKS if role in self.roles)]


@dataclass
class _Numbers:
    """Words, numbered as they come."""

    of: dict[str, int] = field(default_factory=dict)

    def each(self, rows: Sequence[Sequence[str]], column: int | None) -> list[int]:
        """The number of the word in a column of each row; without a column, or a cell, of none."""
        words = (row[column] if column is not None and column < len(row) else "" for row in rows)
        return [self.of.setdefault(word, len(self.of)) for word in words]


def looks_like(head: bytes) -> bool:
    return _columns(first_lines(head)[0]) is not None


def _columns(header: str) -> Columns | None:
    cells = [cell[:100] for cell in _dialect(header, "").cells(header)]
    joint = next((place for place, cell in enumerate(cells) if _JOINT.fullmatch(cell)), None)
    found = spatial(cells)
    roles = {role: place for role in (*_CLOCKS, "body") if (place := role_of(role, cells)) >= 0}
    if joint is None or found is None or not roles.keys() & set(_CLOCKS):
        return None
    return Columns(joint, found[0], roles, found[1])


def _dialect(header: str, row: str) -> Dialect:
    separator = max(",;\t", key=header.count)
    return Dialect(separator, separator != "," and Dialect.of(row).decimal_comma)


def read(path: Path) -> Steps[Recording]:
    joints, bodies = _Numbers(), _Numbers()
    who: list[npt.NDArray[np.intp]] = []
    values: list[npt.NDArray[np.float64]] = []
    with Lines(path) as lines:
        header = lines.next("the header")
        columns = _columns(header)
        if columns is None:
            raise lines.wrong("should name the columns of joint, x, y, z and frame or time")
        while rows := lines.block():
            dialect = _dialect(header, rows[0])
            values.append(table_rows(lines, rows, dialect, columns.numeric))
            cells = [dialect.cells(row) for row in rows]
            named = [
                bodies.each(cells, columns.roles.get("body")),
                joints.each(cells, columns.joint),
            ]
            who.append(np.array(named, dtype=np.intp))
            if len(bodies.of) > MAX_BODIES or len(joints.of) > MAX_JOINTS:
                raise lines.wrong(f"more than {MAX_BODIES} bodies or {MAX_JOINTS} joints are named")
            yield lines.progress
    if not values:
        raise FormatError(path, "line 1", "no rows follow the header")
    body, joint = np.concatenate(who, axis=1)
    return _recording(path, columns, tuple(joints.of), np.concatenate(values), body, joint)


def _recording(
    path: Path,
    columns: Columns,
    names: tuple[str, ...],
    values: npt.NDArray[np.float64],
    body: npt.NDArray[np.intp],
    joint: npt.NDArray[np.intp],
) -> Recording:
    said = dict(zip((role for role in _CLOCKS if role in columns.roles), values.T[3:], strict=True))
    clock = said.get("frame", said.get("time", np.empty(0)))
    if not np.isfinite(clock).all():
        row = int(np.flatnonzero(~np.isfinite(clock))[0])
        raise FormatError(path, f"line {row + 2}", "does not say which frame it is of")
    frames, first, frame = np.unique(clock, return_index=True, return_inverse=True)
    shape = (len(frames), int(body.max()) + 1, len(names), 3)
    if np.prod(shape[:3]) > _MOST_HOLES * len(values) + 10_000:
        raise FormatError(
            path, "", f"has {len(values)} rows for {shape[:3]} frames, bodies, joints"
        )
    positions = np.full(shape, np.nan, dtype=np.float32)
    positions[frame, body, joint] = single(values[:, :3])
    numbers, times = (said[role][first] if role in said else None for role in _CLOCKS)
    when = Clock.of(len(frames), numbers, times)
    return upright(
        when.spread(positions),
        with_bones(names),
        when.fps,
        name=path.stem,
        unit=columns.unit,
        warnings=when.warnings,
    )
