"""MAT-files of MATLAB 5 to 7.2: the arrays of numbers in them, and nothing else.

Specification: MathWorks, MAT-File Format, level 5. Arrays inside structures of one element are
called ``structure.field``. What is not numbers (text, cells, functions, objects, sparse arrays) is
passed over; nothing in a file is ever run.
"""

import struct
import zlib
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

SIGNATURE = b"MATLAB 5.0 MAT-file"

_HEADER_BYTES = 128
_MATRIX, _COMPRESSED = 14, 15
_NUMBERS = {
    1: "i1",
    2: "u1",
    3: "i2",
    4: "u2",
    5: "i4",
    6: "u4",
    7: "f4",
    9: "f8",
    12: "i8",
    13: "u8",
}
_STRUCTURE, _NUMERIC_CLASSES = 2, range(6, 16)
_COMPLEX = 0x800
_DEEPEST = 4

Array = npt.NDArray[np.generic]


def arrays(content: bytes) -> dict[str, Array]:
    """The arrays of a file, by name.

    Raises
    ------
    ValueError
        If the content is not as the specification has it.
    """
    if not content.startswith(SIGNATURE) or content[126:128] not in (b"IM", b"MI"):
        raise ValueError("is not a MAT-file of MATLAB 5 to 7.2")
    order = "<" if content[126:128] == b"IM" else ">"
    try:
        return dict(_arrays(content[_HEADER_BYTES:], order))
    except (struct.error, zlib.error, IndexError, UnicodeDecodeError) as error:
        raise ValueError(f"is damaged ({error})") from error


def _arrays(content: bytes, order: str) -> Iterator[tuple[str, Array]]:
    for kind, data in _elements(content, order):
        if kind == _COMPRESSED:
            yield from _arrays(zlib.decompress(data), order)
        elif kind == _MATRIX:
            yield from _matrix(data, order, "", 0)


def _elements(content: bytes, order: str) -> Iterator[tuple[int, bytes]]:
    """Type and data of each element; those of up to four bytes are packed into their tag."""
    at = 0
    while at + 8 <= len(content):
        kind, size = struct.unpack_from(f"{order}II", content, at)
        if kind >> 16:
            kind, size, start, step = kind & 0xFFFF, kind >> 16, at + 4, 8
        else:
            # Only compressed elements are not padded to eight bytes.
            start, step = at + 8, 8 + (size if kind == _COMPRESSED else -(-size // 8) * 8)
        if start + size > len(content):
            raise ValueError("ends in the middle of an array; was it cut off while copied?")
        yield kind, content[start : start + size]
        at += step


def _matrix(data: bytes, order: str, prefix: str, depth: int) -> Iterator[tuple[str, Array]]:
    parts = list(_elements(data, order))
    if len(parts) < 4 or depth > _DEEPEST:
        return
    (flags,) = struct.unpack_from(f"{order}I", parts[0][1])
    shape = tuple(np.frombuffer(parts[1][1], f"{order}i4").tolist())
    name = prefix or parts[2][1].decode("ascii")
    kind, values = parts[3]
    if flags & 0xFF in _NUMERIC_CLASSES and not flags & _COMPLEX and kind in _NUMBERS:
        found = np.frombuffer(values, f"{order}{_NUMBERS[kind]}")
        yield name, found.reshape(shape, order="F")
    elif flags & 0xFF == _STRUCTURE and shape == (1, 1) and len(parts) > 4:
        yield from _fields(parts, order, name, depth)


def _fields(
    parts: list[tuple[int, bytes]], order: str, name: str, depth: int
) -> Iterator[tuple[str, Array]]:
    (length,) = struct.unpack_from(f"{order}i", parts[3][1])
    if length < 1:
        return
    names = [
        parts[4][1][at : at + length].split(b"\0")[0].decode("ascii")
        for at in range(0, len(parts[4][1]), length)
    ]
    for field, (_, data) in zip(names, parts[5:], strict=False):
        yield from _matrix(data, order, f"{name}.{field}" if name else field, depth + 1)
