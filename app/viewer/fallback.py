"""Draws a shot with QPainter, for when there is no OpenGL: plainer, but at the same places."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from app.viewer.stage import Shot, Stage


class PainterView(QWidget):
    """Shows a stage by QPainter."""

    TEXT = "QPainter · no OpenGL"

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._stage = stage

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter, self._stage.shot(), self.width(), self.height())


def paint(painter: QPainter, shot: Shot, width: float, height: float) -> None:
    painter.fillRect(QRectF(0, 0, width, height), QColor(shot.theme.background))
