"""The list of recordings, with a filter and what is known about each."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.icons import icon
from app.layouts import measured
from app.learning.freshness import Freshness
from app.survey import Standing
from app.theme import ROW, Theme

_PATH, _PREDICTED, _STANDING = (Qt.ItemDataRole.UserRole + n for n in range(3))
_DOT, _BAR, _SIGN = 8, 32, 14


class RecordingsPanel(QWidget):
    """Recordings by name; choosing one asks to open it.

    A filled dot: its prediction is there; half a dot: by an older model. The short bar: how much
    of it somebody has reviewed. A sign: its file is not where, or what, it was.
    """

    recording_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.filter = QLineEdit(placeholderText="Filter…", clearButtonEnabled=True)
        self.filter.setAccessibleName("Filter recordings by name")
        self.list = QListWidget()
        self._items: dict[Path, QListWidgetItem] = {}
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName("Recordings")
        self._delegate = _RowDelegate(theme, self.list)
        self.list.setItemDelegate(self._delegate)
        column = measured(QVBoxLayout(self), 4, (8, 4, 8, 8))
        column.addWidget(self.filter)
        column.addWidget(self.list)
        self.filter.textChanged.connect(self._apply_filter)
        self.list.currentItemChanged.connect(self._choose)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.list.viewport().update()

    def set_recordings(self, paths: Iterable[Path]) -> None:
        """Show these recordings; how they stand is not known yet."""
        self.list.blockSignals(True)
        self.list.clear()
        self._items = {path: QListWidgetItem(path.stem, self.list) for path in paths}
        for path, item in self._items.items():
            item.setToolTip(str(path))
            item.setData(_PATH, path)
        self.list.blockSignals(False)
        self._apply_filter(self.filter.text())

    def set_standing(self, path: Path, standing: Standing) -> None:
        """Show how a recording stands."""
        if item := self._items.get(path):
            item.setData(_STANDING, standing)
            self._explain(item)

    def set_current(self, path: Path) -> None:
        self.list.blockSignals(True)
        if item := self._items.get(path):
            self.list.setCurrentItem(item)
        self.list.blockSignals(False)

    def set_predicted(self, path: Path, fresh: Freshness = Freshness.FRESH) -> None:
        """Show whether a recording is predicted, and how fresh that is."""
        if item := self._items.get(path):
            item.setData(_PREDICTED, fresh)
            self._explain(item)

    def set_all_predicted(self, known: Mapping[Path, Freshness]) -> None:
        """The same for many recordings."""
        for path, fresh in known.items():
            self.set_predicted(path, fresh)

    def _explain(self, item: QListWidgetItem) -> None:
        standing, fresh = item.data(_STANDING) or Standing(), item.data(_PREDICTED)
        lines = (str(item.data(_PATH)), standing.trouble, fresh.value if fresh else "")
        item.setToolTip("\n".join(filter(None, lines)))

    def _apply_filter(self, text: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(text.casefold() not in item.text().casefold())

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.recording_chosen.emit(item.data(_PATH))


class _RowDelegate(QStyledItemDelegate):
    """Name, dot and bar in one row."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index) -> QSize:  # type: ignore[no-untyped-def]
        return QSize(80, ROW + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:  # type: ignore[no-untyped-def]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour("raised"))
            painter.drawRoundedRect(rect, 4, 4)
            painter.setBrush(self.theme.colour("accent"))
            painter.drawRoundedRect(QRect(rect.left(), rect.top() + 6, 3, rect.height() - 12), 1, 1)
        self._paint_marks(painter, rect, index)
        painter.setPen(self.theme.colour("text"))
        standing: Standing = index.data(_STANDING) or Standing()
        room = rect.adjusted(12, 0, -(_DOT + _BAR + 28), 0)
        if standing.trouble:
            room.setRight(room.right() - _SIGN - 4)
            place = QRect(room.right() + 6, rect.center().y() - _SIGN // 2, _SIGN, _SIGN)
            icon("triangle-alert", self.theme.warning).paint(painter, place)
        name = painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideMiddle, room.width()
        )
        painter.drawText(
            room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), name
        )
        painter.restore()

    def _paint_marks(self, painter: QPainter, rect: QRect, index) -> None:  # type: ignore[no-untyped-def]
        middle, right = rect.center().y(), rect.right() - 8
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("hairline"))
        painter.drawRoundedRect(QRect(right - _BAR, middle - 2, _BAR, 4), 2, 2)
        painter.setBrush(self.theme.colour("muted"))
        done = round(_BAR * (index.data(_STANDING) or Standing()).reviewed)
        if done:
            painter.drawRoundedRect(QRect(right - _BAR, middle - 2, done, 4), 2, 2)
        dot = QRect(right - _BAR - 8 - _DOT, middle - _DOT // 2, _DOT, _DOT)
        fresh = index.data(_PREDICTED)
        if fresh is not Freshness.FRESH:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("muted"), 1))
        painter.drawEllipse(dot)
        if fresh is Freshness.STALE:
            painter.setBrush(self.theme.colour("muted"))
            painter.drawChord(dot, 90 * 16, 180 * 16)
