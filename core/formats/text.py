"""Files that are lines of numbers: opening them, counting lines, and naming the one that is wrong.

Knows nothing of bodies or joints. Text is UTF-8, with or without a byte order mark and with any
line ends; bytes that are not UTF-8 become a replacement character, which is no number and so gets
named.
"""

from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from types import TracebackType

import numpy as np
import numpy.typing as npt

from core.errors import FormatError
from core.progress import Progress

# Parsing holds the interpreter lock; this much takes about 4 ms.
_BLOCK_CHARACTERS = 500_000
_SHOWN_CHARACTERS = 40


class Lines:
    """The lines of a text file in order, counted from 1 as an editor counts them.

    Use it in a ``with`` statement. ``number`` is that of the line read last.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.number = path, 0
        self._bytes = path.open("rb")
        if self._bytes.peek(len(BOM_UTF8)).startswith(BOM_UTF8):
            self._bytes.seek(len(BOM_UTF8))
        self._file = TextIOWrapper(self._bytes, encoding="utf-8", errors="replace")
        self.n_bytes = path.stat().st_size

    def __enter__(self) -> "Lines":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def next(self, what: str) -> str:
        """The next line; ``what`` should be on it is for the message if the file ends before."""
        self.number += 1
        line = next(self._file, None)
        if line is None:
            raise self.wrong(f"the file ends where {what} should be; was it cut off while copied?")
        return line

    def take(self, count: int, what: str) -> list[str]:
        """The next ``count`` lines, each holding ``what``."""
        lines = list(islice(self._file, count))
        self.number += len(lines)
        if len(lines) < count:
            self.next(what)
        return lines

    def block(self) -> list[str]:
        """About `_BLOCK_CHARACTERS` more, in whole lines; an empty list at the end of the file.

        Blank lines at the end of the file are left out, all others are kept.
        """
        lines = self._file.readlines(_BLOCK_CHARACTERS)
        while lines and lines[-1].isspace():
            more = self._file.readlines(_BLOCK_CHARACTERS)
            lines = lines + more if more else _without_blank_end(lines)
        self.number += len(lines)
        return lines

    def wrong(self, why: str, number: int | None = None) -> FormatError:
        """The error to raise about a line: the last one read, or line ``number``."""
        return FormatError(self.path, f"line {number or self.number}", why)

    def first_fault(self, rows: Iterable[tuple[int, str]], n_values: int) -> FormatError:
        """The error about the first of these numbered lines that is not ``n_values`` numbers."""
        for number, row in rows:
            if why := fault(row, n_values):
                return self.wrong(why, number)
        return self.wrong("this line or one shortly before it is not a row of numbers")

    @property
    def progress(self) -> Progress:
        """In bytes of the file."""
        done = self._bytes.tell()
        return Progress(done, max(done, self.n_bytes), f"reading {self.path.name}")


def _without_blank_end(lines: list[str]) -> list[str]:
    while lines and lines[-1].isspace():
        lines.pop()
    return lines


def first_lines(head: bytes) -> list[str]:
    """The lines at the beginning of a file, at least one; the last may be cut off."""
    return head.decode("utf-8-sig", errors="replace").splitlines() or [""]


def numbers(
    rows: Sequence[str], n_values: int, usecols: Sequence[int] | None = None
) -> npt.NDArray[np.float32] | None:
    """``(len(rows), n_values)`` from rows of numbers between blanks; None if any row is otherwise.

    It is built for speed: `fault` says which row it is and why. With ``usecols``, only these
    columns are read, and the others may be anything.
    """
    try:
        values = np.loadtxt(rows, dtype=np.float32, comments=None, usecols=usecols, ndmin=2)
    except ValueError:
        return None
    return values if values.shape == (len(rows), n_values) else None


def is_number(value: str) -> bool:
    """Whether a word without blanks is a number to `numbers`; ``nan`` and ``inf`` are."""
    return bool(value) and numbers([value], 1) is not None


def fault(row: str, n_values: int) -> str:
    """What is wrong with a row that should be ``n_values`` numbers; empty if nothing is."""
    values = row.split()
    if not values:
        return f"is blank, expected {n_values} numbers"
    for value in values:
        if not is_number(value):
            comma = "; decimals need a point, not a comma" if "," in value else ""
            return f"{shown(value)} is not a number{comma}"
    return "" if len(values) == n_values else f"has {len(values)} numbers, expected {n_values}"


def shown(text: str) -> str:
    """A piece of a file, quoted, and short enough for a message."""
    text = text.strip()
    return repr(text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + "…")
