"""Events that BORIS exported as a table, "tabular" or "aggregated", with tabs or commas; seconds.

Tabular: one line for each START, STOP or POINT. Aggregated: one line for each state or point, with
start and stop. Columns have changed over the versions; they are found by name, below whatever
stands above the header. Subjects are tracks. Times include the observation's time offset, so that
much is the time at which the recording begins. Written is the tabular form, with commas.
Specification: O. Friard & M. Gamba, BORIS user guide, "Export events".
"""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from core.label_formats.boris_events import (
    NOBODY,
    POINT,
    START,
    STOP,
    Event,
    events,
    segments,
)
from core.label_formats.content import REFUSED, Content, Remark, Row, taken
from core.label_formats.convention import BORDERS, NOTES, SECONDS, TRACKS, Convention
from core.label_formats.numbers import time
from core.label_formats.tables import delimiter_of, text_of
from core.label_formats.written import Sheet

NAME = "BORIS table"
SUFFIXES: tuple[str, ...] = (".csv",)
CONVENTION = Convention(SECONDS, digits=3, keeps=frozenset({TRACKS, NOTES, BORDERS}))
COLUMNS = (
    "Observation id",
    "Observation type",
    "Time offset (s)",
    "Media duration (s)",
    "FPS (frame/s)",
    "Subject",
    "Behavior",
    "Behavior type",
    "Time",
    "Media file name",
    "Comment",
)

_RATES = ("FPS (frame/s)", "FPS")
_LENGTHS = ("Media duration (s)", "Total length")
_MEDIA = ("Media file name", "Media file path", "Media file", "Source")
_KINDS = ("Behavior type", "Status")
_Cells = Mapping[str, str]


def looks_like(head: bytes) -> bool:
    text = head.decode("utf-8-sig", errors="replace")
    return "Behavior" in text and ("Observation id" in text or "Media file" in text)


def parse(path: Path, recording: str = "") -> Content:
    lines, above = _table(path)
    lines = _chosen(lines, recording)
    first = lines[0][1] if lines else {}
    items = [_item(where, cells) for where, cells in lines]
    read = [one for one in items if isinstance(one, Row | Remark)]
    return Content.of(
        [
            *taken((name for _, cells in lines for name in _names(cells)), recording),
            *read,
            *segments(one for one in items if isinstance(one, Event)),
        ],
        length=_number(_first(first, _LENGTHS)),
        fps=_number(_first(first, _RATES)),
        offset=_number(first.get("Time offset (s)") or above.get("Time offset (s)", "")) or 0.0,
    )


def recordings(path: Path) -> tuple[str, ...]:
    """The names of the recordings that a file speaks of."""
    lines, _ = _table(path)
    return tuple(dict.fromkeys(name for _, cells in lines for name in _names(cells)))


def compose(sheet: Sheet) -> bytes:
    clock, text = sheet.clock, io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    _, duration = CONVENTION.numbers(0, clock.n_frames or 0, clock)
    about = (clock.recording, "Media file", f"{clock.offset:g}", f"{duration:.3f}", f"{clock.fps}")
    for event in events(sheet.rows):
        what = (event.subject or NOBODY, event.behaviour, event.kind, f"{event.time:.3f}")
        writer.writerow((*about, *what, clock.recording, event.comment))
    return text.getvalue().encode()


def _table(path: Path) -> tuple[list[tuple[str, _Cells]], dict[str, str]]:
    """The lines below the header, by column, and what stands above it, by name."""
    text = text_of(path)
    head = next((line for line in text.splitlines() if _is_header(line)), None)
    if head is None:
        raise ValueError("has no line that names the columns: Behavior and Time or Start (s)")
    above: dict[str, str] = {}
    columns: list[str] = []
    lines: list[tuple[str, _Cells]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(head))
    try:
        for cells in reader:
            if columns and any(cells):
                row = dict(zip(columns, cells, strict=False))
                lines.append((f"line {reader.line_num}", {**above, **row}))
            elif _is_header("\t".join(cells)):
                columns = cells
            elif cells:
                above[cells[0]] = cells[1] if len(cells) > 1 else ""
    except csv.Error as error:
        raise ValueError(f"line {reader.line_num}: {error}") from error
    return lines, above


def _is_header(line: str) -> bool:
    cells = [cell.strip('"') for cell in line.split(delimiter_of(line))]
    return "Behavior" in cells and ("Time" in cells or "Start (s)" in cells)


def _chosen(lines: list[tuple[str, _Cells]], recording: str) -> list[tuple[str, _Cells]]:
    """Those of one observation: that of the recording, or the only one."""
    own = [(where, cells) for where, cells in lines if recording in _names(cells)]
    if own and recording:
        observations = {cells.get("Observation id", "") for _, cells in own}
        in_a_row = any(";" in _first(cells, _LENGTHS) for _, cells in own)
        all_ = sum(cells.get("Observation id", "") in observations for _, cells in lines)
        if in_a_row or len(own) < all_:
            raise ValueError(
                f"is of other media in a row with {recording!r}, whose times "
                "go on from one to the next; export the project, which says how long they are"
            )
        return own
    observations = {cells.get("Observation id", "") for _, cells in lines}
    if len(observations) > 1:
        which = f"is of {recording!r}" if recording else "is asked for"
        raise ValueError(f"holds {len(observations)} observations, and none {which}")
    return lines


def _names(cells: _Cells) -> list[str]:
    media = PurePath(_first(cells, _MEDIA).replace("\\", "/")).stem
    return [name for name in (cells.get("Observation id", ""), media) if name]


def _item(where: str, cells: _Cells) -> Event | Row | Remark:
    try:
        return _event(where, cells)
    except ValueError as error:
        return Remark(REFUSED, where, str(error))


def _event(where: str, cells: _Cells) -> Event | Row:
    subject, behaviour = cells.get("Subject", ""), cells.get("Behavior", "")
    subject = "" if subject == NOBODY else subject
    if not behaviour:
        raise ValueError("has no behaviour")
    if "Start (s)" in cells:
        start, stop = time(cells["Start (s)"]), time(cells.get("Stop (s)", ""))
        return Row(where, start, stop, behaviour, subject, note=cells.get("Comment start", ""))
    kind = _first(cells, _KINDS)
    if kind not in (START, STOP, POINT):
        raise ValueError(f"{kind!r} is none of START, STOP, POINT")
    modifiers = "|".join(v for k, v in cells.items() if k.startswith("Modifier") and v)
    at = time(cells.get("Time", ""))
    return Event(where, at, subject, behaviour, kind, modifiers, cells.get("Comment", ""))


def _first(cells: _Cells, names: Sequence[str]) -> str:
    return next((cells[name] for name in names if cells.get(name)), "")


def _number(text: str) -> float | None:
    """A number, if it is one: several media have several lengths."""
    try:
        return time(text)
    except ValueError:
        return None
