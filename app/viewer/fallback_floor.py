"""The ground of a shot, drawn with QPainter: a fading grid and soft shadows. Knows no bodies."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QRadialGradient, QTransform

from app.viewer.shot import Shot

PIECES = 16
"""Into which a grid line is cut, so that it can fade."""
FAINT, STRONG = 0.3, 0.6
"""Opacity of lines: of each, and of every fourth."""
SOFTNESS = 0.5
"""How much wider a shadow gets with each metre of height."""

FAINTEST = 0.08
"""Shadows fainter than this share of the darkest would add up to visible rings."""
DARKNESS, INVISIBLE = 0.6, 0.02

Points = npt.NDArray[np.floating]
Projection = Callable[[Points], Points]


def paint_floor(painter: QPainter, shot: Shot, ground: float, width: float, height: float) -> None:
    """The grid, then what bodies take of the sky above it."""

    def project(points: Points) -> Points:
        return shot.camera.project(points, width, height)

    _paint_grid(painter, shot, ground, project)
    painter.setPen(Qt.PenStyle.NoPen)
    for x, y, z, radius in shot.shapes[: shot.n_solid, 4:8].tolist():
        wide = radius + SOFTNESS * max(z - ground, 0.0)
        if radius > FAINTEST * wide:
            circle = np.array(((x, y, ground), (x + wide, y, ground), (x, y + wide, ground)))
            shade = shot.theme.shadows[1] * DARKNESS * radius / wide
            _paint_blob(painter, project(circle), QColor.fromRgbF(0, 0, 0, shade))


def _paint_grid(painter: QPainter, shot: Shot, ground: float, project: Projection) -> None:
    pool = np.array((*shot.pool, ground))
    colour = QColor(shot.theme.grid)
    for line, opacity in _lines(shot):
        ends = project(line + pool)
        away = np.linalg.norm(line[:-1, :2] + line[1:, :2], axis=1) / 2 / shot.pool_radius
        for piece, fade in enumerate(opacity * np.exp(-3 * away**2) * (away < 1)):
            if fade > INVISIBLE and np.isfinite(ends[piece : piece + 2]).all():
                colour.setAlphaF(float(fade))
                painter.setPen(QPen(colour, 1))
                painter.drawLine(QLineF(*ends[piece], *ends[piece + 1]))


def _lines(shot: Shot) -> list[tuple[Points, float]]:
    """Each line as ``(PIECES + 1, 3)`` points relative to the pool, and its opacity."""
    along = np.linspace(-shot.pool_radius, shot.pool_radius, PIECES + 1)
    lines: list[tuple[Points, float]] = []
    for axis in (0, 1):
        phase = shot.phase[axis] / shot.cell
        reach = shot.pool_radius / shot.cell
        for number in range(int(np.ceil(phase - reach)), int(np.floor(phase + reach)) + 1):
            line = np.zeros((PIECES + 1, 3))
            line[:, axis] = (number - phase) * shot.cell
            line[:, 1 - axis] = along
            lines.append((line, STRONG if number % 4 == 0 else FAINT))
    return lines


def _paint_blob(painter: QPainter, circle: Points, colour: QColor) -> None:
    """A colour that fades to the rim of a circle, which is given by its middle and two points."""
    if np.isnan(circle).any():
        return
    middle, (ax, ay), (bx, by) = circle[0], circle[1] - circle[0], circle[2] - circle[0]
    clear, half = QColor(colour), QColor(colour)
    clear.setAlphaF(0)
    half.setAlphaF(colour.alphaF() * 0.5)
    light = QRadialGradient(QPointF(0, 0), 1)
    for place, at in ((0.0, colour), (0.45, half), (1.0, clear)):
        light.setColorAt(place, at)
    painter.save()
    painter.setTransform(QTransform(ax, ay, bx, by, *middle), True)
    painter.setBrush(light)
    painter.drawEllipse(QPointF(0, 0), 1, 1)
    painter.restore()
