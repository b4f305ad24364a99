"""Tables with a column per coordinate: CSV of pose estimators, sensors and motion capture programs.

A header that `core.formats.columns` understands, then a line per frame, or per frame and body where
a column tells bodies apart; cells between commas, semicolons, tabs or blanks, decimals after a
point or a comma; an empty cell, ``nan``, ``NA`` and the like are missing. Columns of frame numbers
and times say which frame a line is and the rate; other columns are left alone. Unit and up are what
the header says, else what the bodies show. Without times the rate is taken for 30 frames per
second. Frames are counted from 0; the first in the file is frame 0.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.errors import FormatError
from core.formats.cells import Dialect, single, table_rows
from core.formats.clock import Clock
from core.formats.columns import Columns, bodies_in_columns, columns_of, unit_below
from core.formats.text import Lines, first_lines
from core.layouts import with_bones
from core.progress import Steps
from core.recording import Recording
from core.upright import upright

NAME = "joint columns"
SUFFIXES: tuple[str, ...] = (".csv", ".tsv", ".txt")
MAX_BODIES = 100

_MAX_HEADER_LINES = 20
_LONGEST_NAME = 100
_RATE = re.compile(
    r"(?:frame|capture|sample|data)\W?rate\W{1,4}([\d.]+)|\b([\d.]+)\W?(?:fps|hz)\b", re.I
)
_NUMBER = re.compile(r"(?<![\w.])[-+]?\.?\d")
_LENGTH_UNIT = re.compile(r"length\W?units?\W{1,4}(milli|centi|)met(?:er|re)s?", re.I)
_UNIT_OF = {"milli": "mm", "centi": "cm", "": "m"}


@dataclass(frozen=True)
class Header:
    """What is known before the first row of numbers.

    Parameters
    ----------
    columns
        What the columns are.
    dialect
        How the rows are written.
    fps
        0 if the header does not say.
    named_bodies
        Whether bodies are told apart by words, not by numbers.
    """

    columns: Columns
    dialect: Dialect
    fps: float
    named_bodies: bool = False

    @property
    def used(self) -> list[int]:
        """The columns to read: those with roles, then the positions."""
        return [*self.columns.roles.values(), *self.columns.positions]


def looks_like(head: bytes) -> bool:
    """Joints with x, y and z, and numbers for most of them below.

    ``order TX TY TZ`` in a skeleton of Acclaim's has none.
    """
    rows: list[list[str]] = []
    lines = first_lines(head)
    for number, line in enumerate(lines[:_MAX_HEADER_LINES], start=1):
        rows.append(_header_cells(line))
        if columns := columns_of(rows):
            below = lines[number : number + _MAX_HEADER_LINES]
            most = max(len(_NUMBER.findall(line)) for line in [*below, ""])
            return not any(map(str.strip, below)) or 2 * most > len(columns.positions)
    return False


def read(path: Path) -> Steps[Recording]:
    parts: list[npt.NDArray[np.float32]] = []
    roles: list[npt.NDArray[np.float64]] = []
    with Lines(path) as lines:
        header, rows = _header(lines)
        bodies: dict[str, int] = {}
        while rows:
            if header.named_bodies:
                rows = _with_numbered_bodies(rows, header, bodies)
            values = table_rows(lines, rows, header.dialect, header.used)
            roles.append(values[:, : len(header.columns.roles)])
            parts.append(single(values[:, len(header.columns.roles) :]))
            yield lines.progress
            rows = lines.block()
        if not parts:
            raise lines.wrong("no frames follow the header")
    positions = np.concatenate(parts).reshape(-1, len(header.columns.joints), 3)
    said = dict(zip(header.columns.roles, np.concatenate(roles).T, strict=True))
    return _recording(path, header, positions, said)


def _header(lines: Lines) -> tuple[Header, list[str]]:
    """What is before the first row of numbers, and the first rows."""
    seen: list[str] = []
    rows: list[list[str]] = []
    columns = None
    while columns is None:
        seen.append(lines.next("a header that names joints"))
        rows.append(_header_cells(seen[-1]))
        columns = columns_of(rows)
        if len(seen) > _MAX_HEADER_LINES:
            raise lines.wrong("no header that names x, y and z of joints comes before this line")
    while block := lines.block():
        for count, line in enumerate(block):
            dialect = _dialect(seen[-1], line)
            cells = dialect.cells(line)
            if _is_data(cells, columns, dialect):
                return _known(seen, columns, cells, dialect), block[count:]
            columns = replace(columns, unit=unit_below(cells, columns) or columns.unit)
            if count > _MAX_HEADER_LINES:
                raise lines.wrong("no row of numbers follows the header")
    raise lines.wrong("no frames follow the header")


def _known(seen: Sequence[str], columns: Columns, cells: list[str], dialect: Dialect) -> Header:
    """With only those columns that hold numbers in the first row, or words that name bodies."""
    numeric = {
        role: dialect.number(cells[column]) is not None
        for role, column in columns.roles.items()
        if column < len(cells)
    }
    roles = {role: columns.roles[role] for role in numeric if numeric[role] or role == "body"}
    text = "".join(seen)
    rate, length = _RATE.search(text), _LENGTH_UNIT.search(text)
    unit = columns.unit or (_UNIT_OF[length[1].lower()] if length else "")
    columns = replace(columns, roles=roles, unit=unit)
    fps = float(next(filter(None, rate.groups()))) if rate else 0.0
    return Header(columns, dialect, fps, not numeric.get("body", True))


def _with_numbered_bodies(rows: list[str], header: Header, bodies: dict[str, int]) -> list[str]:
    """Rows with a number for each of the words that name bodies."""
    numbered, column = [], header.columns.roles["body"]
    for row in rows:
        cells = header.dialect.cells(row)
        if column < len(cells):
            cells[column] = str(bodies.setdefault(cells[column], len(bodies)))
        numbered.append((header.dialect.separator or " ").join(cells))
    return numbered


def _header_cells(line: str) -> list[str]:
    # A name longer than this is none, and patterns take long to find that out.
    cells = [cell[:_LONGEST_NAME] for cell in Dialect(_separator(line)).cells(line)]
    return [cells[0].lstrip("# "), *cells[1:]] if cells else []


def _separator(line: str) -> str:
    """The separator of a row of names; empty for blanks."""
    best = max("\t;|,", key=line.count)
    return best if best in line else ""


def _dialect(header: str, row: str) -> Dialect:
    """How a row is written below this header, for a row of few numbers may leave it open."""
    separator = _separator(header)
    decimal_comma = separator != "," and Dialect.of(row).decimal_comma
    if not separator and "," in row:
        decimal_comma = True
    return Dialect(separator, decimal_comma)


def _is_data(cells: Sequence[str], columns: Columns, dialect: Dialect) -> bool:
    """Whether there is a number or a hole wherever there should be a position."""
    return len(cells) > max(columns.positions) and all(
        dialect.number(cells[column]) is not None for column in columns.positions
    )


def _recording(
    path: Path,
    header: Header,
    rows: npt.NDArray[np.float32],
    roles: Mapping[str, npt.NDArray[np.float64]],
) -> Recording:
    """From ``(n_rows, n_joints, 3)`` positions and the columns that say what the rows are."""
    names = tuple(header.columns.joints)
    numbers, times = roles.get("frame"), roles.get("time")
    if "body" in roles:
        starts, positions = _bodies_in_rows(path, rows, roles)
        numbers, times = (None if one is None else one[starts] for one in (numbers, times))
    else:
        names, positions = bodies_in_columns(names, rows)
    clock = Clock.of(len(positions), numbers, times, header.fps)
    return upright(
        clock.spread(positions),
        with_bones(names),
        clock.fps,
        name=path.stem,
        unit=header.columns.unit,
        warnings=clock.warnings,
    )


def _bodies_in_rows(
    path: Path, rows: npt.NDArray[np.float32], roles: Mapping[str, npt.NDArray[np.float64]]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float32]]:
    """The first row of each frame, and ``(n_frames, n_bodies, n_joints, 3)``."""
    said, bodies = np.unique(roles["body"], return_inverse=True)
    if len(said) > MAX_BODIES:
        raise FormatError(path, "", f"tells apart more than {MAX_BODIES} bodies")
    clock = roles.get("frame", roles.get("time"))
    if clock is None:
        raise FormatError(path, "", "has several bodies, but no column of frame numbers or times")
    new = np.concatenate([[True], clock[1:] != clock[:-1]])
    frames = np.cumsum(new) - 1
    positions = np.full((frames[-1] + 1, len(said), *rows.shape[1:]), np.nan, dtype=np.float32)
    positions[frames, bodies] = rows
    return np.flatnonzero(new), positions
