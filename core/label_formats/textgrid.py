"""Praat's TextGrid, the long and the short form, in UTF-8 or UTF-16: interval tiers, in seconds.

The intervals of a tier follow each other without gaps; where the text is empty there is no segment,
and nobody knows whether somebody looked. Points of a text tier take one frame. As in Praat, numbers
and quoted texts count only where they stand free, and everything else is decoration.
Specification: "TextGrid file formats" in the manual of Praat.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from core.label_formats.content import REFUSED, Content, Remark, Row
from core.label_formats.convention import BORDERS, SECONDS, TRACKS, Convention
from core.label_formats.numbers import decimal, time, whole
from core.label_formats.tables import text_of
from core.label_formats.written import Sheet

NAME = "Praat TextGrid"
SUFFIXES: tuple[str, ...] = (".textgrid",)
CONVENTION = Convention(SECONDS, digits=6, keeps=frozenset({TRACKS, BORDERS}))
INTERVALS, POINTS = "IntervalTier", "TextTier"

_TOKEN = re.compile(r'"((?:[^"]|"")*)"|(?<!\S)([-+]?\d[^\s]*)|(?<!\S)<(\w+)>|!.*')


def looks_like(head: bytes) -> bool:
    letters = head.replace(b"\0", b"")
    return b"ooTextFile" in letters[:100] and b"TextGrid" in letters[:200]


def parse(path: Path, recording: str = "") -> Content:
    tokens = _tokens(text_of(path))
    kind, what = next(tokens), next(tokens)
    if (kind, what) != ("ooTextFile", "TextGrid"):
        raise ValueError(f"is {kind} {what}, not ooTextFile TextGrid")
    _, end = time(next(tokens)), time(next(tokens))
    n_tiers = whole(next(tokens)) if next(tokens) == "exists" else 0
    items = chain.from_iterable(_tier(tokens, number) for number in range(1, n_tiers + 1))
    return Content.of(items, length=end)


def compose(sheet: Sheet) -> bytes:
    """The long form, which people can read and everything can."""
    _, end = CONVENTION.numbers(0, sheet.clock.n_frames or 1, sheet.clock)
    end = max(end, *(row.stop or 0 for row in sheet.rows), 0)
    lines = [
        'File type = "ooTextFile"',
        'Object class = "TextGrid"',
        "",
        "xmin = 0",
        f"xmax = {_seconds(end)}",
        "tiers? <exists>" if sheet.tracks else "tiers? <absent>",
        *([f"size = {len(sheet.tracks)}", "item []:"] if sheet.tracks else ()),
    ]
    for number, track in enumerate(sheet.tracks, 1):
        rows = [row for row in sheet.rows if row.track == track]
        lines += _tier_lines(number, track, list(_filled(rows, end)), end)
    return "\n".join([*lines, ""]).encode()


def _tokens(text: str) -> Iterator[str]:
    """The free-standing texts, numbers and flags; a `ValueError` after the last."""
    for found in _TOKEN.finditer(text):
        quoted, number, flag = found.groups()
        if quoted is not None:
            yield quoted.replace('""', '"')
        elif number or flag:
            yield number or flag
    raise ValueError("ends before all that it announces is there")


def _tier(tokens: Iterator[str], number: int) -> Iterator[Row | Remark]:
    kind, name = next(tokens), next(tokens)
    if kind not in (INTERVALS, POINTS):
        raise ValueError(f"tier {number} is {kind!r}, neither {INTERVALS} nor {POINTS}")
    time(next(tokens)), time(next(tokens))
    for count in range(1, whole(next(tokens)) + 1):
        where = f"tier {name!r}, {'interval' if kind == INTERVALS else 'point'} {count}"
        start = next(tokens)
        stop, text = next(tokens) if kind == INTERVALS else start, next(tokens)
        try:
            if text.strip():
                yield Row(where, time(start), time(stop), text, name)
        except ValueError as error:
            yield Remark(REFUSED, where, str(error))


def _filled(rows: Sequence[Row], end: float) -> Iterator[tuple[float, float, str]]:
    """The intervals of a tier: the rows, and an empty one where there is none."""
    at = 0.0
    for row in rows:
        if at < row.start:
            yield at, row.start, ""
        at = row.stop or 0.0
        yield row.start, at, row.class_name
    if at < end:
        yield at, end, ""


def _tier_lines(
    number: int, name: str, intervals: Sequence[tuple[float, float, str]], end: float
) -> Iterable[str]:
    yield f"    item [{number}]:"
    yield f'        class = "{INTERVALS}"'
    yield f"        name = {_quoted(name)}"
    yield "        xmin = 0"
    yield f"        xmax = {_seconds(end)}"
    yield f"        intervals: size = {len(intervals)}"
    for place, (start, stop, text) in enumerate(intervals, 1):
        yield f"        intervals [{place}]:"
        yield f"            xmin = {_seconds(start)}"
        yield f"            xmax = {_seconds(stop)}"
        yield f"            text = {_quoted(text)}"


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _seconds(number: float) -> str:
    return decimal(number, CONVENTION.digits)
