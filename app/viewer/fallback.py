"""Draws a shot with QPainter, for when there is no OpenGL: plainer, but at the same places."""

from dataclasses import dataclass
from math import isfinite

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QRadialGradient,
)
from PySide6.QtWidgets import QWidget

from app.viewer.camera import Vectors
from app.viewer.fallback_floor import paint_floor
from app.viewer.shapes import HOLLOW, PAINT, START, STOP
from app.viewer.shot import Shot
from app.viewer.state import ViewState
from app.viewer.theme import shown

BONE_LIT, BONE_SHADED, BALL_LIT, BALL_SHADED = 112, 135, 120, 155
"""How much lighter and darker, in percent, shapes are towards and away from the light."""
FADE = 0.55
"""Share of the background in what is farthest away."""


@dataclass(frozen=True)
class Disc:
    """A ball as it shows, in pixels."""

    middle: QPointF
    radius: float


class PainterView(QWidget):
    """Shows a state by QPainter."""

    TEXT = "QPainter · no OpenGL"

    def __init__(self, state: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._state = state

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter, self._state.shot(), self.width(), self.height())
        painter.end()


def paint(painter: QPainter, shot: Shot, width: float, height: float) -> None:
    """Fill a rectangle of ``width`` by ``height`` logical pixels."""
    painter.fillRect(QRectF(0, 0, width, height), QColor(shot.theme.background))
    if shot.ground is not None:
        paint_floor(painter, shot, shot.ground, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    _paint_shapes(painter, shot, width, height)


def _paint_shapes(painter: QPainter, shot: Shot, width: float, height: float) -> None:
    """The farthest first, since a painter knows no depth."""
    starts = _discs(shot, shot.shapes[:, START], width, height)
    stops = _discs(shot, shot.shapes[:, STOP], width, height)
    for i in _back_to_front(shot):
        start, stop, shape = starts[i], stops[i], shot.shapes[i]
        if start is None or stop is None:
            continue
        if shape[HOLLOW]:
            _paint_ring(painter, start, _colour(shot, shape), QColor(shot.theme.background))
        elif start == stop:
            _paint_ball(painter, start, _colour(shot, shape))
        else:
            _paint_bone(painter, start, stop, _colour(shot, shape))


def _discs(shot: Shot, balls: Vectors, width: float, height: float) -> list[Disc | None]:
    """What shows of ``(n, 4)`` balls; None for those behind the eye."""
    rims = balls[:, :3] + balls[:, 3:] * shot.camera.axes[0]
    middles = shot.camera.project(balls[:, :3], width, height)
    radii = np.linalg.norm(shot.camera.project(rims, width, height) - middles, axis=1)
    return [
        Disc(QPointF(x, y), radius) if isfinite(x + y + radius) else None
        for (x, y), radius in zip(middles.tolist(), radii.tolist(), strict=True)
    ]


def _depth(shot: Shot, points: Vectors) -> Vectors:
    return -shot.camera.to_eye(points)[..., 2]


def _back_to_front(shot: Shot) -> list[int]:
    middles = (shot.shapes[:, 0:3] + shot.shapes[:, 4:7]) / 2
    joints = (shot.shapes[:, 0:3] == shot.shapes[:, 4:7]).all(axis=1)
    # What shows of a joint is the half in front of the bones that end in it.
    nearest = _depth(shot, middles) - 2 * shot.shapes[:, 3] * joints
    return [int(i) for i in np.argsort(-nearest, kind="stable")]


def _colour(shot: Shot, shape: Vectors) -> QColor:
    behind = (float(_depth(shot, shape[0:3])) - shot.camera.distance) / (2 * shot.size)
    colour = QColor(shown(shape[PAINT][:3]))
    return _mixed(colour, QColor(shot.theme.background), FADE * min(max(behind, 0), 1))


def _mixed(colour: QColor, veil: QColor, share: float) -> QColor:
    kept = 1 - share
    return QColor.fromRgbF(
        kept * colour.redF() + share * veil.redF(),
        kept * colour.greenF() + share * veil.greenF(),
        kept * colour.blueF() + share * veil.blueF(),
    )


def _paint_ball(painter: QPainter, disc: Disc, colour: QColor) -> None:
    corner = QPointF(disc.radius, disc.radius)
    light = QRadialGradient(disc.middle - corner * 0.4, 1.7 * disc.radius)
    light.setColorAt(0, colour.lighter(BALL_LIT))
    light.setColorAt(1, colour.darker(BALL_SHADED))
    painter.setBrush(light)
    painter.drawEllipse(disc.middle, disc.radius, disc.radius)


def _paint_ring(painter: QPainter, disc: Disc, colour: QColor, inside: QColor) -> None:
    width = max(1.5, 0.22 * disc.radius)
    radius = disc.radius - width / 2
    painter.setBrush(inside)
    painter.setPen(QPen(colour, width))
    painter.drawEllipse(disc.middle, radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)


def _paint_bone(painter: QPainter, start: Disc, stop: Disc, colour: QColor) -> None:
    line = QLineF(start.middle, stop.middle)
    if line.length() < 1e-6:
        return
    up = line.normalVector().unitVector()
    aside = up.p2() - up.p1()
    if aside.y() > 0:
        aside = -aside
    one, other = aside * start.radius, aside * stop.radius
    light = QLinearGradient(start.middle + one, start.middle - one)
    light.setColorAt(0, colour.lighter(BONE_LIT))
    light.setColorAt(0.35, colour)
    light.setColorAt(1, colour.darker(BONE_SHADED))
    painter.setBrush(light)
    corners = (start.middle + one, stop.middle + other, stop.middle - other, start.middle - one)
    painter.drawPolygon(QPolygonF(corners))
