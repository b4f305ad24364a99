"""Recording files. One module per format, listed in `FORMATS`; a file is recognised by its content.

A format is a module with

``NAME``
    what people call it;
``SUFFIXES``
    the suffixes it usually has, lower case;
``looks_like(head)``
    whether a file that begins with these bytes (at most `HEAD_BYTES`) is of this format;
``read(path)``
    `Steps` that end in a `Recording` or raise `FormatError`;

and it states in its docstring axes, units, rate and how it counts frames. One that can also be
written has ``write(recording, path)`` and is listed in `WRITERS`.
"""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import Protocol

from core.atomic import replacing
from core.errors import FormatError
from core.formats import (
    amass,
    amc,
    bvh,
    bvh_writer,
    c3d,
    joint_columns,
    joint_csv,
    joint_rows,
    keypoints_json,
    kinescribe_csv,
    mat,
    msrc12,
    native,
    npy,
    ntu_skeleton,
    number_columns,
    pkummd_text,
    trc,
)
from core.progress import Progress, Steps, finish
from core.recording import Recording
from core.sniffing import HEAD_BYTES as HEAD_BYTES
from core.sniffing import only_format_errors, recognised


class RecordingFormat(Protocol):
    """What a module in `FORMATS` has."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def looks_like(self, head: bytes) -> bool: ...

    def read(self, path: Path) -> Steps[Recording]: ...


class LayoutFormat(RecordingFormat, Protocol):
    """What a module in `LAYOUT_FORMATS` has."""

    def read(self, path: Path, layout: str | None = None) -> Steps[Recording]: ...


FORMATS: tuple[RecordingFormat, ...] = (
    native,
    ntu_skeleton,
    bvh,
    c3d,
    amc,
    trc,
    amass,
    npy,
    mat,
    keypoints_json,
    kinescribe_csv,
    msrc12,
    joint_columns,
    joint_rows,
    joint_csv,
    pkummd_text,
    number_columns,
)
"""Most particular first: the first whose `looks_like` says yes reads the file."""

LAYOUT_FORMATS: tuple[LayoutFormat, ...] = (npy, mat, keypoints_json, number_columns)
"""Those whose files may not say which joints they have."""

WRITERS: dict[str, Callable[[Recording, Path], None]] = {
    ".h5": native.write,
    ".csv": kinescribe_csv.write,
    ".bvh": bvh_writer.write,
}
"""What writes a file with this suffix."""

LOSSES: dict[str, Callable[[Recording], tuple[str, ...]]] = {".bvh": bvh_writer.losses}
"""What a file with this suffix cannot hold of a recording; all others hold everything."""


def read_recording(path: str | Path, layout: str | None = None) -> Recording:
    """Read a recording of any known format.

    Parameters
    ----------
    layout
        Which joints it has, one of `core.layouts.LAYOUTS` or ``"points"``, if its file does not
        say; the error that asks for it names those that are possible.

    Raises
    ------
    FormatError
        With the file, the place in it and the reason; nothing else, whatever the file holds.
    """
    return finish(reading(Path(path), layout))


def reading(path: Path, layout: str | None = None) -> Generator[Progress, None, Recording]:
    """`read_recording` in steps, for those who show progress or may want to stop."""
    with only_format_errors(path):
        known = recognise(path)
        if layout is None:
            return (yield from known.read(path))
        for one in LAYOUT_FORMATS:
            if one is known:
                return (yield from one.read(path, layout))
        raise FormatError(path, "", f"says itself which joints it has; it is {known.NAME}")


def recognise(path: Path) -> RecordingFormat:
    """The format of a file, by its first bytes; a folder can be one of keypoints.

    Raises
    ------
    FormatError
        If there is no such file, it is empty, or it is of no known format.
    """
    with only_format_errors(path):
        if path.is_dir() and keypoints_json.is_folder(path):
            return keypoints_json
    return recognised(path, FORMATS, "recording")


def write_recording(recording: Recording, path: str | Path) -> None:
    """Write a recording in the format that the suffix says, whole or not at all.

    Raises
    ------
    FormatError
        If nothing can be written with this suffix, or the file cannot be written.
    """
    path = Path(path)
    write = writer_of(path)
    with replacing(path) as temporary:
        write(recording, temporary)


def losses(recording: Recording, path: Path) -> tuple[str, ...]:
    """What a file of this name does not hold as it is, in sentences for a person."""
    find = LOSSES.get(path.suffix.lower())
    return find(recording) if find else ()


def writer_of(path: Path) -> Callable[[Recording, Path], None]:
    """What writes a file of this name.

    Raises
    ------
    FormatError
        If nothing can be written with its suffix.
    """
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise FormatError(path, "", f"cannot be written: the suffix must be {' or '.join(WRITERS)}")
    return write
