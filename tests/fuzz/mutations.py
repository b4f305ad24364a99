"""What happens to files, or worse. Knows nothing of formats."""

import random
import re
import struct
from collections.abc import Callable

_PIECES = (
    b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe9\xe8", b"-", b"\n", b"\r\n", b"\r", b"\t", b" ",
    b",", b";", b".", b'"', b"nan", b"-inf", b"inf", b"1e30", b"1e-320", b"1e999", b"0", b"NaN",
    b"9" * 12, b"9" * 400, b"{", b"[", b"]" * 20, b"[" * 3000, b"x" * 5000, b"\n" * 300,
)  # fmt: skip
_SWAPS = ((b",", b";"), (b",", b"\t"), (b".", b","), (b" ", b","), (b"\n", b"\r"), (b"\t", b" "))
_NUMBERS = tuple(
    struct.pack(kind, value)
    for kind, values in {
        "<f": (float("nan"), float("inf"), 1e38), ">f": (float("nan"), 1e38),
        "<d": (float("nan"), float("-inf"), 1e308), "<I": (0, 1, 0xFFFFFFFF, 0x7FFFFFFF, 1 << 20),
        ">I": (0x7FFFFFFF, 1 << 20), "<H": (0, 0xFFFF, 0x8000), ">H": (0x7FFF,),
        "<Q": (1 << 40, (1 << 64) - 1),
    }.items()
    for value in values
)  # fmt: skip
_AFTER_COLON = re.compile(rb"(?<=:)[^,\n]*")
_KINDS = (b"null", b"true", b"[]", b"{}", b'""', b"1e400", b"-1", b"[[]]", b'{"a": 1}')

Mutation = Callable[[bytes, random.Random], bytes]


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The content with one to four things done to it."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        content = chance.choice(MUTATIONS)(content, chance)[:_LONGEST]
    return content


def truncate(content: bytes, chance: random.Random) -> bytes:
    return content[: _place(content, chance)]


def flip_bits(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 20)) if content else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def duplicate(content: bytes, chance: random.Random) -> bytes:
    start, stop = _span(content, chance)
    return content[:stop] + content[start:stop] * chance.choice((1, 1, 2, 50)) + content[stop:]


def remove(content: bytes, chance: random.Random) -> bytes:
    start, stop = _span(content, chance)
    return content[:start] + content[stop:]


def shuffle(content: bytes, chance: random.Random) -> bytes:
    start, middle, stop = sorted(_place(content, chance) for _ in range(3))
    return content[:start] + content[middle:stop] + content[start:middle] + content[stop:]


def noise(content: bytes, chance: random.Random) -> bytes:
    start, stop = _span(content, chance)
    return content[:start] + chance.randbytes(stop - start) + content[stop:]


def insert(content: bytes, chance: random.Random) -> bytes:
    start, stop = _span(content, chance)
    return content[:start] + chance.choice(_PIECES) + content[chance.choice((start, stop)) :]


def binary_number(content: bytes, chance: random.Random) -> bytes:
    """A huge count, or a value that is no number, in place of whatever is there."""
    number, at = chance.choice(_NUMBERS), _place(content, chance)
    return content[:at] + number + content[at + len(number) :]


def number_in_text(content: bytes, chance: random.Random) -> bytes:
    """The same for numbers that are written out."""
    places = [at for at in range(len(content)) if content[at : at + 1].isdigit()]
    if not places:
        return content
    start = stop = chance.choice(places[:200] if chance.random() < 0.5 else places)
    while content[stop : stop + 1].isdigit():
        stop += 1
    new = chance.choice((b"nan", b"-1", b"0", b"1e9", b"99999999999", b"4294967296", b"1.5", b"x"))
    return content[:start] + new + content[stop:]


def other_kind(content: bytes, chance: random.Random) -> bytes:
    """What follows a colon, up to the next comma or line, is of another kind."""
    found = list(_AFTER_COLON.finditer(content))
    if not found:
        return content
    start, stop = chance.choice(found).span()
    return content[:start] + chance.choice(_KINDS) + content[stop:]


def swap_separators(content: bytes, chance: random.Random) -> bytes:
    return content.replace(*chance.choice(_SWAPS))


def lines(content: bytes, chance: random.Random) -> bytes:
    """A line lost, doubled, moved, or cut off."""
    rows = content.splitlines(keepends=True)
    if not rows:
        return content
    at, to = chance.randrange(len(rows)), chance.randrange(len(rows))
    changed = chance.choice(([], [rows[at]] * 2, [rows[to]], [rows[at][: len(rows[at]) // 2]]))
    return b"".join([*rows[:at], *changed, *rows[at + 1 :]])


MUTATIONS: tuple[Mutation, ...] = (
    truncate, flip_bits, duplicate, remove, shuffle, noise, insert, binary_number, number_in_text,
    other_kind, swap_separators, lines,
)  # fmt: skip

_LONGEST = 1 << 20


def _place(content: bytes, chance: random.Random) -> int:
    """Anywhere, and often near the beginning, where headers are."""
    n_bytes = len(content) if chance.random() < 0.6 else min(len(content), 600)
    return chance.randrange(n_bytes + 1)


def _span(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = _place(content, chance)
    return start, min(start + chance.choice((1, 2, 4, 30, 400, 4000)), len(content))
