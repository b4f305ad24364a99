"""What is taken for what: a matrix of frames as a picture, rows what is true."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.theme import Theme

_TITLE, _GAP = 22, 1
_NAMES, _PAD, _LEGIBLE = 140, 8, 14
"""Pixels that names take at most, what is between them and cells, and how high rows must be."""

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ConfusionPicture(QWidget):
    """Each row adds up to one: the darker a cell, the more of its class goes there.

    The diagonal is right and has the accent; what is wrong has the colour of warnings.

    Parameters
    ----------
    counts
        Frames by true and predicted class, background last.
    """

    def __init__(
        self, title: str, counts: Sequence[Sequence[int]], classes: Sequence[str], theme: Theme
    ) -> None:
        super().__init__()
        self._title, self._counts, self._theme = title, counts, theme
        self._names = (*classes, "background")
        self.setAccessibleName(f"Confusion of the {title.lower()} model")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._left + 220, 220 + _TITLE)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._theme.colour("muted"))
        title = f"{self._title}: true class ↓, predicted →"
        painter.drawText(QRectF(0, 0, self.width(), _TITLE), Qt.AlignmentFlag.AlignLeft, title)
        for row, counts in enumerate(self._counts):
            self._paint_name(painter, row)
            total = sum(counts)
            for column, n in enumerate(counts):
                rect = self._cell(row, column)
                painter.fillRect(rect, self._theme.colour("raised"))
                if n:
                    ink = self._theme.colour("accent" if row == column else "warning")
                    ink.setAlphaF(n / total)
                    painter.fillRect(rect, ink)
        painter.end()

    def _paint_name(self, painter: QPainter, row: int) -> None:
        """Of the class that is true in a row; columns have the same order."""
        if self._side < _LEGIBLE:
            return
        room = QRectF(0, _TITLE + row * self._side, self._left - _PAD, self._side)
        elide = Qt.TextElideMode.ElideMiddle
        name = painter.fontMetrics().elidedText(self._names[row], elide, int(room.width()))
        painter.drawText(room, _RIGHT, name)

    @property
    def _left(self) -> int:
        """Where cells begin; asked for anew, as the font is not known before the first showing."""
        widest = max(map(self.fontMetrics().horizontalAdvance, self._names))
        return min(widest + 1, _NAMES) + _PAD

    @property
    def _side(self) -> float:
        room = min(self.width() - self._left, self.height() - _TITLE)
        return room / max(len(self._counts), 1)

    def _cell(self, row: int, column: int) -> QRectF:
        side = self._side
        return QRectF(self._left + column * side, _TITLE + row * side, side - _GAP, side - _GAP)

    def _tip(self, at: QPointF) -> str:
        row, column = (
            int((at.y() - _TITLE) // self._side),
            int((at.x() - self._left) // self._side),
        )
        n = len(self._names)
        if not (0 <= row < n and 0 <= column < n):
            return ""
        frames, total = self._counts[row][column], sum(self._counts[row])
        return f"{self._names[row]} → {self._names[column]}\n{frames:,} of {total:,} frames"
