"""TRC: marker positions of motion capture programs and OpenSim.

Three lines that describe the file, a line ``Frame#, Time`` and the markers' names, a line
``X1 Y1 Z1``…, perhaps a blank one, then a line per frame: its number, its time, and three cells
per marker, between tabs, commas or blanks. Empty cells and exact zeros are missing; lines may end
early. Markers without a name follow after those that have one; they are read only where none has.
Units mm, cm, m, in or ft, right-handed; up is not said, so it is told from the markers. Frames are
counted from 0; the first in the file is frame 0, whatever its number. Specification: Motion
Analysis Corporation, EVaRT and Cortex user's manuals; OpenSim documentation, "Marker (.trc) Files".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.errors import FormatError
from core.formats.cells import Dialect, single, table_rows
from core.formats.clock import Clock
from core.formats.columns import bodies_in_columns
from core.formats.text import Lines, first_lines
from core.layouts import with_bones
from core.progress import Steps
from core.recording import Recording
from core.upright import UNITS, upright

NAME = "TRC markers"
SUFFIXES: tuple[str, ...] = (".trc",)
MAX_UNNAMED = 300

_FIRST = 2
_BLANK = " \t\n,;"
_WORDS = {"millimeters": "mm", "centimeters": "cm", "meters": "m", "inches": "in", "feet": "ft"}


@dataclass(frozen=True)
class Header:
    """What is before the first frame.

    Parameters
    ----------
    names
        Of the markers, in the order of the columns.
    fps
        0 if the file does not say.
    n_frames
        How many the file should have; 0 if it does not say.
    unit
        One of `UNITS`; empty if the file does not say.
    separator
        Between cells; empty for blanks.
    """

    names: tuple[str, ...]
    fps: float
    n_frames: int
    unit: str
    separator: str


def looks_like(head: bytes) -> bool:
    return first_lines(head)[0].lstrip('" \t').lower().startswith("pathfiletype")


def read(path: Path) -> Steps[Recording]:
    parts: list[npt.NDArray[np.float64]] = []
    with Lines(path) as lines:
        header = _header(lines)
        rows = lines.block()
        dialect = Dialect(header.separator, _decimal_comma(header.separator, rows))
        while rows:
            if filled := [row for row in rows if row.strip(_BLANK)]:
                parts.append(_values(lines, filled, header, dialect))
            yield lines.progress
            rows = lines.block()
    if not parts:
        raise FormatError(path, f"line {lines.number}", "no frames follow the header")
    return _recording(path, header, _joined(parts))


def _header(lines: Lines) -> Header:
    separator = _separator(lines.next("the kind of file"))
    split = Dialect(separator).cells
    keys, values = (split(lines.next(f"line {number} of a TRC")) for number in (2, 3))
    said = dict(zip((key.lower() for key in keys), values, strict=False))
    names = split(lines.next("the names of the markers"))
    if not names or not names[0].lower().startswith("frame"):
        raise lines.wrong("should begin with Frame# and name the markers")
    lines.next("X1, Y1, Z1 and so on")
    unit = said.get("units", "").lower()
    return Header(
        _names(names),
        _number(said.get("datarate", "")),
        int(_number(said.get("numframes", ""))),
        _WORDS.get(unit, unit if unit in UNITS else ""),
        separator,
    )


def _separator(line: str) -> str:
    return next((one for one in "\t,;" if one in line), "")


def _decimal_comma(separator: str, rows: Sequence[str]) -> bool:
    first = next((row for row in rows if row.strip(_BLANK)), "")
    return separator != "," and Dialect.of(first).decimal_comma


def _number(text: str) -> float:
    """What a cell of the header says; 0 for nothing that can be."""
    value = Dialect("", "," in text).number(text) or 0.0
    return value if 0 < value < 1e9 else 0.0


def _names(cells: Sequence[str]) -> tuple[str, ...]:
    """The markers' names, above the first of their three columns or one after the other."""
    names = list(cells[_FIRST:])
    if any(name for place, name in enumerate(names) if place % 3):
        return tuple(name for name in names if name)
    names = names[::3]
    while names and not names[-1]:
        names.pop()
    return tuple(name or f"unnamed_{place}" for place, name in enumerate(names, 1))


def _values(
    lines: Lines, filled: list[str], header: Header, dialect: Dialect
) -> npt.NDArray[np.float64]:
    """``(n_frames, 2 + 3 * n_markers)``, NaN where the lines end early."""
    n_cells = _FIRST + 3 * len(header.names)
    if not header.names:
        longest = max(len(dialect.cells(row)) for row in filled)
        n_cells = _FIRST + -(-(longest - _FIRST) // 3) * 3
        if n_cells > _FIRST + 3 * MAX_UNNAMED:
            raise lines.wrong(f"more than {MAX_UNNAMED} markers in a frame, and none has a name")
    if n_cells <= _FIRST:
        return np.full((len(filled), _FIRST), np.nan)
    columns = range(n_cells)
    padded = [_padded(row, n_cells, header.separator) for row in filled]
    return table_rows(lines, padded, dialect, columns)


def _padded(row: str, n_cells: int, separator: str) -> str:
    lacking = n_cells - 1 - row.count(separator) if separator else n_cells - len(row.split())
    if lacking <= 0:
        return row
    return row.rstrip("\n") + (separator or " nan") * lacking


def _joined(parts: Sequence[npt.NDArray[np.float64]]) -> npt.NDArray[np.float64]:
    widest = max(part.shape[1] for part in parts)
    wide = [
        np.pad(part, ((0, 0), (0, widest - part.shape[1])), constant_values=np.nan)
        for part in parts
    ]
    return np.concatenate(wide)


def _recording(path: Path, header: Header, values: npt.NDArray[np.float64]) -> Recording:
    n_markers = len(header.names) or _filled(values[:, _FIRST:])
    if not n_markers:
        raise FormatError(path, "", "holds no markers")
    warnings: tuple[str, ...] = ()
    if not header.names:
        warnings = ("no marker has a name; the same column may be another marker later on",)
    clock = Clock.of(len(values), values[:, 0], values[:, 1], header.fps)
    if header.n_frames and header.n_frames != len(values):
        warnings += (f"the header says {header.n_frames} frames, the file has {len(values)}",)
    positions = single(values[:, _FIRST : _FIRST + 3 * n_markers])
    positions = positions.reshape(-1, n_markers, 3)
    positions[~positions.any(axis=2)] = np.nan
    names = header.names or tuple(f"unnamed_{n}" for n in range(1, n_markers + 1))
    joints, bodies = bodies_in_columns(names, positions)
    return upright(
        clock.spread(bodies),
        with_bones(joints),
        clock.fps,
        name=path.stem,
        unit=header.unit,
        warnings=(*warnings, *clock.warnings),
    )


def _filled(values: npt.NDArray[np.float64]) -> int:
    """How many threes of columns there are up to the last that says anything."""
    return -(-int(np.flatnonzero(np.isfinite(values).any(axis=0)).max(initial=-1) + 1) // 3)
