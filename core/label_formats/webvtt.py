"""WebVTT: subtitles with the class as text, for players of videos. Written, not read as labels.

Times are hours, minutes and seconds to the millisecond; a cue is shown from its first time on until
its second. Specification: W3C, WebVTT: The Web Video Text Tracks Format, 2019.
"""

import re
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path

from core.errors import FormatError
from core.formats.text import first_lines
from core.label_formats.content import Content, Row
from core.label_formats.convention import BORDERS, MILLISECONDS, Convention
from core.label_formats.tables import text_of
from core.label_formats.written import Sheet

NAME = "WebVTT"
SUFFIXES: tuple[str, ...] = (".vtt",)
CONVENTION = Convention(MILLISECONDS, keeps=frozenset({BORDERS}))

_TIME = r"(?:(\d+):)?(\d\d):(\d\d)\.(\d\d\d)"
_CUE = re.compile(rf"^{_TIME} --> {_TIME}$")
_SIZES = (3_600_000, 60_000, 1000, 1)


def looks_like(head: bytes) -> bool:
    return first_lines(head)[0].startswith("WEBVTT")


def parse(path: Path, recording: str = "") -> Content:
    """The cues of a file that `compose` made."""
    blocks = text_of(path).split("\n\n")
    if not blocks[0].startswith("WEBVTT"):
        raise FormatError(path, "line 1", "is not WEBVTT")
    return Content.of(_rows(blocks[1:]))


def compose(sheet: Sheet) -> bytes:
    cues = (
        f"{_time(row.start)} --> {_time(row.stop)}\n{escape(row.class_name, quote=False)}\n"
        for row in sorted(sheet.rows, key=lambda row: row.start)
    )
    return "\n".join(["WEBVTT\n", *cues]).encode()


def _rows(blocks: list[str]) -> Iterator[Row]:
    for number, block in enumerate(blocks, 1):
        times, _, text = block.partition("\n")
        if found := _CUE.match(times):
            start, stop = found.groups("0")[:4], found.groups("0")[4:]
            yield Row(f"cue {number}", _ms(start), _ms(stop), unescape(text.removesuffix("\n")))


def _time(milliseconds: float | None) -> str:
    rest, parts = int(milliseconds or 0), []
    for size in _SIZES:
        part, rest = divmod(rest, size)
        parts.append(part)
    hours, minutes, seconds, thousandths = parts
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"


def _ms(parts: tuple[str, ...]) -> int:
    return sum(int(part) * size for part, size in zip(parts, _SIZES, strict=True))
