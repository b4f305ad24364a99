"""The rows of the classes panel: what each class is called, looks like, and how often it happens.

Changes nothing: what a person types or drags is emitted.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from app.icons import icon
from app.panels.swatch import swatch
from app.theme import ROW, Theme
from app.timeline.geometry import clock
from core.labels import Segment

NAME, KEY, COUNT, TIME, EYE = range(5)
COLUMNS = ("Class", "Key", "Segments", "Total time", "Shown")
_MIME = "application/x-kinescribe-class"
_NONE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
Totals = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class ClassRow:
    """A class as it is shown; one that is not listed is known to the model only."""

    name: str
    colour: QColor
    hotkey: str = ""
    visible: bool = True
    listed: bool = True


class ClassModel(QAbstractTableModel):
    """Classes in order, those that only the model knows last."""

    rename_requested = Signal(str, str)
    hotkey_requested = Signal(str, str)
    move_requested = Signal(str, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.rows: tuple[ClassRow, ...] = ()
        self._totals: Totals = {}
        self._fps = 1.0

    def set_rows(self, rows: tuple[ClassRow, ...]) -> None:
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def set_totals(self, totals: Totals, fps: float) -> None:
        """Segments and frames of each class."""
        self._totals, self._fps = totals, fps
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, TIME))

    def row_of(self, name: str) -> int:
        """The row of a class; -1 if it has none."""
        return next((n for n, row in enumerate(self.rows) if row.name == name), -1)

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        wanted = orientation is Qt.Orientation.Horizontal and role == _Role.DisplayRole
        return COLUMNS[section] if wanted else None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        match role:
            case _Role.DisplayRole | _Role.EditRole:
                return self._text(row, column)
            case _Role.DecorationRole:
                return self._picture(row, column)
            case _Role.ToolTipRole | _Role.AccessibleDescriptionRole:
                return self._tip(row, column)
            case _Role.ForegroundRole:
                quiet = column != NAME or not row.listed or not row.visible
                return self.theme.colour("muted" if quiet else "text")
            case _Role.TextAlignmentRole if column in (COUNT, TIME):
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case _Role.SizeHintRole:
                return QSize(0, ROW)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if self.rows[index.row()].listed:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
            if index.column() in (NAME, KEY):
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Ask for another name or key; the row changes once the document does."""
        name, text = self.rows[index.row()].name, str(value).strip()
        if index.column() == NAME and text and text != name:
            self.rename_requested.emit(name, text)
        elif index.column() == KEY and text != self.rows[index.row()].hotkey:
            self.hotkey_requested.emit(name, text)
        return False

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(_MIME, QByteArray(self.rows[next(iter(indexes)).row()].name.encode()))
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        """Ask to move a class between two others; False, as Qt would move the row itself."""
        name = bytes(data.data(_MIME).data()).decode()
        before = parent.row() if parent.isValid() else row
        n_listed = sum(one.listed for one in self.rows)
        before = n_listed if before < 0 else min(before, n_listed)
        self.move_requested.emit(name, before - (self.row_of(name) < before))
        return False

    def _text(self, row: ClassRow, column: int) -> str:
        count, frames = self._totals.get(row.name, (0, 0))
        texts = {NAME: row.name, KEY: row.hotkey, COUNT: f"{count:,}" if count else "–"}
        if column == TIME and count:
            return duration(frames / self._fps)
        return texts.get(column, "")

    def _picture(self, row: ClassRow, column: int) -> Any:
        if column == NAME:
            return swatch(row.colour)
        if column == EYE and row.listed:
            return icon("eye" if row.visible else "eye-off", self.theme.muted)
        return None

    def _tip(self, row: ClassRow, column: int) -> str:
        if not row.listed:
            return f"{row.name}: only the model knows this class; it is listed once you use it."
        if column == EYE:
            return f"{'Hide' if row.visible else 'Show'} the segments of {row.name}"
        if column == KEY:
            return "Double-click to choose a key"
        return f"{row.name}\nDouble-click renames, dragging reorders"


def totals(segments: Iterable[Segment]) -> Totals:
    """Number of segments and of frames of each class."""
    sums: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for segment in segments:
        count, frames = sums[segment.class_name]
        sums[segment.class_name] = count + 1, frames + segment.n_frames
    return dict(sums)


def duration(seconds: float) -> str:
    """Short ones to a tenth of a second: an action can be over within one."""
    return f"{seconds:.1f} s" if seconds < 60 else clock(seconds)
