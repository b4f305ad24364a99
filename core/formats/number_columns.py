"""Lines of nothing but numbers, which do not say what they are: a layout has to be chosen.

A line per frame; of each joint in the layout's order x, y, z, or x, y, z and a state; of each body
one after the other. A column of frame numbers or times may come before, or both. Between cells are
commas, semicolons, tabs or blanks; decimals follow a point or a comma. A header that only counts
the columns is passed over. Unit and up are told from the bodies; without times the rate is taken
for 30 frames per second. The first line of numbers is frame 0.
"""

import re
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.formats.cells import Dialect, single, table_rows
from core.formats.clock import Clock
from core.formats.text import Lines, first_lines
from core.layouts import LAYOUTS, POINTS, chosen
from core.progress import Steps
from core.recording import Recording
from core.skeleton import Skeleton
from core.upright import upright

NAME = "columns of numbers"
SUFFIXES: tuple[str, ...] = (".txt", ".csv", ".tsv")
MAX_BODIES = 20

_FEWEST = 9
_COORDINATE = re.compile(r"[xyz]_?\d+", re.IGNORECASE)
_MOST_BEFORE = 2


def looks_like(head: bytes) -> bool:
    header, *rows = first_lines(head)
    row = rows[0] if rows and _says_nothing(header) else header
    dialect = Dialect.of(row)
    *values, _maybe_cut_off = dialect.cells(row) or [""]
    return len(values) >= _FEWEST and all(
        value and dialect.number(value) is not None for value in values
    )


def read(path: Path, layout: str | None = None) -> Steps[Recording]:
    parts: list[npt.NDArray[np.float32]] = []
    before: list[npt.NDArray[np.float64]] = []
    with Lines(path) as lines:
        rows = lines.block()
        if rows and _says_nothing(rows[0]):
            rows = rows[1:]
        if not rows:
            raise lines.wrong("the file holds no frames", 1)
        dialect = Dialect.of(rows[0])
        n_cells = len(dialect.cells(rows[0].rstrip().removesuffix(dialect.separator or " ")))
        shape = _shape(n_cells, layout)
        while rows:
            values = table_rows(lines, rows, dialect, range(n_cells))
            before.append(values[:, : shape.n_before])
            parts.append(shape.positions(values))
            yield lines.progress
            rows = lines.block()
    positions = np.concatenate(parts)
    numbers, times = _clock_columns(np.concatenate(before))
    clock = Clock.of(len(positions), numbers, times)
    return upright(
        clock.spread(positions), shape.skeleton, clock.fps, name=path.stem, warnings=clock.warnings
    )


def _says_nothing(row: str) -> bool:
    """Whether a row only counts the columns, from 0 or as ``x1 y1 z1``, as libraries do."""
    cells = Dialect.of(row).cells(row)
    words = cells[1:] if cells[:1] == [""] else cells
    counts = [str(number) for number in range(len(words))]
    return len(words) > 2 and (words == counts or all(map(_COORDINATE.fullmatch, words)))


@dataclass(frozen=True)
class _Shape:
    """What the numbers of a line are.

    Parameters
    ----------
    n_before
        Columns before the first position.
    n_bodies
        Bodies, one after the other.
    n_each
        Numbers per joint, of which the first three are its position.
    """

    skeleton: Skeleton
    n_before: int
    n_bodies: int
    n_each: int = 3

    def positions(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
        """``(n_rows, n_bodies, n_joints, 3)`` of whole lines."""
        shape = (-1, self.n_bodies, self.skeleton.n_joints, self.n_each)
        return single(values[:, self.n_before :]).reshape(shape)[..., :3]


def _shape(n_cells: int, layout: str | None) -> _Shape:
    if layout == POINTS:
        n_before = n_cells % 3
        return _Shape(chosen(POINTS, n_cells // 3), n_before, 1)
    fitting = {name: shape for name in LAYOUTS if (shape := _fitted(n_cells, LAYOUTS[name]))}
    if layout in fitting:
        return fitting[layout]
    possible = ", ".join([*fitting, POINTS])
    if layout is None and len(fitting) == 1:
        return next(iter(fitting.values()))
    if layout is None:
        raise ValueError(
            f"has {n_cells} numbers in a line and does not say which joints they are; "
            f"choose a layout for it: {possible}"
        )
    if layout not in LAYOUTS:
        raise ValueError(f"there is no layout {layout!r} (known: {', '.join(LAYOUTS)}, {POINTS})")
    raise ValueError(
        f"has {n_cells} numbers in a line, which do not fit the {LAYOUTS[layout].n_joints} joints "
        f"of {layout}; possible: {possible}"
    )


def _fitted(n_cells: int, skeleton: Skeleton) -> _Shape | None:
    for n_each, n_before in product((3, 4), range(_MOST_BEFORE + 1)):
        n_bodies, rest = divmod(n_cells - n_before, n_each * skeleton.n_joints)
        if not rest and 1 <= n_bodies <= MAX_BODIES:
            return _Shape(skeleton, n_before, n_bodies, n_each)
    return None


Column = npt.NDArray[np.float64] | None


def _clock_columns(before: npt.NDArray[np.float64]) -> tuple[Column, Column]:
    """Frame numbers and times, from none, one or two columns."""
    columns = list(before.T)
    if len(columns) == 1:
        return (columns[0], None) if (np.diff(columns[0]) == 1).all() else (None, columns[0])
    return (columns[0], columns[1]) if columns else (None, None)
