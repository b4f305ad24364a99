"""How the timeline looks: functions that paint values into a painter. No widget, no events."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QImage, QLinearGradient, QPainter, QPen

from app.palette import ClassColours, blend, ink_on
from app.theme import Theme, tabular
from app.timeline.geometry import TimeScale, clock, tick_seconds
from app.timeline.softness import SoftEdges
from core.labels import Segment, Span

UNSURE = 0.6
"""A predicted segment scored lower is hatched until somebody reviews it."""

_RADIUS = 3.0
_PREDICTED_SHARE = 0.62
_MIN_NAMED, _MIN_NAMED_HEIGHT = 28.0, 16.0
_DENSE = 0.5
"""Segments per pixel from which single bars cannot be told apart."""


@dataclass(frozen=True)
class Style:
    """Everything that painting needs to know of looks."""

    theme: Theme
    colours: ClassColours

    def fill(self, class_name: str, predicted: bool) -> QColor:
        colour = self.colours.of(class_name)
        share = _PREDICTED_SHARE if predicted else 1.0
        return blend(colour, self.theme.colour("panel"), share)


def paint_ruler(
    painter: QPainter, rect: QRectF, scale: TimeScale, fps: float, theme: Theme
) -> None:
    """Ticks with times, each exactly where its frame starts."""
    step = tick_seconds(scale.frames_per_pixel / fps)
    painter.setFont(tabular(painter.font()))
    metrics = QFontMetricsF(painter.font())
    first, last = int(scale.first / fps / step), int(scale.last / fps / step) + 1
    for number in range(5 * first, 5 * last + 1):
        frame = number * step / 5 * fps
        x = rect.left() + scale.x_of(frame)
        if not rect.left() <= x <= rect.right() or frame > scale.n_frames:
            continue
        major = number % 5 == 0
        painter.setPen(theme.colour("muted" if major else "hairline"))
        painter.drawLine(QPointF(x, rect.bottom() - (7 if major else 4)), QPointF(x, rect.bottom()))
        text = clock(number // 5 * step, step)
        if major and x + 4 + metrics.horizontalAdvance(text) <= rect.right():
            painter.drawText(QPointF(x + 4, rect.bottom() - 8), text)


def paint_ground(painter: QPainter, rect: QRectF, scale: TimeScale, theme: Theme) -> None:
    """The bed of a lane, as long as the recording."""
    end = min(rect.right(), rect.left() + scale.x_of(scale.n_frames))
    bed = QRectF(rect.left(), rect.top(), end - rect.left(), rect.height())
    painter.fillRect(bed, theme.colour("window"))


def paint_reviewed(
    painter: QPainter, rect: QRectF, spans: Sequence[Span], scale: TimeScale, theme: Theme
) -> None:
    """A line along the foot of the lane under everything that somebody has looked at."""
    for span in spans[scale.visible(spans)]:
        bar = _bar(rect, span, scale)
        painter.fillRect(
            QRectF(bar.left(), rect.bottom() - 2, bar.width(), 2), theme.colour("muted")
        )


def paint_segments(
    painter: QPainter,
    rect: QRectF,
    segments: Sequence[Segment],
    scale: TimeScale,
    style: Style,
    soft_edges: SoftEdges | None = None,
) -> None:
    """Bars with class names.

    With ``soft_edges`` (frames over which each edge is uncertain) they are drawn as predictions:
    lighter, faded at the edges, hatched where unsure.
    """
    seen = scale.visible(segments)
    if seen.stop - seen.start > _DENSE * rect.width():
        _paint_dense(painter, rect, segments[seen], scale, style, soft_edges is not None)
        return
    for number in range(seen.start, seen.stop):
        segment, soft = segments[number], soft_edges[number] if soft_edges is not None else None
        _paint_bar(painter, _bar(rect, segment, scale), segment, style, soft, scale)


def paint_heat(
    painter: QPainter,
    rect: QRectF,
    columns: npt.NDArray[np.uint8],
    classes: Sequence[str],
    style: Style,
) -> None:
    """Probabilities as a strip per class, from the lane's bed (0) to the class's colour (1)."""
    bed = _rgb(style.theme.colour("window"))
    inks = np.array([_rgb(style.colours.of(name)) for name in classes])
    share = columns[:, :, np.newaxis] / 255.0
    mixed = np.round(bed + share * (inks[:, np.newaxis] - bed)).astype(np.uint32)
    pixels = np.ascontiguousarray(
        0xFF000000 | mixed[..., 0] << 16 | mixed[..., 1] << 8 | mixed[..., 2]
    )
    height, width = pixels.shape
    image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    painter.drawImage(rect, image)


def paint_hint(
    painter: QPainter,
    rect: QRectF,
    text: str,
    theme: Theme,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """A quiet word in an empty lane."""
    painter.setPen(theme.colour("muted"))
    painter.drawText(
        rect.adjusted(8, 0, -8, 0),
        int(Qt.AlignmentFlag.AlignVCenter | side),
        QFontMetricsF(painter.font()).elidedText(
            text, Qt.TextElideMode.ElideRight, rect.width() - 16
        ),
    )


def _bar(rect: QRectF, span: Span, scale: TimeScale) -> QRectF:
    left = max(scale.x_of(span.start), -_RADIUS * 2)
    right = min(scale.x_of(span.stop), rect.width() + _RADIUS * 2)
    # A hairline of the bed between neighbours, unless that would swallow the bar.
    gap = 1.0 if right - left > 4 else 0.0
    return QRectF(rect.left() + left, rect.top(), max(right - left - gap, 1.0), rect.height())


def _paint_bar(
    painter: QPainter,
    bar: QRectF,
    segment: Segment,
    style: Style,
    soft: tuple[int, int] | None,
    scale: TimeScale,
) -> None:
    fill = style.fill(segment.class_name, predicted=soft is not None)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(fill) if soft is None else _faded(bar, fill, soft, scale))
    painter.drawRoundedRect(bar, _RADIUS, _RADIUS)
    if soft is not None and segment.score < UNSURE:
        painter.setBrush(QBrush(style.theme.colour("window"), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(bar, _RADIUS, _RADIUS)
    if bar.width() >= _MIN_NAMED and bar.height() >= _MIN_NAMED_HEIGHT:
        painter.setPen(QPen(ink_on(fill)))
        seen = bar.intersected(QRectF(0, bar.top(), scale.width, bar.height()))
        paint_name(painter, seen, segment.class_name)


def paint_name(painter: QPainter, bar: QRectF, name: str) -> None:
    """A class name inside a bar, elided; nothing if not even two letters fit."""
    room = bar.width() - 12
    text = QFontMetricsF(painter.font()).elidedText(name, Qt.TextElideMode.ElideRight, room)
    if len(text) > 2 or text == name:
        painter.drawText(
            bar.adjusted(6, 0, -6, 0),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            text,
        )


def _faded(bar: QRectF, fill: QColor, soft: tuple[int, int], scale: TimeScale) -> QBrush:
    gradient = QLinearGradient(bar.topLeft(), bar.topRight())
    clear = QColor(fill)
    clear.setAlphaF(0.25)
    before, after = (min(0.5, s / scale.frames_per_pixel / bar.width()) for s in soft)
    gradient.setColorAt(0.0, clear if before else fill)
    gradient.setColorAt(before, fill)
    gradient.setColorAt(1.0 - after, fill)
    gradient.setColorAt(1.0, clear if after else fill)
    return QBrush(gradient)


def _paint_dense(
    painter: QPainter,
    rect: QRectF,
    segments: Sequence[Segment],
    scale: TimeScale,
    style: Style,
    predicted: bool,
) -> None:
    """One colour per pixel: that of the segment at its centre."""
    starts = np.array([s.start for s in segments])
    stops = np.array([s.stop for s in segments])
    centres = scale.first + (np.arange(int(scale.width)) + 0.5) * scale.frames_per_pixel
    number = np.clip(np.searchsorted(starts, centres, side="right") - 1, 0, None)
    inside = (starts[number] <= centres) & (centres < stops[number])
    fills = {s.class_name: style.fill(s.class_name, predicted).rgba() for s in segments}
    inks = np.array([fills[s.class_name] for s in segments], dtype=np.uint32)
    row = np.where(inside, inks[number], style.theme.colour("window").rgba()).astype(np.uint32)
    image = QImage(row.tobytes(), len(row), 1, 4 * len(row), QImage.Format.Format_ARGB32)
    painter.drawImage(QRectF(rect.left(), rect.top(), len(row), rect.height()), image)


def _rgb(colour: QColor) -> npt.NDArray[np.float64]:
    return np.array([colour.red(), colour.green(), colour.blue()], dtype=float)
