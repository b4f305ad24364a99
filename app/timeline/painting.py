"""How the timeline looks: functions that paint values into a painter. No widget, no events."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from app.palette import ClassColours, blend, ink_on
from app.theme import Theme, tabular
from app.timeline.geometry import TimeScale, clock, tick_seconds
from app.timeline.raster import Bars, picture_of
from app.timeline.strips import Strips
from app.timeline.tables import Table, Tables
from core.labels import Segment, Span

UNSURE = 0.6
"""A predicted segment scored lower is hatched until somebody reviews it."""

_RADIUS = 3.0
_PREDICTED_SHARE = 0.62
_HIDDEN_SHARE = 0.12
_MIN_NAMED, _MIN_NAMED_HEIGHT = 28.0, 16.0
_TABLES = Tables()


@dataclass(frozen=True)
class Style:
    """Everything that painting needs to know of looks."""

    theme: Theme
    colours: ClassColours
    _fills: dict[tuple[str, bool], npt.NDArray[np.float64]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def fill(self, class_name: str, predicted: bool) -> QColor:
        colour = self.colours.of(class_name)
        share = _PREDICTED_SHARE if predicted else 1.0
        if class_name in self.colours.hidden:
            # A trace stays, or somebody would label over it unawares.
            share = _HIDDEN_SHARE
        return blend(colour, self.theme.colour("panel"), share)

    def inks(self, class_names: Sequence[str], predicted: bool) -> npt.NDArray[np.float64]:
        """``(n_classes, 3)``: red, green, blue of each fill."""
        for name in class_names:
            if (name, predicted) not in self._fills:
                self._fills[name, predicted] = _rgb(self.fill(name, predicted))
        inks = [self._fills[name, predicted] for name in class_names]
        return np.array(inks).reshape(-1, 3)


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
    foot = QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2)
    table = _TABLES.of(spans)
    bars = _bars(table[table.visible(scale)], scale, _ratio(painter), _rgb(theme.colour("muted")))
    _paint_bars(painter, foot, bars, 0.0, theme)


def paint_segments(
    painter: QPainter,
    rect: QRectF,
    segments: Sequence[Segment],
    scale: TimeScale,
    style: Style,
    soft: npt.NDArray[np.integer] | None = None,
    predicted: bool = False,
    known: Sequence[Sequence[Span]] = (),
    strips: Strips | None = None,
) -> None:
    """Bars with class names and, where there is room, small figures.

    Parameters
    ----------
    soft
        ``(n_segments, 2)``: over how many frames each edge is uncertain; see `soft_edges`.
    predicted
        Whether a model says so: lighter, hatched where it is unsure and nobody has looked.
    known
        Lists of spans that somebody has decided on, such as the labels and what is reviewed.
    """
    table, ratio = _TABLES.of(segments), _ratio(painter)
    seen = table.visible(scale)
    shown = table[seen]
    inks = style.inks(_TABLES.names, predicted)[shown.classes]
    reach = None if soft is None else soft[seen] * ratio / scale.frames_per_pixel
    unsure = _open(shown, known) if predicted else None
    bars = _bars(shown, scale, ratio, inks, unsure, reach)
    bars = bars.parted(ratio)
    _paint_bars(painter, rect, bars, _RADIUS, style.theme)
    if rect.height() >= _MIN_NAMED_HEIGHT:
        for number in np.flatnonzero(bars.right - bars.left >= _MIN_NAMED * ratio).tolist():
            left, right = bars.left[number] / ratio, bars.right[number] / ratio
            bar = QRectF(rect.left() + left, rect.top(), right - left, rect.height())
            name = _TABLES.names[shown.classes[number]]
            painter.setPen(ink_on(style.fill(name, predicted)))
            _fill_bar(painter, bar.intersected(rect), name, scale, strips)


def _open(shown: Table, known: Sequence[Sequence[Span]]) -> npt.NDArray[np.bool_]:
    """``(n,)``: which are unsure and not yet decided, by half of them or more."""
    unsure: npt.NDArray[np.bool_] = shown.scores < UNSURE
    for spans in known:
        unsure &= shown.share_covered(_TABLES.of(spans)) < 0.5
    return unsure


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
    _paint_pixels(painter, rect, pixels, QImage.Format.Format_RGB32)


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


def _bars(
    shown: Table,
    scale: TimeScale,
    ratio: float,
    inks: npt.NDArray[np.float64],
    unsure: npt.NDArray[np.bool_] | None = None,
    soft: npt.NDArray[np.floating] | None = None,
) -> Bars:
    factor = ratio / scale.frames_per_pixel
    return Bars(
        (shown.starts - scale.first) * factor,
        (shown.stops - scale.first) * factor,
        np.broadcast_to(inks, (len(shown), 3)),
        np.zeros(len(shown), bool) if unsure is None else unsure,
        soft,
    )


def _paint_bars(painter: QPainter, rect: QRectF, bars: Bars, radius: float, theme: Theme) -> None:
    ratio = _ratio(painter)
    width, height = round(rect.width() * ratio), round(rect.height() * ratio)
    hatch = _rgb(theme.colour("window"))
    pixels = picture_of(bars, max(width, 1), max(height, 1), hatch, radius * ratio, ratio)
    _paint_pixels(painter, rect, pixels, QImage.Format.Format_ARGB32_Premultiplied)


def _fill_bar(
    painter: QPainter, bar: QRectF, name: str, scale: TimeScale, strips: Strips | None
) -> None:
    """The name at the left of what is seen of a bar, figures in the rest."""
    end = bar.left() + 6 + paint_name(painter, bar, name)
    if strips is not None:
        strips.paint(painter, bar, (end + 2, bar.right() - 2), scale)


def paint_name(painter: QPainter, bar: QRectF, name: str) -> float:
    """A class name at the left of a bar, elided; nothing if not even two letters fit.

    Returns its width.
    """
    metrics = QFontMetricsF(painter.font())
    text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, bar.width() - 12)
    if len(text) <= 2 and text != name:
        return 0.0
    side = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    painter.drawText(bar.adjusted(6, 0, -6, 0), side, text)
    return metrics.horizontalAdvance(text)


def _paint_pixels(
    painter: QPainter, rect: QRectF, pixels: npt.NDArray[np.uint32], kind: QImage.Format
) -> None:
    height, width = pixels.shape
    image = QImage(pixels.data, width, height, 4 * width, kind)
    painter.drawImage(rect, image)


def _ratio(painter: QPainter) -> float:
    """Device pixels per logical pixel."""
    return painter.device().devicePixelRatio()


def _rgb(colour: QColor) -> npt.NDArray[np.float64]:
    return np.array([colour.red(), colour.green(), colour.blue()], dtype=float)
