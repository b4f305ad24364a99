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
    a segment that a model proposes. It is no label, and `read` leaves it out.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from core.atomic import replacing
from core.errors import FormatError
from core.formats.text import first_lines, shown
from core.labels import LabelTrack, Segment, Span

NAME = "CSV segments"
SUFFIXES: tuple[str, ...] = (".csv",)
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


def read(path: Path) -> tuple[LabelTrack, ...]:
    rows = list(_rows(path))
    if rows and all(row.status == PREDICTED for row in rows):
        raise FormatError(path, "", "holds predictions only, which a person has to accept first")
    labels = [row for row in rows if row.status != PREDICTED]
    return tuple(_track(path, name, labels) for name in _annotators(labels))


def read_predicted(path: Path) -> dict[str, tuple[Segment, ...]]:
    """What models proposed, by the name of the model, in order of time."""
    rows = [row for row in _rows(path) if row.status == PREDICTED]
    return {name: _segments(path, name, PREDICTED, rows) for name in _annotators(rows)}


def write(tracks: Sequence[LabelTrack], path: Path, fps: float) -> None:
    """Write tracks so that `read` returns equal ones, but for empty ones, which have no line."""
    _write(path, fps, (row for track in tracks for row in _rows_of(track)))


def write_predicted(segments: Sequence[Segment], path: Path, fps: float, model: str) -> None:
    """Write what a model proposes so that `read_predicted` returns it."""
    _write(path, fps, (_Row(0, segment, model, PREDICTED) for segment in segments))


class _Row(NamedTuple):
    """One line of the file; the span is a `Segment` unless its status is reviewed."""

    line: int
    span: Span
    annotator: str
    status: str


def _rows_of(track: LabelTrack) -> list[_Row]:
    rows = [_Row(0, segment, track.name, CONFIRMED) for segment in track.segments]
    rows += [_Row(0, span, track.name, REVIEWED) for span in track.reviewed]
    return sorted(rows, key=lambda row: row.span.start)


def _write(path: Path, fps: float, rows: Iterable[_Row]) -> None:
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        table.writerows(_cells(row, fps) for row in rows)


def _cells(row: _Row, fps: float) -> tuple[object, ...]:
    span = row.span
    about = (span.class_name, repr(float(span.score))) if isinstance(span, Segment) else ("", "")
    seconds = (round(span.start / fps, 6), round(span.stop / fps, 6))
    return (span.start, span.stop, *seconds, *about, row.annotator, row.status)


def _rows(path: Path) -> Iterator[_Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file, restval="")
        try:
            _check_header(path, table.fieldnames or ())
            for cells in table:
                yield _row(path, table.line_num, cells)
        except csv.Error as error:
            raise FormatError(path, f"line {table.line_num + 1}", str(error)) from error
        except UnicodeDecodeError as error:
            raise FormatError(path, "", "is not UTF-8 text; save it as UTF-8") from error


def _check_header(path: Path, names: Sequence[str]) -> None:
    for name in _NEEDED:
        if name not in names:
            raise FormatError(path, "line 1", f"there is no column {name!r}")


def _row(path: Path, line: int, cells: dict[str, str]) -> _Row:
    try:
        span, status = _span_and_status(cells)
    except ValueError as error:
        raise FormatError(path, f"line {line}", str(error)) from error
    return _Row(line, span, cells.get("annotator") or "", status)


def _span_and_status(cells: dict[str, str]) -> tuple[Span, str]:
    if None in cells:
        raise ValueError("has more cells than the header")
    start, stop = _integer(cells["start_frame"]), _integer(cells["stop_frame"])
    status = cells.get("status") or CONFIRMED
    if status not in (CONFIRMED, REVIEWED, PREDICTED):
        raise ValueError(f"status {shown(status)} is none of confirmed, reviewed, predicted")
    if status == REVIEWED:
        return Span(start, stop), status
    return Segment(start, stop, cells["class"], float(cells.get("score") or 1)), status


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"{shown(text)} is not the number of a frame") from None


def _annotators(rows: Iterable[_Row]) -> list[str]:
    return list(dict.fromkeys(row.annotator for row in rows))


def _track(path: Path, name: str, rows: Sequence[_Row]) -> LabelTrack:
    own = [row for row in rows if row.annotator == name]
    segments = _segments(path, name, CONFIRMED, own)
    reviewed = tuple(row.span for row in _in_order(path, own, REVIEWED))
    return LabelTrack(name, max(row.span.stop for row in own), segments, reviewed)


def _segments(path: Path, name: str, status: str, rows: Sequence[_Row]) -> tuple[Segment, ...]:
    own = [row for row in rows if row.annotator == name]
    return tuple(row.span for row in _in_order(path, own, status) if isinstance(row.span, Segment))


def _in_order(path: Path, rows: Sequence[_Row], status: str) -> list[_Row]:
    """Those of one status, in order of time; two that overlap are an error."""
    ordered = sorted((row for row in rows if row.status == status), key=lambda row: row.span.start)
    for before, after in pairwise(ordered):
        if after.span.start < before.span.stop:
            later, earlier = max(before.line, after.line), min(before.line, after.line)
            raise FormatError(path, f"line {later}", f"overlaps line {earlier} of the same track")
    return ordered
