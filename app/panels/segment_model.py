"""The rows of the segments panel. Virtual: a cell is made when it is in sight.

Changes nothing: a note that is typed and a column that is clicked are emitted.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from app.palette import ClassColours
from app.panels.swatch import swatch
from core.labels import Segment
from core.search import Hit, Pool, Query

CLASS, START, LENGTH, STOP, SCORE, STATUS, NOTE = range(7)
COLUMNS = ("Class", "Start", "Length", "Stop", "Sure", "Status", "Note")
_KEYS: tuple[Callable[[Hit], Any], ...] = (
    lambda hit: hit.segment.class_name.casefold(),
    lambda hit: hit.segment.start,
    lambda hit: hit.segment.n_frames,
    lambda hit: hit.segment.stop,
    lambda hit: hit.segment.score,
    lambda hit: hit.status.value,
    lambda hit: hit.segment.note.casefold(),
)
_NONE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


@dataclass(frozen=True)
class Order:
    """By which column, and which way."""

    column: int = START
    descending: bool = False


@dataclass(frozen=True)
class Found:
    """The numbers of segments in a pool, in the order in which they are shown."""

    pool: Pool
    numbers: list[int]

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, row: int) -> Hit:
        return self.pool[self.numbers[row]]

    def rows_of(self, labels: Iterable[Segment]) -> list[int]:
        """The rows of labels, in order; those that are not found have none."""
        labelled, wanted = self.pool.labelled, set[int]()
        for one in labels:
            place = bisect_left(labelled, one.start, key=lambda other: other.start)
            if place < len(labelled) and labelled[place] == one:
                wanted.add(place)
        return (
            [row for row, number in enumerate(self.numbers) if number in wanted] if wanted else []
        )


def found(pool: Pool, query: Query, order: Order) -> Found:
    """What a query finds, in an order; for a thread, as there may be 100,000."""
    numbers = pool.search(query)
    if (order.column, order.descending, len(pool.predicted)) != (START, False, 0):
        key = _KEYS[order.column]
        numbers.sort(key=lambda number: key(pool[number]), reverse=order.descending)
    return Found(pool, numbers)


class SegmentModel(QAbstractTableModel):
    """One row per segment that was found."""

    note_requested = Signal(object, str)
    order_requested = Signal(Order)

    def __init__(self) -> None:
        super().__init__()
        self.found = Found(Pool(), [])
        self._fps = 1.0
        self._colours = ClassColours(())
        self._muted = QColor()

    def show(self, shown: Found, fps: float, colours: ClassColours, muted: QColor) -> None:
        self.beginResetModel()
        self.found, self._fps, self._colours, self._muted = shown, fps, colours, muted
        self.endResetModel()

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.found)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return COLUMNS[section] if role == _Role.DisplayRole else None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        hit, column = self.found[index.row()], index.column()
        match role:
            case _Role.DisplayRole:
                return self._text(hit, column)
            case _Role.EditRole:
                return hit.segment.note if column == NOTE else self._text(hit, column)
            case _Role.DecorationRole if column == CLASS:
                return swatch(self._colours.of(hit.segment.class_name))
            case _Role.ForegroundRole if hit.predicted:
                return self._muted
            case _Role.ToolTipRole:
                return self._tip(hit)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.column() == NOTE and not self.found[index.row()].predicted:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Ask for another note; the row changes once the document does."""
        segment = self.found[index.row()].segment
        if index.column() == NOTE and str(value) != segment.note:
            self.note_requested.emit(segment, str(value))
        return False

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.order_requested.emit(Order(column, order is Qt.SortOrder.DescendingOrder))

    def _text(self, hit: Hit, column: int) -> str:
        segment = hit.segment
        texts = {
            CLASS: segment.class_name,
            START: f"{segment.start:,} · {segment.start / self._fps:.2f} s",
            LENGTH: f"{segment.n_frames / self._fps:.2f} s",
            STOP: f"{segment.stop:,} · {segment.stop / self._fps:.2f} s",
            SCORE: f"{segment.score:.0%}" if segment.score < 1 else "",
            STATUS: hit.status.value,
            NOTE: segment.note.replace("\n", " · "),
        }
        return texts[column]

    def _tip(self, hit: Hit) -> str:
        segment, source = hit.segment, hit.segment.source
        lines = [
            f"{segment.class_name}, frames {segment.start:,} to {segment.stop:,}",
            f"{segment.n_frames:,} frames · {segment.n_frames / self._fps:.2f} s",
            " · ".join(part for part in (hit.status.value, source.name, source.date) if part),
            segment.note,
        ]
        return "\n".join(line for line in lines if line)
