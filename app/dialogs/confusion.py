"""What is taken for what: a matrix of frames as a picture, rows what is true."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.theme import Theme

_TITLE, _GAP = 22, 1


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

    def sizeHint(self) -> QSize:
        return QSize(220, 220 + _TITLE)

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
            total = sum(counts)
            for column, n in enumerate(counts):
                rect = self._cell(row, column)
                painter.fillRect(rect, self._theme.colour("raised"))
                if n:
                    ink = self._theme.colour("accent" if row == column else "warning")
                    ink.setAlphaF(n / total)
                    painter.fillRect(rect, ink)
        painter.end()

    @property
    def _side(self) -> float:
        return min(self.width(), self.height() - _TITLE) / max(len(self._counts), 1)

    def _cell(self, row: int, column: int) -> QRectF:
        side = self._side
        return QRectF(column * side, _TITLE + row * side, side - _GAP, side - _GAP)

    def _tip(self, at: QPointF) -> str:
        row, column = int((at.y() - _TITLE) // self._side), int(at.x() // self._side)
        n = len(self._names)
        if not (0 <= row < n and 0 <= column < n):
            return ""
        frames, total = self._counts[row][column], sum(self._counts[row])
        return f"{self._names[row]} → {self._names[column]}\n{frames:,} of {total:,} frames"
