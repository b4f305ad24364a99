"""Segments as a table, one per line: Kinescribe's own exchange format for labels and predictions.

Comma-separated UTF-8 with the header `COLUMNS`. Frames are counted from 0 and ranges are half-open,
``[start_frame, stop_frame)``; the seconds repeat them for people and are not read. ``annotator`` is
the name of the track, or of the model that predicted. ``status`` is

``confirmed``
    a segment that a person has set (also if the column is missing);
``reviewed``
    no segment but a span, without a class, that a person has looked at: what is not a segment in
    it is background;
``predicted``
    a segment that a model proposes. It is no label, and `parse` leaves it out.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from core.atomic import replacing
from core.errors import FormatError
from core.formats.text import first_lines, shown
from core.label_formats.content import LEFT_OUT, REFUSED, Content, Remark, Row
from core.label_formats.convention import EVERYTHING, FRAMES, NOTES, Convention
from core.label_formats.numbers import whole
from core.label_formats.tables import table
from core.label_formats.written import Sheet
from core.labels import Segment

NAME = "CSV segments"
SUFFIXES: tuple[str, ...] = (".csv",)
CONVENTION = Convention(FRAMES, keeps=EVERYTHING - {NOTES})
COLUMNS = (
    "start_frame",
    "stop_frame",
    "start_s",
    "stop_s",
    "class",
    "score",
    "annotator",
    "status",
)
CONFIRMED, REVIEWED, PREDICTED = "confirmed", "reviewed", "predicted"

_NEEDED = ("start_frame", "stop_frame", "class")


def looks_like(head: bytes) -> bool:
    return set(_NEEDED) <= set(first_lines(head)[0].split(","))


def parse(path: Path, recording: str = "") -> Content:
    items = list(_items(path, (CONFIRMED, REVIEWED)))
    if items and all(isinstance(one, Remark) and one.kind == LEFT_OUT for one in items):
        raise FormatError(path, "", "holds predictions only, which a person has to accept first")
    return Content.of(items)


def compose(sheet: Sheet) -> bytes:
    rows = ((row, CONFIRMED if row.class_name else REVIEWED) for row in sheet.rows)
    return _table(rows, sheet.clock.fps)


def read_predicted(path: Path) -> dict[str, tuple[Segment, ...]]:
    """What models proposed, by the name of the model, in order of time."""
    by_model: dict[str, list[tuple[Segment, str]]] = {}
    for item in _items(path, (PREDICTED,)):
        if isinstance(item, Row):
            by_model.setdefault(item.track, []).append((_proposed(path, item), item.where))
        elif item.kind == REFUSED:
            raise FormatError(path, item.where, item.why)
    return {name: _in_order(path, found) for name, found in by_model.items()}


def write_predicted(segments: Sequence[Segment], path: Path, fps: float, model: str) -> None:
    """Write what a model proposes so that `read_predicted` returns it."""
    rows = (
        (Row("", one.start, one.stop, one.class_name, model, one.score), PREDICTED)
        for one in segments
    )
    with replacing(path) as temporary:
        temporary.write_bytes(_table(rows, fps))


def _table(rows: Iterator[tuple[Row, str]], fps: float | None) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(_cells(row, status, fps) for row, status in rows)
    return text.getvalue().encode()


def _cells(row: Row, status: str, fps: float | None) -> tuple[object, ...]:
    stop = row.start if row.stop is None else row.stop
    seconds = (round(row.start / fps, 6), round(stop / fps, 6)) if fps else ("", "")
    score = repr(float(row.score)) if row.class_name else ""
    return (row.start, stop, *seconds, row.class_name, score, row.track, status)


def _items(path: Path, wanted: Sequence[str]) -> Iterator[Row | Remark]:
    for where, cells in table(path, _NEEDED):
        try:
            row, status = _row(where, cells)
        except ValueError as error:
            yield Remark(REFUSED, where, str(error))
            continue
        left_out = Remark(LEFT_OUT, where, f"is {status}, which is not asked for")
        yield row if status in wanted else left_out


def _row(where: str, cells: dict[str, str]) -> tuple[Row, str]:
    start, stop = whole(cells["start_frame"]), whole(cells["stop_frame"])
    status = cells.get("status") or CONFIRMED
    if status not in (CONFIRMED, REVIEWED, PREDICTED):
        raise ValueError(f"status {shown(status)} is none of confirmed, reviewed, predicted")
    class_name = "" if status == REVIEWED else cells["class"]
    if not class_name and status != REVIEWED:
        raise ValueError(f"the segment [{start}, {stop}) has no class")
    score = float(cells.get("score") or 1)
    return Row(where, start, stop, class_name, cells.get("annotator") or "", score), status


def _proposed(path: Path, row: Row) -> Segment:
    try:
        return Segment(int(row.start), int(row.stop or 0), row.class_name, row.score)
    except ValueError as error:
        raise FormatError(path, row.where, str(error)) from error


def _in_order(path: Path, found: Sequence[tuple[Segment, str]]) -> tuple[Segment, ...]:
    """Those of one model in order of time; two that overlap are an error."""
    ordered = sorted(found, key=lambda one: one[0].start)
    for (before, earlier), (after, later) in pairwise(ordered):
        if after.start < before.stop:
            raise FormatError(path, later, f"overlaps {earlier} of the same model")
    return tuple(segment for segment, _ in ordered)
