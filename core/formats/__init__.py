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
from core.formats import joint_csv, native, ntu_skeleton, pkummd_text
from core.progress import Progress, Steps, finish
from core.recording import Recording

HEAD_BYTES = 4096


class RecordingFormat(Protocol):
    """What a module in `FORMATS` has."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def looks_like(self, head: bytes) -> bool: ...

    def read(self, path: Path) -> Steps[Recording]: ...


FORMATS: tuple[RecordingFormat, ...] = (native, ntu_skeleton, joint_csv, pkummd_text)
"""Most particular first: the first whose `looks_like` says yes reads the file."""


WRITERS: dict[str, Callable[[Recording, Path], None]] = {".h5": native.write}
"""What writes a file with this suffix."""


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
    try:
        return (yield from recognise(path).read(path))
    except FormatError:
        raise
    except OSError as error:
        raise FormatError(path, "", f"cannot be read: {error.strerror or error}") from error
    except MemoryError as error:
        raise FormatError(path, "", "is too large for this machine's memory") from error
    except ValueError as error:
        raise FormatError(path, "", str(error)) from error


def recognise(path: Path) -> RecordingFormat:
    """The format of a file, by its first bytes.

    Raises
    ------
    FormatError
        If there is no such file, it is empty, or it is of no known format.
    """
    head = _head(path)
    for known in FORMATS:
        if known.looks_like(head):
            return known
    names = ", ".join(known.NAME for known in FORMATS)
    raise FormatError(path, "", f"is of no known recording format (known: {names})")


def _head(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise FormatError(path, "", "is a folder, not a recording")
        if path.exists() and not path.is_file():
            raise FormatError(path, "", "is not a regular file; copy what it holds to one")
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except FileNotFoundError as error:
        raise FormatError(path, "", "no such file") from error
    except FormatError:
        raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FormatError(path, "", f"cannot be opened: {reason}") from error
    if not head:
        raise FormatError(path, "", "is empty")
    return head
