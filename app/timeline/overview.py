"""The whole recording in one thin strip, with the part in sight as a bracket."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.document import Document
from app.playback import Playback
from app.timeline.geometry import TimeScale
from app.timeline.painting import Style, paint_ground, paint_segments
from app.timeline.pictures import Pictures
from core.labels import Segment

HEIGHT = 24


class Overview(QWidget):
    """Labels above, prediction below; press or drag to bring a part into sight."""

    scale_requested = Signal(TimeScale)

    def __init__(self, document: Document, playback: Playback, style: Style) -> None:
        super().__init__()
        self._document, self._playback, self._style = document, playback, style
        self._scale = TimeScale.fitted(0, 1)
        self._pictures = Pictures()
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName("Overview of the whole recording")
        playback.frame_changed.connect(self.update)

    def set_scale(self, scale: TimeScale) -> None:
        self._scale = scale
        self.update()

    def set_style(self, style: Style) -> None:
        self._style = style
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._bring(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._bring(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._style.theme.colour("panel"))
        if self._document.recording is not None:
            self._paint(painter, TimeScale.fitted(self._scale.n_frames, self.width()))
        painter.end()

    def _bring(self, event: QMouseEvent) -> None:
        """Centre the part in sight on the pointer."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            whole = TimeScale.fitted(self._scale.n_frames, self.width())
            half = (self._scale.last - self._scale.first) / 2
            frame = event.position().x() * whole.frames_per_pixel
            self.scale_requested.emit(self._scale.starting_at(frame - half))

    def _paint(self, painter: QPainter, whole: TimeScale) -> None:
        rect, document = QRectF(self.rect()), self._document
        said = next((t.segments for t in document.tracks if t.visible and t.segments), ())
        painter.setBackground(self._style.theme.colour("panel"))
        shows, paint_it = (said, document.prediction), partial(self._paint_bars, whole, said)
        self._pictures.draw(painter, rect, "bars", (whole, self._style), shows, paint_it)
        self._paint_bracket(painter, rect, whole)
        x = whole.x_of(self._playback.frame + 0.5)
        painter.setPen(QPen(self._style.theme.colour("text"), 1))
        painter.drawLine(QPointF(x, 0), QPointF(x, rect.height()))

    def _paint_bars(
        self, whole: TimeScale, said: Sequence[Segment], painter: QPainter, rect: QRectF
    ) -> None:
        paint_ground(painter, rect, whole, self._style.theme)
        half = rect.height() / 2
        above = QRectF(0, 2, rect.width(), half - 3)
        paint_segments(painter, above, said, whole, self._style)
        below, foreseen = QRectF(0, half + 1, rect.width(), half - 3), self._document.predicted
        paint_segments(painter, below, foreseen, whole, self._style, predicted=True)

    def _paint_bracket(self, painter: QPainter, rect: QRectF, whole: TimeScale) -> None:
        if self._scale.is_fitted:
            return
        left, right = whole.x_of(self._scale.first), whole.x_of(self._scale.last)
        shade = QColor(self._style.theme.colour("panel"))
        shade.setAlphaF(0.72)
        painter.fillRect(QRectF(0, 0, left, rect.height()), shade)
        painter.fillRect(QRectF(right, 0, rect.width() - right, rect.height()), shade)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._style.theme.colour("muted"), 1))
        painter.drawRoundedRect(
            QRectF(left, 0.5, max(right - left, 4) - 0.5, rect.height() - 1), 3, 3
        )
