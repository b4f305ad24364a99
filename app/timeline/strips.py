"""Strips of small figures inside the bars: what happens there, without playing."""

from collections import OrderedDict
from math import floor
from time import perf_counter

from PySide6.QtCore import QLineF, QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from app.timeline.geometry import TimeScale
from core.figures import Figures
from core.recording import Recording
from core.survey import HEAD

MIN_HEIGHT = 22.0
"""A figure lower than this is a blot."""
_MIN_WIDTH = 30.0
_SLICE_SECONDS = 0.004
_KEPT, _WAITING = 3000, 300
_BODY = 0.84
"""Share of a figure's height that a body takes: the rest is for raised hands."""

_Key = tuple[int, int, int, float, int]


class Strips(QObject):
    """Draws figures while nothing else is to be done, and keeps them.

    They stand at fixed frames, so that dragging an edge uncovers figures and never moves them.
    """

    changed = Signal()
    """Figures that were missing are there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._figures: Figures | None = None
        self._recording: Recording | None = None
        self._drawn: OrderedDict[_Key, QPixmap] = OrderedDict()
        self._wanted: dict[_Key, QColor] = {}
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._draw_some)

    def set_recording(self, recording: Recording | None) -> None:
        if recording is not self._recording:
            self._recording, self._figures = recording, None
            self._drawn.clear()
            self._wanted.clear()

    def paint(
        self, painter: QPainter, bar: QRectF, seen: tuple[float, float], scale: TimeScale
    ) -> None:
        """Paint the figures of a bar in the painter's colour; those not drawn yet come later.

        Parameters
        ----------
        seen
            From where to where, in pixels, figures may stand.
        """
        height = bar.height() - 2
        if self._recording is None or height < MIN_HEIGHT:
            return
        width = self._width(height)
        for frame in _frames(scale, width, seen) or _middle_frame(scale, width, seen):
            figure = self._figure(frame, width, height, painter)
            if figure is not None:
                left = scale.x_of(frame + 0.5) - width / 2
                painter.drawPixmap(QPointF(left, bar.top() + 1), figure)

    def _width(self, height: float) -> float:
        share = self._known_figures().width if self._recording else 1.0
        return max(_MIN_WIDTH, share * _BODY * height + 4)

    def _known_figures(self) -> Figures:
        assert self._recording is not None
        if self._figures is None:
            self._figures = Figures.of(self._recording)
        return self._figures

    def _figure(self, frame: int, width: float, height: float, painter: QPainter) -> QPixmap | None:
        colour, ratio = painter.pen().color(), painter.device().devicePixelRatio()
        key = frame, round(width), round(height), ratio, colour.rgba()
        if key in self._drawn:
            self._drawn.move_to_end(key)
            return self._drawn[key]
        if len(self._wanted) < _WAITING:
            self._wanted[key] = colour
            self._idle.start()
        return None

    def _draw_some(self) -> None:
        """For a few milliseconds, what was asked for last: the older may be out of sight by now."""
        until = perf_counter() + _SLICE_SECONDS
        while self._wanted and perf_counter() < until:
            key, colour = self._wanted.popitem()
            self._drawn[key] = _drawn(self._known_figures(), key, colour)
        while len(self._drawn) > _KEPT:
            self._drawn.popitem(last=False)
        if not self._wanted:
            self._idle.stop()
            self.changed.emit()


def _frames(scale: TimeScale, width: float, seen: tuple[float, float]) -> list[int]:
    """Multiples of a step of 1, 2, 3, 4, 6, 8, 12 … frames whose figures fit between two pixels."""
    step = _step(width * scale.frames_per_pixel)
    first = scale.first + (seen[0] + width / 2) * scale.frames_per_pixel - 0.5
    last = scale.first + (seen[1] - width / 2) * scale.frames_per_pixel - 0.5
    first_multiple = -int(-max(first, 0) // step) * step
    return list(range(first_multiple, floor(min(last, scale.n_frames - 1)) + 1, step))


def _middle_frame(scale: TimeScale, width: float, seen: tuple[float, float]) -> list[int]:
    """The frame in the middle, if its figure fits: better than none for want of a multiple."""
    return [scale.frame_at((seen[0] + seen[1]) / 2)] if seen[1] - seen[0] >= width else []


def _step(frames: float) -> int:
    """The smallest of 1, 2, 3, 4, 6, 8, 12 … that is not less."""
    power = 1
    while 2 * power < frames:
        power *= 2
    return next(step for step in (power, 3 * power // 2, 2 * power) if step >= frames)


def _drawn(figures: Figures, key: _Key, colour: QColor) -> QPixmap:
    frame, width, height, ratio, _ = key
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    unit = _BODY * height
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(width / 2, height - 1)
    pen = QPen(colour, max(1.0, 0.05 * height))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    lines = (unit * figures.bones(frame) * (1, -1)).reshape(-1, 4).tolist()
    painter.drawLines([QLineF(*line) for line in lines])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for x, y in (unit * figures.heads(frame)).tolist():
        painter.drawEllipse(QPointF(x, -y), 1.15 * HEAD * unit, 1.15 * HEAD * unit)
    painter.end()
    return pixmap
