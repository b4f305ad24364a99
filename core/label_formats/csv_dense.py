"""A class for every frame: a table with one line per frame and one column per track.

Comma-separated UTF-8; the header begins with ``frame`` and, if there are times, ``seconds``, which
repeat the frames for people and are not read. Frames are counted from 0. A cell is the name of a
class, `BACKGROUND` where somebody saw that nothing happens, or empty where nobody has looked; so is
every frame that has no line.
"""

import csv
import io
from pathlib import Path

from core.errors import FormatError
from core.formats.text import first_lines
from core.label_formats.content import REFUSED, Content, Remark, Row
from core.label_formats.convention import FRAMES, REVIEWED, TRACKS, Convention
from core.label_formats.numbers import decimal, whole
from core.label_formats.tables import table_rows
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
    lines = table_rows(path)
    _, header = next(lines, (0, []))
    if header[:1] != ["frame"]:
        raise FormatError(path, "line 1", "there is no column 'frame'")
    first = 2 if header[1:2] and header[1] in _TIMES else 1
    runs = _Runs(header[first:])
    remarks = []
    for number, cells in lines:
        try:
            runs.add(number, whole(cells[0]), cells[first:])
        except ValueError as error:
            remarks.append(Remark(REFUSED, f"line {number}", str(error)))
    return Content.of([*runs.rows(), *remarks], length=runs.stop or None)


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


class _Runs:
    """Frames with the same cell, one after the other, in each column."""

    def __init__(self, tracks: list[str]) -> None:
        alone = len(tracks) == 1 and tracks[0] in ("class", "label")
        self._tracks = [""] if alone else tracks
        self._rows: list[Row] = []
        self._begun: list[tuple[int, int, str]] = [(0, 0, "") for _ in tracks]
        self.stop = 0

    def add(self, line: int, frame: int, cells: list[str]) -> None:
        """One more frame; a `ValueError` if it is not after the last."""
        if frame < self.stop:
            raise ValueError(f"frame {frame} comes after frame {self.stop - 1}")
        if frame > self.stop:
            self._begin(line, self.stop, [""] * len(self._tracks))
        self._begin(line, frame, [*cells, *[""] * (len(self._tracks) - len(cells))])
        self.stop = frame + 1

    def rows(self) -> list[Row]:
        """One for each run of a class, or of background."""
        self._begin(0, self.stop, [""] * len(self._tracks))
        return self._rows

    def _begin(self, line: int, frame: int, cells: list[str]) -> None:
        for column, cell in enumerate(cells):
            since, start, before = self._begun[column]
            if cell != before:
                if before:
                    name = "" if before == BACKGROUND else before
                    row = Row(f"line {since}", start, frame, name, self._tracks[column])
                    self._rows.append(row)
                self._begun[column] = (line, frame, cell)


def _is_position(cell: str) -> bool:
    return "." in cell and cell.replace(".", "", 1).lstrip("-").strip().isdecimal()
