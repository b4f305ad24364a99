"""A small square in the colour of a class; selection does not tint it, as colour means class."""

from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

_SIZE = 64


def swatch(colour: QColor) -> QIcon:
    return _swatch(colour.name())


@cache
def _swatch(colour: str) -> QIcon:
    pixmap = QPixmap(_SIZE, _SIZE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    room = QRectF(pixmap.rect()).adjusted(12, 12, -12, -12)
    painter.drawRoundedRect(room, 8, 8)
    painter.end()
    icon = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        icon.addPixmap(pixmap, mode)
    return icon
