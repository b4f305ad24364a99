"""Optical motion capture, ``.c3d``: positions of markers. Forces and other signals are left out.

Intel, DEC and SGI files, integers or fractions. What is read are the points that are places; the
angles, forces, moments and powers of a model, which the file lists among its points, are not. A
point is missing where its residual is negative, or exactly at the origin. ``subject:MARKER`` gives
each subject a body if subjects share half of their markers. Markers hang on nothing.

The unit is the file's; where up is, is what it says of a screen's y axis (``POINT:Y_SCREEN``), else
told from the bodies. The first frame is frame 0, whatever its number in the file, which a warning
names. Specification: The C3D File Format, c3d.org.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from core.errors import FormatError
from core.formats.c3d_header import BLOCK, KEY, Header, read_header
from core.formats.c3d_markers import markers_of
from core.formats.c3d_numbers import Processor
from core.progress import Progress, Steps
from core.recording import Recording
from core.upright import UNITS, UP_AXES, upright

NAME = "C3D"
SUFFIXES: tuple[str, ...] = (".c3d",)

Floats = npt.NDArray[np.float32]

_BYTES_PER_STEP = 4_000_000
_UNIT_NAMES = {"meters": "m", "meter": "m", "metres": "m", "millimeters": "mm", "inches": "in"}


def looks_like(head: bytes) -> bool:
    """The second byte is 0x50, and where the first points to, a processor is named."""
    if len(head) < BLOCK or head[1] != KEY:
        return False
    parameters = (max(head[0], 2) - 1) * BLOCK
    # A parameter section beyond what was read of the file cannot be checked.
    return parameters + 4 > len(head) or head[parameters + 3] in list(Processor)


def read(path: Path) -> Steps[Recording]:
    header = read_header(path)
    frames = _frames(path, header)
    markers = markers_of(header, frames.n_points)
    positions = np.empty((frames.count, len(markers.columns), 3), dtype=np.float32)
    with path.open("rb") as file:
        for block, values in frames.read(file):
            positions[block] = _positions(values[:, list(markers.columns)], frames.scale)
            yield Progress(block.stop, frames.count, f"reading {path.name}")
    unit = header.text("POINT:UNITS").strip().lower()
    up = header.text("POINT:Y_SCREEN").strip().lower().removeprefix("+")
    return upright(
        markers.spread(positions),
        markers.skeleton,
        header.fps,
        name=path.stem,
        unit=_UNIT_NAMES.get(unit, unit if unit in UNITS else ""),
        up=up if up in UP_AXES else "",
        warnings=tuple(_oddities(header, frames)),
    )


@dataclass(frozen=True)
class Frames:
    """Where the frames of a file are.

    Parameters
    ----------
    start
        Byte at which the first begins.
    count
        How many whole frames there are.
    n_points
        Points in each.
    n_signals
        Numbers that follow them, of forces and such.
    scale
        Of integers; negative where numbers are fractions and need none.
    """

    processor: Processor
    start: int
    count: int
    n_points: int
    n_signals: int
    scale: float

    @property
    def number(self) -> np.dtype[Any]:
        return self.processor.single if self.scale < 0 else self.processor.word

    @property
    def n_bytes(self) -> int:
        """Of one frame."""
        return (4 * self.n_points + self.n_signals) * self.number.itemsize

    def read(self, file: BinaryIO) -> Iterator[tuple[slice, Floats]]:
        """Some frames at a time: which, and ``(n, n_points, 4)``, unscaled."""
        file.seek(self.start)
        step = max(_BYTES_PER_STEP // self.n_bytes, 1)
        for first in range(0, self.count, step):
            n_frames = min(step, self.count - first)
            raw = np.frombuffer(file.read(n_frames * self.n_bytes), self.number)
            points = raw.reshape(n_frames, -1)[:, : 4 * self.n_points]
            values = points.astype(np.float32)
            if self.scale < 0:
                values = self.processor.singles(points)
            yield slice(first, first + n_frames), values.reshape(n_frames, self.n_points, 4)


def _frames(path: Path, header: Header) -> Frames:
    """Where frames are, by the header and by how long the file is."""
    scale = header.first_number("POINT:SCALE", 0) or header.single(7)
    start = (header.count("POINT:DATA_START", 9) - 1) * BLOCK
    n_points = header.count("POINT:USED", 2)
    if not n_points:
        raise FormatError(path, "POINT:USED", "is 0: there are no markers, only other signals")
    if not np.isfinite(scale) or not scale:
        raise FormatError(path, "POINT:SCALE", f"is {scale}, which no position can be scaled by")
    if start < BLOCK:
        raise FormatError(path, "POINT:DATA_START", "does not say where the frames begin")
    frames = Frames(header.processor, start, 1, n_points, header.word(3), scale)
    there = max(path.stat().st_size - start, 0) // frames.n_bytes
    if not min(there, header.n_frames) > 0:
        raise FormatError(path, "", f"holds no frame ({header.n_frames} are announced)")
    count = min(there, header.n_frames)
    return Frames(header.processor, start, count, n_points, header.word(3), scale)


def _positions(values: Floats, scale: float) -> Floats:
    """``(n_frames, n_markers, 3)``, NaN where missing, of ``(n_frames, n_markers, 4)``."""
    # What is too large or no number at all is missing in the recording.
    with np.errstate(invalid="ignore", over="ignore"):
        positions = values[..., :3] * np.float32(max(scale, 0) or 1)
        measured = (values[..., 3] >= 0) & values[..., :3].any(axis=-1)
    positions[~measured] = np.nan
    return positions


def _oddities(header: Header, frames: Frames) -> list[str]:
    said = []
    if header.first_frame != 1:
        said.append(
            f"the first frame has the number {header.first_frame} in the file; here it is 0"
        )
    if frames.count < header.n_frames:
        said.append(
            f"the file says that it has {header.n_frames} frames, but it ends after {frames.count}"
        )
    return said
