"""The group EVENT of a C3D file, taken out and put in anew; everything else stays, byte by byte.

Parameters are records that follow each other, each with the number of its group and the way to the
next. The frames move when the records take more blocks than before, which the header and
POINT:DATA_START say. Specification: The C3D File Format, c3d.org, "The parameter section".
"""

import struct
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from core.formats.c3d_header import BLOCK
from core.formats.c3d_numbers import Processor

MOST_EVENTS = 255
_GROUP = b"EVENT"
_TEXTS, _BYTES, _WORDS, _SINGLES = -1, 1, 2, 4


class Event(NamedTuple):
    """One moment: seconds since frame 1, and what is said of it."""

    time: float
    context: str
    label: str
    subject: str = ""
    description: str = ""


class _Record(NamedTuple):
    """A group, by its negative number, or a parameter of a group, with all behind its link."""

    group: int
    name: bytes
    content: bytes


def with_events(content: bytes, processor: Processor, events: Sequence[Event]) -> bytes:
    """The content of a file with these events and no others.

    Raises
    ------
    ValueError
        If there are more than a file can hold, or the file is damaged.
    """
    if len(events) > MOST_EVENTS:
        raise ValueError(f"can hold {MOST_EVENTS} events, and these are {len(events)}")
    try:
        return _rebuilt(content, processor, events)
    except (IndexError, struct.error) as error:
        raise ValueError(f"is damaged: {error}") from error


def _rebuilt(content: bytes, processor: Processor, events: Sequence[Event]) -> bytes:
    order = ">" if processor is Processor.SGI else "<"
    at = (max(content[0], 2) - 1) * BLOCK
    old_start = (struct.unpack_from(f"{order}H", content, 16)[0] - 1) * BLOCK
    if not at + 4 <= old_start <= len(content):
        raise ValueError("has its frames before its parameters; save it anew elsewhere first")
    records = list(_records(content[at + 4 : old_start], order))
    own = {one.group for one in records if one.group < 0 and one.name.upper() == _GROUP}
    kept = [one for one in records if one.group not in own and -one.group not in own]
    free = max((abs(one.group) for one in kept), default=0) + 1
    whole = [*kept, *_group(free, processor, events)]
    blocks = -(-(4 + len(_joined(whole, order))) // BLOCK)
    if blocks > 255 or free > 127:
        raise ValueError("has no room for more parameters")
    start = at // BLOCK + blocks + 1
    section = content[at : at + 2] + bytes([blocks, processor])
    section += _joined([_moved(one, start, kept, order) for one in whole], order)
    head = content[:16] + struct.pack(f"{order}H", start) + content[18:at]
    return head + section.ljust(blocks * BLOCK, b"\0") + content[old_start:]


def _records(content: bytes, order: str) -> Iterator[_Record]:
    at = 0
    while at + 2 <= len(content) and content[at]:
        length, group = struct.unpack_from("bb", content, at)
        name = content[at + 2 : at + 2 + abs(length)]
        at += 2 + abs(length)
        following = struct.unpack_from(f"{order}H", content, at)[0]
        stop = at + following if following else len(content)
        yield _Record(group, name, content[at + 2 : stop])
        at = stop


def _joined(records: Sequence[_Record], order: str) -> bytes:
    parts = (
        struct.pack("bb", len(one.name), one.group)
        + one.name
        + struct.pack(f"{order}H", 2 + len(one.content))
        + one.content
        for one in records
    )
    return b"".join(parts) + b"\0\0"


def _moved(one: _Record, start: int, kept: Sequence[_Record], order: str) -> _Record:
    """POINT:DATA_START with the block in which the frames now begin."""
    points = {-other.group for other in kept if other.group < 0 and other.name.upper() == b"POINT"}
    if one.group not in points or one.name.upper() != b"DATA_START":
        return one
    at = 2 + one.content[1]
    moved = one.content[:at] + struct.pack(f"{order}H", start) + one.content[at + 2 :]
    return one._replace(content=moved)


def _group(number: int, processor: Processor, events: Sequence[Event]) -> Iterator[_Record]:
    order, n = ">" if processor is Processor.SGI else "<", len(events)
    single = _single_of(processor)

    def parameter(name: bytes, kind: int, sizes: Sequence[int], values: bytes) -> _Record:
        head = struct.pack(f"bB{len(sizes)}B", kind, len(sizes), *sizes)
        return _Record(number, name, head + values + b"\0")

    def texts(name: bytes, values: Sequence[str]) -> _Record:
        written = [value.encode() for value in values]
        longest = max(map(len, written), default=0)
        return parameter(name, _TEXTS, (longest, n), b"".join(v.ljust(longest) for v in written))

    yield _Record(-number, _GROUP, b"\0")
    yield parameter(b"USED", _WORDS, (), struct.pack(f"{order}H", n))
    yield texts(b"CONTEXTS", [one.context for one in events])
    yield texts(b"LABELS", [one.label for one in events])
    yield texts(b"DESCRIPTIONS", [one.description for one in events])
    yield texts(b"SUBJECTS", [one.subject for one in events])
    times = (part for one in events for part in (one.time // 60, one.time % 60))
    yield parameter(b"TIMES", _SINGLES, (2, n), b"".join(map(single, times)))
    yield parameter(b"ICON_IDS", _WORDS, (n,), bytes(2 * n))
    yield parameter(b"GENERIC_FLAGS", _BYTES, (n,), bytes(n))


def _single_of(processor: Processor) -> Callable[[float], bytes]:
    """How a processor writes a fraction; the inverse of `Processor.singles`."""
    if processor is Processor.INTEL:
        return lambda value: struct.pack("<f", value)
    if processor is Processor.SGI:
        return lambda value: struct.pack(">f", value)
    return lambda value: _swapped(struct.pack("<f", 4 * value))


def _swapped(content: bytes) -> bytes:
    return content[2:] + content[:2]
