"""Line icons from ``resources/icons`` (Lucide), tinted by the theme."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parent.parent / "resources" / "icons"
SIZES = (16, 32, 64)


@cache
def icon(name: str, colour: str) -> QIcon:
    """The icon ``name`` drawn in ``colour`` (``#rrggbb``), sharp at every scale."""
    drawing = (FOLDER / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    tinted = QIcon()
    for size in SIZES:
        tinted.addPixmap(_pixmap(renderer, size))
    return tinted


def _pixmap(renderer: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap
