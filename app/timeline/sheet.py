"""The lanes as pictures: each is painted again only when something that it shows has changed."""

from functools import partial

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QPainter

from app.document import Document
from app.timeline.digest import Digester
from app.timeline.geometry import TimeScale
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
from app.timeline.pictures import Pictures
from app.timeline.strips import Strips
from core.labels import LabelTrack


class Sheet(QObject):
    """Paints the lanes of a document over a `TimeScale`.

    What they show is immutable, so a lane is up to date as long as it shows the same objects: a
    moving playhead paints none, a step of a drag only the lane in which something is dragged.
    """

    changed = Signal()

    def __init__(self, document: Document, style: Style, parent: QObject) -> None:
        super().__init__(parent)
        self.style = style
        self.predicting = False
        self.lanes: tuple[Lane, ...] = ()
        self._document = document
        self._digester = Digester(self)
        self._digester.changed.connect(self.changed)
        self._strips = Strips(self)
        self._strips.changed.connect(self._show_figures)
        self._pictures = Pictures()
        self.read_document()

    @property
    def tracks(self) -> tuple[LabelTrack, ...]:
        """The tracks of the label lanes: the empty one, too, that the first edit will make."""
        return self._document.tracks or (self._document.active,)

    def read_document(self) -> None:
        """Take over tracks and prediction."""
        self.lanes = lanes_of(self._document)
        self._digester.set_prediction(self._document.prediction)
        self._strips.set_recording(self._document.recording)

    def paint(self, painter: QPainter, width: int, scale: TimeScale, fps: float) -> None:
        """Paint the ruler and all lanes into a canvas of this width."""
        theme = self.style.theme
        painter.setBackground(theme.colour("panel"))
        ruler = QRectF(0, 0, width, RULER)
        paint_it = partial(paint_ruler, scale=scale, fps=fps, theme=theme)
        self._pictures.draw(painter, ruler, "ruler", (scale, fps, theme), (), paint_it)
        for lane in self.lanes:
            rect, shows = QRectF(0, lane.top, width, lane.height), self._shown_in(lane)
            paint_it = partial(self._paint_lane, lane=lane, scale=scale)
            looks = lane, scale, self.style
            self._pictures.draw(painter, rect, (lane.kind, lane.track), looks, shows, paint_it)

    def forget(self) -> None:
        """Paint everything anew when it is painted next."""
        self._pictures.forget("ruler", *((lane.kind, lane.track) for lane in self.lanes))

    def _show_figures(self) -> None:
        """Paint the lanes with bars again: figures that they had to leave out are there."""
        barred = (lane for lane in self.lanes if lane.kind is not Kind.HEAT)
        self._pictures.forget(*((lane.kind, lane.track) for lane in barred))
        self.changed.emit()

    def _shown_in(self, lane: Lane) -> tuple[object, ...]:
        if lane.kind is Kind.LABELS:
            return (self.tracks[lane.track],)
        document, digest = self._document, self._digester.digest
        if lane.kind is Kind.HEAT:
            return document.prediction, digest
        if lane.kind is Kind.RIVAL:
            return document.rival, document.labels, document.active.name
        return document.prediction, digest, self.predicting, document.labels, document.active.name

    def _paint_lane(self, painter: QPainter, rect: QRectF, lane: Lane, scale: TimeScale) -> None:
        if not lane.visible:
            paint_hint(painter, rect, "hidden: the eye shows it", self.style.theme)
            return
        paint_ground(painter, rect, scale, self.style.theme)
        if lane.kind is Kind.LABELS:
            self._paint_labels(painter, self.tracks[lane.track], rect, scale)
        elif lane.kind is Kind.PREDICTION:
            self._paint_prediction(painter, rect, scale)
        elif lane.kind is Kind.RIVAL:
            self._paint_rival(painter, rect, scale)
        else:
            self._paint_heat(painter, rect, scale)

    def _paint_labels(
        self, painter: QPainter, track: LabelTrack, rect: QRectF, scale: TimeScale
    ) -> None:
        if not track.segments:
            paint_hint(painter, rect, "Drag here to label a part", self.style.theme)
        paint_segments(
            painter,
            rect.adjusted(0, 2, 0, -4),
            track.segments,
            scale,
            self.style,
            strips=self._strips,
        )
        paint_reviewed(painter, rect, track.reviewed, scale, self.style.theme)

    def _paint_prediction(self, painter: QPainter, rect: QRectF, scale: TimeScale) -> None:
        if self._document.prediction is None:
            text = "Predicting…" if self.predicting else "No prediction"
            paint_hint(painter, rect, text, self.style.theme)
            return
        bars, predicted = rect.adjusted(0, 2, 0, -2), self._document.predicted
        soft = self._digester.digest.soft if self._digester.digest else None
        track = self._document.active
        paint_segments(
            painter,
            bars,
            predicted,
            scale,
            self.style,
            soft,
            predicted=True,
            known=(track.segments, track.reviewed),
            strips=self._strips,
        )

    def _paint_rival(self, painter: QPainter, rect: QRectF, scale: TimeScale) -> None:
        rival, track = self._document.rival, self._document.active
        paint_segments(
            painter,
            rect.adjusted(0, 2, 0, -2),
            rival.segments if rival else (),
            scale,
            self.style,
            predicted=True,
            known=(track.segments, track.reviewed),
            strips=self._strips,
        )

    def _paint_heat(self, painter: QPainter, rect: QRectF, scale: TimeScale) -> None:
        digest, prediction = self._digester.digest, self._document.prediction
        if digest and prediction:
            columns = digest.heat.columns(scale)
            paint_heat(painter, rect, columns, prediction.classes, self.style)
        elif prediction:
            paint_hint(painter, rect, "One moment…", self.style.theme)
