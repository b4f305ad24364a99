"""Which of several formats a file is, by its first bytes. Knows nothing of any format."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Protocol, TypeVar

from core.errors import FormatError

HEAD_BYTES = 1 << 16


class Format(Protocol):
    """What a format needs to be recognised."""

    NAME: str

    def looks_like(self, head: bytes) -> bool: ...


AnyFormat = TypeVar("AnyFormat", bound=Format)


def recognised(path: Path, formats: Sequence[AnyFormat], what: str) -> AnyFormat:
    """The first of ``formats`` that the beginning of the file looks like.

    Raises
    ------
    FormatError
        If there is no such file, it is empty, or it is none of these.
    """
    with only_format_errors(path):
        head = _head(path)
        for known in formats:
            if known.looks_like(head):
                return known
        names = ", ".join(known.NAME for known in formats)
        raise FormatError(path, "", f"is of no known {what} format (known: {names})")


@contextmanager
def only_format_errors(path: Path) -> Iterator[None]:
    """Say what went wrong with a file in the one way that everybody expects."""
    try:
        yield
    except FormatError:
        raise
    except FileNotFoundError as error:
        raise FormatError(path, "", "no such file") from error
    except OSError as error:
        raise FormatError(path, "", f"cannot be read: {error.strerror or error}") from error
    except MemoryError as error:
        raise FormatError(path, "", "is too large for this machine's memory") from error
    except ValueError as error:
        raise FormatError(path, "", str(error)) from error


def _head(path: Path) -> bytes:
    kind = path.stat().st_mode
    if S_ISDIR(kind):
        raise FormatError(path, "", "is a folder, not a file")
    if not S_ISREG(kind):
        raise FormatError(path, "", "is not a regular file; copy what it holds to one")
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise FormatError(path, "", "is empty")
    return head
