"""What is painted over the lanes: playhead, selection, handles, marks. No widget, no events."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from app.theme import Theme, tabular
from app.timeline.geometry import TimeScale
from app.timeline.lanes import RULER
from core.labels import Segment
from core.spans import Span

_RADIUS = 3.0
_TELLABLE = 3.0
"""Pixels: outlines of narrower segments would only be a stain."""
_TINT = 0.14


def paint_outlines(
    painter: QPainter, lane: QRectF, chosen: Sequence[Segment], scale: TimeScale, theme: Theme
) -> None:
    """A frame around each chosen segment, in the ink of text: it stands out from every class."""
    bars = lane.adjusted(0, 2, 0, -4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    seen = chosen[scale.visible(chosen)]
    if len(seen) * _TELLABLE > lane.width():
        seen = (_from_to(seen[0], seen[-1]),)
    for segment in seen:
        left, right = (scale.x_of(edge) for edge in (segment.start, segment.stop))
        frame = QRectF(left, bars.top(), max(right - left - 1, 2), bars.height())
        for colour, width, inset in (("window", 1.0, 2.5), ("text", 2.0, 1.0)):
            painter.setPen(QPen(theme.colour(colour), width))
            painter.drawRoundedRect(frame.adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)


def paint_handle(
    painter: QPainter, lane: QRectF, edge: int, shared: bool, scale: TimeScale, theme: Theme
) -> None:
    """What would be dragged: a bar at an edge, with a wing on each side that goes along."""
    x, middle = scale.x_of(edge) - 0.5, lane.center().y() - 1
    painter.setPen(QPen(theme.colour("window"), 5))
    painter.drawLine(QPointF(x, lane.top() + 3), QPointF(x, lane.bottom() - 5))
    painter.setPen(QPen(theme.colour("text"), 3))
    painter.drawLine(QPointF(x, lane.top() + 3), QPointF(x, lane.bottom() - 5))
    if shared:
        painter.setPen(QPen(theme.colour("text"), 1.5))
        for side in (-1, 1):
            tip = QPointF(x + 7 * side, middle)
            painter.drawPolyline([tip - QPointF(3 * side, 3), tip, tip - QPointF(3 * side, -3)])


def paint_marks(
    painter: QPainter,
    height: float,
    marks: tuple[int | None, int | None],
    scale: TimeScale,
    theme: Theme,
) -> None:
    """Flags on the ruler where the next label begins and stops, and a tint between them."""
    start, stop = marks
    if start is not None and stop is not None and start < stop:
        tint = QColor(theme.colour("accent"))
        tint.setAlphaF(_TINT)
        left, right = scale.x_of(start), scale.x_of(stop)
        painter.fillRect(QRectF(left, 0, right - left, height), tint)
    for frame, side in ((start, 1), (stop, -1)):
        if frame is not None:
            _paint_flag(painter, scale.x_of(frame), side, height, theme.colour("accent"))


def paint_band(painter: QPainter, lane: QRectF, span: Span, scale: TimeScale, theme: Theme) -> None:
    """What is being selected, over the whole height of a lane."""
    left, right = scale.x_of(span.start), scale.x_of(span.stop)
    tint = QColor(theme.colour("accent"))
    tint.setAlphaF(_TINT)
    painter.setPen(QPen(theme.colour("accent"), 1))
    painter.setBrush(tint)
    painter.drawRect(QRectF(left, lane.top(), right - left, lane.height() - 1))


def paint_playhead(
    painter: QPainter, height: float, frame: int, scale: TimeScale, theme: Theme
) -> None:
    """A line through the middle of the frame, with a handle on the ruler."""
    x = scale.x_of(frame + 0.5)
    ink = theme.colour("text")
    painter.setPen(QPen(ink, 1.5))
    painter.drawLine(QPointF(x, 6), QPointF(x, height))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    corners = ((-5, 2), (5, 2), (5, 8), (0, 13), (-5, 8))
    painter.drawPolygon(QPolygonF([QPointF(x + dx, y) for dx, y in corners]))


def paint_bubble(painter: QPainter, x: float, bottom: float, text: str, theme: Theme) -> None:
    """A line of text over a pixel, kept within the canvas."""
    painter.setFont(tabular(painter.font()))
    metrics = QFontMetricsF(painter.font())
    width, height = metrics.horizontalAdvance(text) + 16, metrics.height() + 6
    left = min(max(x - width / 2, 2.0), painter.window().width() - width - 2)
    box = QRectF(left, max(bottom - height, 1.0), width, height)
    painter.setPen(QPen(theme.colour("hairline"), 1))
    painter.setBrush(theme.colour("raised"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(theme.colour("text"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)


def _paint_flag(painter: QPainter, x: float, side: int, height: float, ink: QColor) -> None:
    painter.setPen(QPen(ink, 1))
    painter.drawLine(QPointF(x, 2), QPointF(x, height))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    corners = ((0, 2), (9 * side, 6), (0, 10))
    painter.drawPolygon(QPolygonF([QPointF(x + dx, RULER - 13 + y) for dx, y in corners]))


def _from_to(first: Segment, last: Segment) -> Segment:
    return Segment(first.start, last.stop, first.class_name)
