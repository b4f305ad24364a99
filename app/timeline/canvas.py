"""The lanes and the playhead, with wheel and pointer. Shows and asks; changes nothing itself."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from app.document import Document
from app.playback import Playback
from app.timeline.geometry import TimeScale
from app.timeline.heat import HeatPyramid
from app.timeline.lanes import RULER, Kind, Lane, lanes_of
from app.timeline.painting import (
    Style,
    paint_ground,
    paint_heat,
    paint_hint,
    paint_reviewed,
    paint_ruler,
    paint_segments,
)
from app.timeline.softness import SoftEdges
from core.labels import Segment

_ZOOM_PER_NOTCH = 1.25
_SCROLL_PER_NOTCH = 80.0
_NOTCH = 120.0


class Canvas(QWidget):
    """Paints what a document holds over a `TimeScale`.

    The lanes are painted once into a pixmap and again only when something in them changes, so a
    moving playhead costs one copy.
    """

    seek_requested = Signal(int)
    scale_requested = Signal(TimeScale)

    def __init__(self, document: Document, playback: Playback, style: Style) -> None:
        super().__init__()
        self._document, self._playback, self._style = document, playback, style
        self._scale = TimeScale.fitted(0, 1)
        self._lanes: tuple[Lane, ...] = ()
        self._heat: HeatPyramid | None = None
        self._soft_edges: SoftEdges | None = None
        self._painted: QPixmap | None = None
        self.predicting = False
        self.setMouseTracking(True)
        self.setAccessibleName("Timeline")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        playback.frame_changed.connect(self.update)
        self.read_document()

    @property
    def lanes(self) -> tuple[Lane, ...]:
        return self._lanes

    def set_scale(self, scale: TimeScale) -> None:
        self._scale = scale
        self.repaint_lanes()

    def set_style(self, style: Style) -> None:
        self._style = style
        self.repaint_lanes()

    def read_document(self) -> None:
        """Take over tracks and prediction."""
        prediction = self._document.prediction
        self._lanes = lanes_of(self._document)
        self._heat = HeatPyramid(prediction.probabilities) if prediction else None
        self._soft_edges = SoftEdges(prediction) if prediction else None
        self.setMinimumHeight(self._lanes[-1].bottom + 4)
        self.repaint_lanes()

    def repaint_lanes(self) -> None:
        self._painted = None
        self.update()

    def segment_under(self, position: QPointF) -> Segment | None:
        """The segment that a pixel shows."""
        lane = next((x for x in self._lanes if x.top <= position.y() < x.bottom), None)
        if lane is None or not lane.visible or self._document.recording is None:
            return None
        frame = self._scale.frame_at(position.x())
        if lane.kind is Kind.PREDICTION:
            return self._document.predicted_at(frame)
        if lane.kind is Kind.LABELS and self._document.tracks:
            return self._document.tracks[lane.track].segment_at(frame)
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.repaint_lanes()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._painted is None:
            self._painted = self._paint_lanes()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._painted)
        if self._document.recording is not None:
            self._paint_playhead(painter)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl zooms at the pointer; without it the wheel scrolls through time."""
        turned = event.angleDelta()
        notches = (turned.y() or turned.x()) / _NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            scale = self._scale.zoomed(event.position().x(), _ZOOM_PER_NOTCH**notches)
        else:
            scale = self._scale.scrolled(-notches * _SCROLL_PER_NOTCH)
        self.scale_requested.emit(scale)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._scrub(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._scrub(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            self._show_tip(event.globalPos(), QPointF(event.pos()))
            return True
        return super().event(event)

    def _scrub(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.seek_requested.emit(self._scale.frame_at(event.position().x()))

    def _show_tip(self, place: QPoint, position: QPointF) -> None:
        segment, recording = self.segment_under(position), self._document.recording
        if segment is None or recording is None:
            QToolTip.hideText()
            return
        seconds = segment.n_frames / recording.fps
        text = (
            f"{segment.class_name}\nframes {segment.start:,} to {segment.stop:,} · {seconds:.2f} s"
        )
        if segment.score < 1:
            text += f"\nmean probability {segment.score:.2f}"
        QToolTip.showText(place, text, self)

    def _paint_lanes(self) -> QPixmap:
        ratio = self.devicePixelRatio()
        pixmap = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(self._style.theme.colour("panel"))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        if self._document.recording is None:
            text = "Segments appear here"
            centre = Qt.AlignmentFlag.AlignHCenter
            paint_hint(painter, QRectF(self.rect()), text, self._style.theme, centre)
        if recording := self._document.recording:
            ruler = QRectF(0, 0, self.width(), RULER)
            paint_ruler(painter, ruler, self._scale, recording.fps, self._style.theme)
            for lane in self._lanes:
                self._paint_lane(painter, lane)
        painter.end()
        return pixmap

    def _paint_lane(self, painter: QPainter, lane: Lane) -> None:
        rect = QRectF(0, lane.top, self.width(), lane.height)
        theme = self._style.theme
        if not lane.visible:
            paint_hint(painter, rect, "hidden: the eye shows it", theme)
            return
        paint_ground(painter, rect, self._scale, theme)
        if lane.kind is Kind.LABELS:
            self._paint_labels(painter, rect, lane)
        elif lane.kind is Kind.PREDICTION:
            self._paint_prediction(painter, rect)
        elif self._heat is not None and self._document.prediction is not None:
            columns, classes = self._heat.columns(self._scale), self._document.prediction.classes
            paint_heat(painter, rect, columns, classes, self._style)

    def _paint_labels(self, painter: QPainter, rect: QRectF, lane: Lane) -> None:
        if not self._document.tracks or not self._document.tracks[lane.track].segments:
            paint_hint(painter, rect, "No labels yet", self._style.theme)
            return
        track = self._document.tracks[lane.track]
        bars = rect.adjusted(0, 2, 0, -4)
        paint_segments(painter, bars, track.segments, self._scale, self._style)
        paint_reviewed(painter, rect, track.reviewed, self._scale, self._style.theme)

    def _paint_prediction(self, painter: QPainter, rect: QRectF) -> None:
        if self._document.prediction is None:
            text = "Predicting…" if self.predicting else "No prediction"
            paint_hint(painter, rect, text, self._style.theme)
            return
        bars = rect.adjusted(0, 2, 0, -2)
        paint_segments(
            painter, bars, self._document.predicted, self._scale, self._style, self._soft_edges
        )

    def _paint_playhead(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = self._scale.x_of(self._playback.frame + 0.5)
        ink = self._style.theme.colour("text")
        painter.setPen(QPen(ink, 1.5))
        painter.drawLine(QPointF(x, 6), QPointF(x, self.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        handle = [
            QPointF(x - 5, 2),
            QPointF(x + 5, 2),
            QPointF(x + 5, 8),
            QPointF(x, 13),
            QPointF(x - 5, 8),
        ]
        painter.drawPolygon(QPolygonF(handle))
