"""Journals: what was done to a recording's labels, one line per step, only ever appended to.

A recording has a folder of files ``NNNNNNNN.jsonl``, named by the number of the first step in them.
A file begins with the whole state before that step, so that it can be read without the others. A
line is

    LENGTH CHECKSUM {"n": …, "at": …, "recording": …, "name": …, "state" or "step": {…}}

with the number of bytes of the JSON, its CRC-32 in hexadecimal, and the JSON in UTF-8. ``n`` counts
steps from 1; a state has the number of the step it includes. A last line that does not end is the
step in flight when the program was stopped. Knows nothing of what a state or a step is.
"""

import json
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.atomic import replacing
from core.checked import Json, on_one_line
from core.errors import FormatError

_NAME = re.compile(r"(\d{8,})\.jsonl")
_HEAD = re.compile(rb"([0-9]{1,12}) ([0-9a-f]{8}) ")


@dataclass(frozen=True, slots=True)
class Record:
    """A line of a journal.

    Parameters
    ----------
    n
        Number of the step, or of the last one that the state includes.
    at
        When, as ISO 8601 in UTC.
    recording
        The identifier of the recording, so that a file in the wrong folder is noticed.
    name
        What was done, for people.
    content
        The step or the state.
    is_state
        Which of both it is.
    """

    n: int
    at: str
    recording: str
    name: str
    content: Json
    is_state: bool = False

    def encode(self) -> bytes:
        kind = "state" if self.is_state else "step"
        about = {"n": self.n, "at": self.at, "recording": self.recording, "name": self.name}
        data = on_one_line({**about, kind: self.content}).encode()
        return b"%d %08x %s\n" % (len(data), zlib.crc32(data), data)

    @classmethod
    def decode(cls, data: bytes, at: int = 0) -> tuple["Record", int]:
        """Read the record that begins at a place; return it and where it stops.

        Raises
        ------
        ValueError
            If it is not what was written.
        """
        head = _HEAD.match(data, at)
        if head is None:
            raise ValueError("is no record")
        stop = head.end() + int(head[1])
        text = data[head.end() : stop]
        if int(head[2], 16) != zlib.crc32(text):
            raise ValueError("does not match its checksum")
        return cls._of(json.loads(text)), stop

    @classmethod
    def _of(cls, content: Json) -> "Record":
        n, at, recording, name = (content[key] for key in ("n", "at", "recording", "name"))
        is_state = "state" in content
        return cls(n, at, recording, name, content["state" if is_state else "step"], is_state)


@dataclass(frozen=True)
class Flaw:
    """A place that is not what was written.

    Parameters
    ----------
    line
        Counted from 1.
    why
        What is wrong.
    data
        The line; empty if it verifies, and only its end is missing.
    torn
        Whether it is the last one and breaks off.
    """

    line: int
    why: str
    data: bytes
    torn: bool = False


@dataclass(frozen=True)
class JournalFile:
    """What verifies in one file of a journal, and what does not.

    Parameters
    ----------
    path
        The file.
    records
        The lines that verify, in order.
    flaws
        Those that do not.
    size
        Bytes.
    """

    path: Path
    records: tuple[Record, ...]
    flaws: tuple[Flaw, ...]
    size: int

    @property
    def base(self) -> Record | None:
        """The state at the beginning; None if it is damaged."""
        begins = self.records and not any(flaw.line == 1 for flaw in self.flaws)
        return self.records[0] if begins and self.records[0].is_state else None

    @property
    def newest(self) -> int:
        """The number of the last line that ends, damaged or not."""
        damaged = [flaw for flaw in self.flaws if flaw.data and not flaw.torn]
        counted = first_number(self.path) - 2 + len(self.records) + len(damaged)
        return max(counted, *(record.n for record in self.records), 0)


def now() -> str:
    """The time, as records and labels write it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def journal_files(folder: Path) -> list[Path]:
    """The files of a journal, oldest first; none if the folder does not exist."""
    try:
        return sorted((p for p in folder.iterdir() if _NAME.fullmatch(p.name)), key=first_number)
    except FileNotFoundError:
        return []


def first_number(path: Path) -> int:
    """The number of the first step in a file, by its name."""
    return int(path.stem)


def file_of(folder: Path, number: int) -> Path:
    """The file whose first step has this number."""
    return folder / f"{number:08d}.jsonl"


def read_journal_file(path: Path, recording: str) -> JournalFile:
    """Read a file of the journal of a recording, verifying every line.

    Raises
    ------
    FormatError
        If it cannot be read at all.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FormatError(path, "", f"cannot be read: {error.strerror or error}") from error
    records: list[Record] = []
    flaws: list[Flaw] = []
    at = 0
    while at < len(data):
        at = _read_line(data, at, recording, records, flaws)
    return JournalFile(path, tuple(records), tuple(flaws), len(data))


def write_journal_file(path: Path, records: Iterable[Record]) -> int:
    """Write a whole file of a journal, or nothing; return its size in bytes."""
    data = b"".join(record.encode() for record in records)
    with replacing(path) as temporary:
        temporary.write_bytes(data)
    return len(data)


def _read_line(
    data: bytes, at: int, recording: str, records: list[Record], flaws: list[Flaw]
) -> int:
    """Add the record that begins at a place, or what is wrong with it; return where it stops."""
    line = len(records) + sum(bool(flaw.data) for flaw in flaws) + 1
    end = data.find(b"\n", at)
    try:
        record, stop = Record.decode(data, at)
        if record.recording != recording:
            raise ValueError(f"belongs to the recording {record.recording!r}")
    except (ValueError, KeyError) as error:
        torn = end < 0
        stop = len(data) if torn else end
        why = "breaks off" if torn else str(error)
        flaws.append(Flaw(line, why, data[at:stop], torn))
        return stop + 1
    records.append(record)
    if data[stop : stop + 1] != b"\n":
        flaws.append(Flaw(line, "does not end", b"", torn=stop + 1 >= len(data)))
    return stop + 1
