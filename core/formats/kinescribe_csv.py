"""Kinescribe's own table, for programs that read no HDF5. Metres, z up, frames counted from 0.

A first line ``# kinescribe {…}``, JSON of ``version``, ``fps``, ``units``, ``up_axis``, ``bodies``,
``joint_names`` and ``parents``; then a header ``frame,time_s,body,hip.x,hip.y,hip.z,…`` and a row
per frame and body, bodies counted from 0, an empty cell where a joint is missing. Read back it is
the same recording.
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.errors import FormatError
from core.formats.cells import Dialect, single, table_rows
from core.formats.text import Lines
from core.layouts import known_layout
from core.progress import Steps
from core.recording import Recording
from core.skeleton import Skeleton

NAME = "Kinescribe table"
SUFFIXES: tuple[str, ...] = (".csv",)
VERSION = 1
MAX_BODIES = 100

_MARK = "# kinescribe "
_BEFORE = ("frame", "time_s", "body")
_FRAMES_PER_BLOCK = 2000
_COMMAS = Dialect(",")


@dataclass(frozen=True)
class Description:
    """What the first line says."""

    skeleton: Skeleton
    fps: float
    n_bodies: int

    @property
    def n_cells(self) -> int:
        return len(_BEFORE) + 3 * self.skeleton.n_joints


def looks_like(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").startswith(_MARK.encode())


def read(path: Path) -> Steps[Recording]:
    parts: list[npt.NDArray[np.float32]] = []
    with Lines(path) as lines:
        said = _description(lines)
        lines.next("the header")
        while rows := lines.block():
            values = table_rows(lines, rows, _COMMAS, range(said.n_cells))
            parts.append(single(values[:, len(_BEFORE) :]))
            yield lines.progress
    n_rows = sum(map(len, parts))
    if not n_rows or n_rows % said.n_bodies:
        why = f"has {n_rows} rows for {said.n_bodies} bodies; was it cut off while copied?"
        raise FormatError(path, f"line {lines.number}", why)
    positions = np.concatenate(parts).reshape(-1, said.n_bodies, said.skeleton.n_joints, 3)
    valid = np.asarray(np.isfinite(positions).all(axis=-1))
    return Recording.measured(positions, said.skeleton, said.fps, name=path.stem, valid=valid)


def write(recording: Recording, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(
            f"{_MARK}{json.dumps(_said(recording), ensure_ascii=False)}\n{_header(recording)}"
        )
        file.writelines(_blocks(recording))


def _description(lines: Lines) -> Description:
    try:
        said = json.loads(lines.next("the description").removeprefix(_MARK))
        for name, value in (("version", VERSION), ("units", "m"), ("up_axis", "z")):
            if said[name] != value:
                raise ValueError(f"{name} is {said[name]!r}, expected {value!r}")
        names, parents = map(str, said["joint_names"]), map(int, said["parents"])
        fps, n_bodies = float(said["fps"]), int(said["bodies"])
        skeleton = known_layout(Skeleton(tuple(names), tuple(parents)))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise lines.wrong(f"does not describe a recording ({error})") from error
    if not 1 <= n_bodies <= MAX_BODIES:
        raise lines.wrong(f"there cannot be {n_bodies} bodies")
    return Description(skeleton, fps, n_bodies)


def _said(recording: Recording) -> dict[str, Any]:
    return {
        "version": VERSION,
        "fps": recording.fps,
        "units": "m",
        "up_axis": "z",
        "bodies": recording.n_bodies,
        "joint_names": recording.skeleton.joint_names,
        "parents": recording.skeleton.parents,
    }


def _header(recording: Recording) -> str:
    names = (" ".join(name.split()) for name in recording.skeleton.joint_names)
    text = io.StringIO()
    cells = [f"{name}.{axis}" for name in names for axis in "xyz"]
    csv.writer(text, lineterminator="\n").writerow([*_BEFORE, *cells])
    return text.getvalue()


def _blocks(recording: Recording) -> Iterator[str]:
    # Nine digits tell all float32 apart.
    row = ",".join(["%d,%.6f,%d"] + ["%.9g"] * (3 * recording.skeleton.n_joints)) + "\n"
    for start in range(0, recording.n_frames, _FRAMES_PER_BLOCK):
        block = slice(start, start + _FRAMES_PER_BLOCK)
        valid = recording.valid[block, ..., np.newaxis]
        positions = np.where(valid, recording.positions[block], np.nan)
        frames, bodies = np.indices(positions.shape[:2]).reshape(2, -1)
        frames = frames + start
        table = np.column_stack(
            [frames, frames / recording.fps, bodies, positions.reshape(len(frames), -1)]
        )
        yield "".join([row % tuple(values) for values in table.tolist()]).replace("nan", "")
