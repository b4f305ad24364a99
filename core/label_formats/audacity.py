"""Audacity's label tracks: one per line, start, end and text between tabs, in seconds.

A label whose start is its end is a point. Lines that begin with a backslash hold the frequencies of
the label before and are skipped. Specification: "Importing and Exporting Labels" in the manual of
Audacity.
"""

from collections.abc import Iterator
from pathlib import Path

from core.formats.text import first_lines, shown
from core.label_formats.content import REFUSED, Content, Remark, Row
from core.label_formats.convention import BORDERS, SECONDS, Convention
from core.label_formats.numbers import decimal, time
from core.label_formats.tables import numbered_lines
from core.label_formats.written import Sheet

NAME = "Audacity labels"
SUFFIXES: tuple[str, ...] = (".txt",)
CONVENTION = Convention(SECONDS, digits=6, keeps=frozenset({BORDERS}))

_N_CELLS = 3


def looks_like(head: bytes) -> bool:
    """A first line that begins with two numbers and a tab after each."""
    cells = first_lines(head)[0].split("\t", _N_CELLS - 1)
    try:
        return len(cells) == _N_CELLS and all(time(cell) is not None for cell in cells[:2])
    except ValueError:
        return False


def parse(path: Path, recording: str = "") -> Content:
    return Content.of(_items(path))


def compose(sheet: Sheet) -> bytes:
    rows = sorted(sheet.rows, key=lambda row: row.start)
    lines = (f"{_seconds(row.start)}\t{_seconds(row.stop)}\t{row.class_name}\n" for row in rows)
    return "".join(lines).encode()


def _items(path: Path) -> Iterator[Row | Remark]:
    for where, line in numbered_lines(path):
        if not line.startswith("\\"):
            try:
                yield _row(where, line)
            except ValueError as error:
                yield Remark(REFUSED, where, str(error))


def _row(where: str, line: str) -> Row:
    start, stop, name = [*line.split("\t", _N_CELLS - 1), "", ""][:_N_CELLS]
    if not name.strip():
        raise ValueError(f"{shown(line)} should be start, end and text between tabs")
    return Row(where, time(start), time(stop), name)


def _seconds(number: float | None) -> str:
    return decimal(number or 0, CONVENTION.digits)
