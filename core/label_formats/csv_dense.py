"""A class for every frame: a table with one line per frame and one column per track.

Comma-separated UTF-8; the header begins with ``frame`` and, if there are times, ``seconds``, which
repeat the frames for people and are not read. Frames are counted from 0. A cell is the name of a
class, `BACKGROUND` where somebody saw that nothing happens, or empty where nobody has looked; so is
every frame that has no line.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from core.formats.text import first_lines
from core.label_formats.content import REFUSED, Content, Remark, Row
from core.label_formats.convention import FRAMES, REVIEWED, TRACKS, Convention
from core.label_formats.numbers import decimal, whole
from core.label_formats.tables import table
from core.label_formats.written import Sheet

NAME = "CSV dense"
SUFFIXES: tuple[str, ...] = (".csv",)
CONVENTION = Convention(FRAMES, keeps=frozenset({TRACKS, REVIEWED}))
BACKGROUND = "background"

_TIMES = ("seconds", "time", "time_s")


def looks_like(head: bytes) -> bool:
    """A header that begins with ``frame``, and no positions in the line below it."""
    header, *rows = [line.split(",") for line in first_lines(head)[:2]]
    if header[0] != "frame" or len(header) < 2:
        return False
    first = 2 if header[1] in _TIMES else 1
    return not any(_is_position(cell) for row in rows for cell in row[first:])


def parse(path: Path, recording: str = "") -> Content:
    lines: list[tuple[str, int, dict[str, str]]] = []
    remarks = []
    for where, cells in table(path, ("frame",)):
        try:
            frame = whole(cells["frame"])
        except ValueError as error:
            remarks.append(Remark(REFUSED, where, str(error)))
            continue
        if lines and frame <= lines[-1][1]:
            why = f"frame {frame} comes after frame {lines[-1][1]}"
            remarks.append(Remark(REFUSED, where, why))
            continue
        lines.append((where, frame, cells))
    columns = list(lines[0][2]) if lines else []
    tracks = [name for place, name in enumerate(columns) if not _is_time(place, name)]
    rows = [row for name in tracks for row in _runs(lines, name, alone=len(tracks) == 1)]
    return Content.of([*rows, *remarks], length=lines[-1][1] + 1 if lines else None)


def compose(sheet: Sheet) -> bytes:
    n_frames, fps = sheet.clock.n_frames or 0, sheet.clock.fps
    columns = [[""] * n_frames for _ in sheet.tracks]
    # Reviewed spans first, for segments to stand on them.
    for row in sorted(sheet.rows, key=lambda row: bool(row.class_name)):
        start, stop = int(row.start), int(row.stop or 0)
        cells = [row.class_name or BACKGROUND] * (stop - start)
        columns[sheet.tracks.index(row.track)][start:stop] = cells
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("frame", "seconds", *sheet.tracks))
    for frame, classes in enumerate(zip(*columns, strict=True)):
        writer.writerow((frame, decimal(frame / fps, 6) if fps else "", *classes))
    return text.getvalue().encode()


def _runs(lines: list[tuple[str, int, dict[str, str]]], name: str, alone: bool) -> Iterator[Row]:
    """A row for each run of frames with the same cell; the only column needs no name."""
    track = "" if alone and name in ("class", "label") else name
    begun: tuple[str, int, str] | None = None
    last = 0
    for where, frame, cells in lines:
        if begun and (frame != last + 1 or cells[name] != begun[2]):
            yield from _run(begun, last + 1, track)
            begun = None
        begun, last = begun or (where, frame, cells[name]), frame
    if begun:
        yield from _run(begun, last + 1, track)


def _run(begun: tuple[str, int, str], stop: int, track: str) -> Iterator[Row]:
    where, start, cell = begun
    if cell:
        yield Row(where, start, stop, "" if cell == BACKGROUND else cell, track)


def _is_time(place: int, name: str) -> bool:
    return place == 0 or (place == 1 and name in _TIMES)


def _is_position(cell: str) -> bool:
    return "." in cell and cell.replace(".", "", 1).lstrip("-").strip().isdecimal()
