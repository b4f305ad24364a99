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
from core.formats import amc, joint_csv, native, ntu_skeleton, pkummd_text
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


FORMATS: tuple[RecordingFormat, ...] = (native, ntu_skeleton, amc, joint_csv, pkummd_text)
"""Most particular first: the first whose `looks_like` says yes reads the file."""

WRITERS: dict[str, Callable[[Recording, Path], None]] = {".h5": native.write}
"""What writes a file with this suffix."""


def read_recording(path: str | Path) -> Recording:
    """Read a recording of any known format.

    Raises
    ------
    FormatError
        With the file, the place in it and the reason; nothing else, whatever the file holds.
    """
    return finish(reading(Path(path)))


def reading(path: Path) -> Generator[Progress, None, Recording]:
    """`read_recording` in steps, for those who show progress or may want to stop."""
    with only_format_errors(path):
        return (yield from recognise(path).read(path))


def recognise(path: Path) -> RecordingFormat:
    """The format of a file, by its first bytes.

    Raises
    ------
    FormatError
        If there is no such file, it is empty, or it is of no known format.
    """
    return recognised(path, FORMATS, "recording")


def write_recording(recording: Recording, path: str | Path) -> None:
    """Write a recording in the format that the suffix says, whole or not at all.

    Raises
    ------
    FormatError
        If nothing can be written with this suffix, or the file cannot be written.
    """
    path = Path(path)
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise FormatError(path, "", f"cannot be written: the suffix must be {' or '.join(WRITERS)}")
    with replacing(path) as temporary:
        write(recording, temporary)
