"""BIDS ``events.tsv``: onset and duration in seconds, and the class as ``trial_type``.

Tab-separated, with one column more than BIDS asks for: ``track``, which its readers ignore.
Written, not read as labels. Specification: Brain Imaging Data Structure 1.10, "Task
events".
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from core.formats.text import first_lines
from core.label_formats.content import REFUSED, Content, Remark, Row
from core.label_formats.convention import BORDERS, SECONDS, TRACKS, Convention
from core.label_formats.numbers import decimal, time
from core.label_formats.tables import table
from core.label_formats.written import Sheet

NAME = "BIDS events"
SUFFIXES: tuple[str, ...] = (".tsv",)
CONVENTION = Convention(SECONDS, digits=6, keeps=frozenset({TRACKS, BORDERS}))
COLUMNS = ("onset", "duration", "trial_type", "track")


def looks_like(head: bytes) -> bool:
    return first_lines(head)[0].split("\t")[:2] == ["onset", "duration"]


def parse(path: Path, recording: str = "") -> Content:
    """The events of a file that `compose` made."""
    return Content.of(_items(path))


def compose(sheet: Sheet) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in sorted(sheet.rows, key=lambda row: row.start):
        duration = (row.stop or 0) - row.start
        writer.writerow((_seconds(row.start), _seconds(duration), row.class_name, row.track))
    return text.getvalue().encode()


def _items(path: Path) -> Iterator[Row | Remark]:
    for where, cells in table(path, COLUMNS, "\t"):
        try:
            onset = time(cells["onset"])
            stop = onset + time(cells["duration"])
            yield Row(where, onset, stop, cells["trial_type"], cells["track"])
        except ValueError as error:
            yield Remark(REFUSED, where, str(error))


def _seconds(number: float) -> str:
    return decimal(number, CONVENTION.digits)
