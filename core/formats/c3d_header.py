"""What stands before the frames of a C3D file: the header and the parameters. Reads no frames.

The header is the first 512 bytes. Parameters are named in groups (``POINT:LABELS``); where both say
the same, parameters count. Specification: The C3D File Format, c3d.org.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod
from pathlib import Path
from typing import TypeAlias

import numpy as np

from core.errors import FormatError
from core.formats.c3d_numbers import Processor
from core.formats.text import shown

BLOCK = 512
KEY = 0x50
"""The second byte of every file."""

Value: TypeAlias = Sequence[str] | Sequence[float]

_WORD, _SINGLE = 2, 4
_MORE_LABELS = range(2, 100)
_MOST_FRAMES = 2**32


@dataclass(frozen=True)
class Header:
    """The beginning of a file.

    Parameters
    ----------
    first
        The 512 bytes of the header.
    processor
        How numbers are written.
    parameters
        Values by ``"GROUP:NAME"``, upper case; strings without blanks at their end.
    """

    first: bytes
    processor: Processor
    parameters: Mapping[str, Value]

    def text(self, name: str) -> str:
        """The first string of a parameter; empty without one."""
        return next(iter(self.texts(name)), "")

    def texts(self, name: str) -> list[str]:
        return [value for value in self.parameters.get(name, ()) if isinstance(value, str)]

    def numbers(self, name: str) -> list[float]:
        return [value for value in self.parameters.get(name, ()) if not isinstance(value, str)]

    def long_texts(self, name: str) -> list[str]:
        """Of a list of strings that goes on in ``NAME2``, ``NAME3``… after 255 of them."""
        found = self.texts(name)
        for number in _MORE_LABELS:
            if not (more := self.texts(f"{name}{number}")):
                break
            found += more
        return found

    def word(self, number: int) -> int:
        """An unsigned word of the header, counted from 1 as the specification does."""
        return self.processor.words(self.first[2 * number - 2 : 2 * number])[0]

    def single(self, number: int) -> float:
        """A fraction that begins with this word of the header."""
        raw = np.frombuffer(self.first[2 * number - 2 : 2 * number + 2], self.processor.single)
        return float(self.processor.singles(raw)[0])

    def first_number(self, name: str, otherwise: float) -> float:
        return next(iter(self.numbers(name)), otherwise)

    def count(self, name: str, word: int) -> int:
        """A count that a parameter has, else a word of the header; parameters have no sign."""
        return int(np.nan_to_num(self.first_number(name, self.word(word)))) % (1 << 16)

    @cached_property
    def fps(self) -> float:
        return self.first_number("POINT:RATE", 0) or self.single(11)

    @cached_property
    def first_frame(self) -> int:
        """The number that the first frame has in the file."""
        return _long(self.numbers("TRIAL:ACTUAL_START_FIELD")) or self.word(4)

    @cached_property
    def n_frames(self) -> int:
        """How many frames there should be: the largest count, for words overflow."""
        last = _long(self.numbers("TRIAL:ACTUAL_END_FIELD"))
        counts = (self.first_number(f"POINT:{name}", 0) for name in ("FRAMES", "LONG_FRAMES"))
        return max(
            self.word(5) - self.word(4) + 1,
            last - self.first_frame + 1,
            *(int(count) for count in counts if 0 < count < _MOST_FRAMES),
        )


def read_header(path: Path) -> Header:
    """Read the header and all parameters.

    Raises
    ------
    FormatError
        If they do not hold together.
    """
    with path.open("rb") as file:
        first = file.read(BLOCK)
        if len(first) < BLOCK or first[1] != KEY:
            raise FormatError(path, "header", "is none of a C3D file, or cut off")
        file.seek((max(first[0], 2) - 1) * BLOCK)
        start = file.read(4)
        if len(start) < 4 or start[3] not in list(Processor):
            kind = f"processor {start[3]}" if len(start) == 4 else "nothing"
            raise FormatError(path, "parameters", f"{kind} where Intel, DEC or SGI should be named")
        # The number of blocks is a byte, so that this cannot be much; some writers leave it zero.
        content = file.read((start[2] or 255) * BLOCK)
    processor = Processor(start[3])
    try:
        return Header(first, processor, _parameters(memoryview(content), processor))
    except (IndexError, ValueError) as error:
        raise FormatError(path, "parameters", f"are damaged ({error})") from error


def _long(words: Sequence[float]) -> int:
    """A number of two words, the lower first, each perhaps read as negative; 0 without them."""
    low, high = (int(np.nan_to_num(word)) % (1 << 16) for word in (*words, 0, 0)[:2])
    return low + (high << 16)


def _parameters(content: memoryview, processor: Processor) -> dict[str, Value]:
    """Values by group and name, of records that each say where the next begins."""
    groups: dict[int, str] = {}
    found: dict[tuple[int, str], Value] = {}
    at = 0
    while at + 2 <= len(content) and content[at]:
        length, group = abs(_signed(content[at])), _signed(content[at + 1])
        name = bytes(content[at + 2 : at + 2 + length]).decode("latin-1").strip().upper()
        at += 2 + length
        following = processor.words(content[at : at + 2])
        if not following:
            raise ValueError(f"they end after {shown(name)}")
        # The last record may say that none follows.
        stop = at + following[0] if following[0] else len(content)
        if group < 0:
            groups[-group] = name
        else:
            found[group, name] = _value(content[at + 2 : stop], processor, name)
        at = stop
    return {f"{groups.get(group, group)}:{name}": value for (group, name), value in found.items()}


def _value(content: memoryview, processor: Processor, name: str) -> Value:
    """A parameter: its type, its dimensions, and its values, the first dimension fastest."""
    kind, n_dimensions = _signed(content[0]), content[1]
    dimensions = content[2 : 2 + n_dimensions]
    values = content[2 + n_dimensions :][: prod(dimensions) * max(abs(kind), 1)]
    if n_dimensions > 7 or len(values) < prod(dimensions) * abs(kind):
        raise ValueError(f"{shown(name)} does not fit")
    if kind == -1:
        length = dimensions[0] if dimensions else 1
        texts = (values[i : i + length] for i in range(0, len(values), length or 1))
        return [bytes(text).decode("utf-8", errors="replace").rstrip(" \0") for text in texts]
    if kind == _SINGLE:
        return list(processor.singles(np.frombuffer(values, processor.single)).tolist())
    if kind == _WORD:
        return processor.words(values, signed=True)
    return list(values)


def _signed(byte: int) -> int:
    return byte - 256 if byte > 127 else byte
