"""JSON files that carry a checksum, and that people can read, compare and merge line by line.

The second line is ``"checksum": "XXXXXXXX",``: the CRC-32 of all that follows it. Whoever changes
such a file by hand deletes that line, and the file is taken as it stands.
"""

import json
import re
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from core.atomic import replacing
from core.errors import FormatError

Json = dict[str, Any]
"""A JSON object."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_HEAD = re.compile(rb'\{\n "checksum": "([0-9a-f]{8})",\n')


class Checked(NamedTuple):
    """What such a file says; ``by_hand`` if somebody has taken the checksum out."""

    content: Json
    by_hand: bool


def write_checked(path: Path, content: Mapping[str, Any]) -> None:
    """Write an object that is not empty, whole or not at all; what holds only values is one line.

    Raises
    ------
    FormatError
        If the file cannot be written, with the reason.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(encoded(content))


def read_checked(path: Path) -> Checked:
    """Read such a file.

    Raises
    ------
    FormatError
        If it is no JSON object, or not what its checksum was made for.
    FileNotFoundError
        If there is none.
    """
    return decoded(_bytes(path), path)


def encoded(content: Mapping[str, Any]) -> bytes:
    """What `write_checked` writes."""
    body = f"{_entries(content, ' ')}\n}}\n".encode()
    return b'{\n "checksum": "%08x",\n' % zlib.crc32(body) + body


def decoded(text: bytes, path: Path) -> Checked:
    """What `read_checked` reads; the path is for the message."""
    # Version control may have given it the line ends of another system.
    text = text.replace(b"\r\n", b"\n")
    content = _parsed(path, text)
    head = _HEAD.match(text)
    if head is None and "checksum" not in content:
        return Checked(content, by_hand=True)
    if head is None or int(head[1], 16) != zlib.crc32(text[head.end() :]):
        raise FormatError(
            path,
            "line 2",
            "the content does not match the checksum: the file is damaged, or was changed by hand "
            "(then delete this line)",
        )
    del content["checksum"]
    return Checked(content, by_hand=False)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise FormatError(path, "", f"cannot be read: {error.strerror or error}") from error


def _parsed(path: Path, text: bytes) -> Json:
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise FormatError(path, f"line {error.lineno}", f"is not JSON: {error.msg}") from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise FormatError(path, "", f"is not JSON: {error}") from error
    if not isinstance(content, dict):
        raise FormatError(path, "line 1", "is not a JSON object")
    return content


def on_one_line(value: Any) -> str:
    """JSON as short as it can be; as `_written`, it leaves other threads their turn."""
    if isinstance(value, Mapping) and any(map(_holds, value.values())):
        entries = (f"{_encode(name)}:{on_one_line(item)}" for name, item in value.items())
        return "{" + ",".join(entries) + "}"
    if isinstance(value, list | tuple) and any(map(_holds, value)):
        return "[" + ",".join(map(on_one_line, value)) + "]"
    return _encode(value)


def _written(value: Any, indent: str) -> str:
    """JSON with a line for every list or object that holds nothing but values.

    Not `json.dumps` for all of it, which would stop every other thread until it is through.
    """
    inner = indent + " "
    if isinstance(value, Mapping) and any(map(_holds, value.values())):
        return "{\n" + _entries(value, inner) + f"\n{indent}}}"
    if isinstance(value, list | tuple) and any(map(_holds, value)):
        return "[\n" + ",\n".join(inner + _written(item, inner) for item in value) + f"\n{indent}]"
    return json.dumps(value, ensure_ascii=False)


def _entries(content: Mapping[str, Any], indent: str) -> str:
    return ",\n".join(
        f"{indent}{json.dumps(name, ensure_ascii=False)}: {_written(value, indent)}"
        for name, value in content.items()
    )


def _holds(value: Any) -> bool:
    return isinstance(value, Mapping | list | tuple)
