"""Joint tables: a header that names the joints, then a line of positions per frame.

The dialect of PRECOG and other Kinect 1 tools: cells of three numbers ``x y z`` between semicolons,
and perhaps one more cell, the number of the frame's class, a label and not a position. Axes as the
Kinect has them, x right, y up, z away from the camera, turned here to z up; metres; 30 frames per
second, which the file does not say; one body; the first line after the header is frame 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.errors import FormatError
from core.formats.text import Lines, fault, first_lines, is_number, numbers, shown
from core.layouts import with_bones
from core.progress import Steps
from core.recording import Recording, y_up_to_z_up
from core.skeleton import Skeleton

NAME = "joint table"
SUFFIXES: tuple[str, ...] = (".csv",)
FPS = 30.0

_BETWEEN = ";"


@dataclass(frozen=True, eq=False)
class Table:
    """What a joint table says.

    Parameters
    ----------
    skeleton
        The joints that the header names.
    positions
        ``(n_frames, n_joints, 3)`` float32, metres, z up.
    classes
        The class number of each frame; empty if the table has none.
    """

    skeleton: Skeleton
    positions: npt.NDArray[np.float32]
    classes: tuple[int, ...]


def looks_like(head: bytes) -> bool:
    """Names between semicolons; if there is a second line, it begins with a number."""
    header, row, *_ = *first_lines(head), "", ""
    names = _cells(header)
    if len(names) < 2 or not all(names) or any(map(is_number, names)):
        return False
    return not row.strip() or (_BETWEEN in row and is_number(row.split()[0].strip(_BETWEEN)))


def read(path: Path) -> Steps[Recording]:
    table = yield from read_table(path)
    positions = table.positions[:, np.newaxis]
    return Recording.measured(positions, table.skeleton, FPS, name=path.stem)


def read_table(path: Path) -> Steps[Table]:
    """The whole table, for readers of positions and of labels alike."""
    positions: list[npt.NDArray[np.float32]] = []
    classes: list[int] = []
    n_cells = 0
    with Lines(path) as lines:
        skeleton = _skeleton(lines)
        while rows := lines.block():
            cells = [_cells(row) for row in rows]
            n_cells = n_cells or skeleton.n_joints + (len(cells[0]) > skeleton.n_joints)
            positions.append(_positions(lines, cells, skeleton.n_joints, n_cells))
            classes += [int(row[-1]) for row in cells if n_cells > skeleton.n_joints]
            yield lines.progress
        if not positions:
            raise lines.wrong("no frames follow the names of the joints")
    return Table(skeleton, np.concatenate(positions), tuple(classes))


def _cells(row: str) -> list[str]:
    """The cells of a line; a separator at its end does not begin another."""
    return [cell.strip() for cell in row.strip().removesuffix(_BETWEEN).split(_BETWEEN)]


def _skeleton(lines: Lines) -> Skeleton:
    """The joints that the header names; bones are known if a Kinect has joints of these names."""
    try:
        return with_bones(tuple(_cells(lines.next("a header that names the joints"))))
    except ValueError as error:
        raise lines.wrong(str(error)) from error


def _positions(
    lines: Lines, table: Sequence[Sequence[str]], n_joints: int, n_cells: int
) -> npt.NDArray[np.float32]:
    values = numbers([" ".join(cells[:n_joints]) for cells in table], n_joints * 3)
    # A number too few in one cell may be made up for by one too many in another.
    regular = all(
        len(cells) == n_cells
        and all(len(cell.split()) == 3 for cell in cells[:n_joints])
        and all(map(_is_class, cells[n_joints:]))
        for cells in table
    )
    if values is None or not regular:
        raise _first_fault(lines, table, n_joints, n_cells)
    return y_up_to_z_up(values.reshape(-1, n_joints, 3))


def _first_fault(
    lines: Lines, table: Sequence[Sequence[str]], n_joints: int, n_cells: int
) -> FormatError:
    for number, cells in enumerate(table, lines.number - len(table) + 1):
        if len(cells) != n_cells:
            return lines.wrong(
                f"has {len(cells)} cells, expected {n_cells} (the header names {n_joints} joints; "
                "one more cell may hold the class of the frame)",
                number,
            )
        for joint, cell in enumerate(cells[:n_joints], 1):
            if why := fault(cell, 3):
                return lines.wrong(f"cell {joint} {why}", number)
        if n_cells > n_joints and not _is_class(cells[-1]):
            return lines.wrong(f"{shown(cells[-1])} is not the number of a class", number)
    return lines.wrong("this line or one shortly before it is not a row of the table")


def _is_class(cell: str) -> bool:
    return cell.isdecimal() and len(cell) < 10
