"""The lanes under the pointer: paints what is shown, and lends the events to `Hand`."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from app.document import Document
from app.editor import Editor
from app.playback import Playback
from app.timeline.adornments import (
    paint_band,
    paint_bubble,
    paint_handle,
    paint_marks,
    paint_outlines,
    paint_playhead,
)
from app.timeline.geometry import TimeScale
from app.timeline.gestures import Band, Scrub
from app.timeline.hand import Hand
from app.timeline.hits import Part
from app.timeline.lanes import Kind, Lane
from app.timeline.menu import LaneMenu
from app.timeline.painting import Style, paint_hint
from app.timeline.prompt import Prompt
from app.timeline.sheet import Sheet
from app.timeline.tips import drag_tip, tip
from core.labels import Segment

_ZOOM_PER_NOTCH = 1.25
_SCROLL_PER_NOTCH = 80.0
_NOTCH = 120.0
_CURSORS = {Part.EDGE: Qt.CursorShape.SizeHorCursor, Part.FREE: Qt.CursorShape.CrossCursor}


class Canvas(QWidget):
    """Paints what a document holds over a `TimeScale`."""

    seek_requested = Signal(int)
    play_requested = Signal(int, int)
    scale_requested = Signal(TimeScale)

    def __init__(
        self, document: Document, playback: Playback, editor: Editor, style: Style
    ) -> None:
        super().__init__()
        self._document, self._playback, self._editor = document, playback, editor
        self.sheet = Sheet(document, style, self)
        self.hand = Hand(document, playback, editor, self.sheet, self)
        self.setMouseTracking(True)
        self.setAccessibleName("Timeline")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._connect()
        self.read_document()

    @property
    def lanes(self) -> tuple[Lane, ...]:
        return self.sheet.lanes

    @property
    def scale(self) -> TimeScale:
        return self.hand.scale

    def set_scale(self, scale: TimeScale) -> None:
        self.hand.scale = scale
        self.update()

    def set_style(self, style: Style) -> None:
        self.sheet.style = style
        self.update()

    def set_predicting(self, predicting: bool) -> None:
        self.sheet.predicting = predicting
        self.update()

    def read_document(self) -> None:
        """Take over tracks and prediction."""
        self.sheet.read_document()
        self.setMinimumHeight(self.lanes[-1].bottom + 4 if self._document.recording else 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.sheet.style.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("panel"))
        if recording := self._document.recording:
            self.sheet.paint(painter, self.width(), self.scale, recording.fps)
            self._paint_over(painter, recording.fps)
        else:
            centre = Qt.AlignmentFlag.AlignHCenter
            paint_hint(painter, QRectF(self.rect()), "Segments appear here", theme, centre)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl zooms at the pointer; without it the wheel scrolls through time."""
        turned = event.angleDelta()
        notches = (turned.y() or turned.x()) / _NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            scale = self.scale.zoomed(event.position().x(), _ZOOM_PER_NOTCH**notches)
        else:
            scale = self.scale.scrolled(-notches * _SCROLL_PER_NOTCH)
        self.scale_requested.emit(scale)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        QToolTip.hideText()
        self.hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hand.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.hand.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.hand.double_click(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.hand.leave()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        found = self.hand.hit_at(QPointF(event.pos()))
        if found is not None and self.hand.gesture is None:
            self.hand.point(found)
            menu = LaneMenu(found, self._document, self._editor, self)
            menu.seek_requested.connect(self.seek_requested)
            menu.open_at(event.globalPos())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            self._show_tip(event.globalPos(), QPointF(event.pos()))
            return True
        return super().event(event)

    def _connect(self) -> None:
        self.hand.seek_requested.connect(self.seek_requested)
        self.hand.play_requested.connect(self.play_requested)
        self.hand.changed.connect(self._show_hand)
        self.hand.scroll_requested.connect(self._scroll)
        self.hand.class_needed.connect(self._ask_for_class)
        self.sheet.changed.connect(self.update)
        self._playback.frame_changed.connect(self.update)
        self._editor.marks.changed.connect(self.update)
        self._document.selection_changed.connect(self.update)
        self._document.draft_changed.connect(self.update)

    def _scroll(self, pixels: float) -> None:
        self.scale_requested.emit(self.scale.scrolled(pixels))

    def _show_hand(self) -> None:
        part = self.hand.hover.part if self.hand.hover else Part.NOTHING
        self.setCursor(_CURSORS.get(part, Qt.CursorShape.ArrowCursor))
        self.update()

    def _show_tip(self, place: QPoint, position: QPointF) -> None:
        found, recording = self.hand.hit_at(position), self._document.recording
        text = tip(found, recording.fps) if found and recording else ""
        QToolTip.showText(place, text, self)

    def _ask_for_class(self, place: QPointF, start: int, stop: int) -> None:
        prompt = Prompt("Name of the first class", "", self)
        prompt.answered.connect(lambda name: self._create(start, stop, name))
        prompt.open_at(self.mapToGlobal(place.toPoint()))

    def _create(self, start: int, stop: int, class_name: str) -> None:
        try:
            self._editor.create(start, stop, class_name)
        except ValueError as error:
            self._editor.refused.emit(f"No segment was made: {error}.")

    def _paint_over(self, painter: QPainter, fps: float) -> None:
        theme, lane = self.sheet.style.theme, self._active_lane()
        paint_marks(painter, self.height(), self._editor.marks.ends, self.scale, theme)
        if lane.visible:
            paint_outlines(painter, _rect(lane, self.width()), self._chosen(), self.scale, theme)
        self._paint_handle(painter)
        frame = self._playback.frame
        paint_playhead(painter, self.height(), frame, self.scale, theme)
        gesture, pull = self.hand.gesture, self.hand.pull
        if isinstance(gesture, Band) and pull:
            paint_band(painter, _rect(lane, self.width()), gesture.span(pull), self.scale, theme)
        if gesture and pull and not isinstance(gesture, Scrub):
            x, text = self.scale.x_of(gesture.shown(pull) + 0.5), drag_tip(gesture, pull, fps)
            paint_bubble(painter, x, lane.top - 2, text, theme)

    def _paint_handle(self, painter: QPainter) -> None:
        hover, theme = self.hand.hover, self.sheet.style.theme
        if hover and hover.part is Part.EDGE and self.hand.gesture is None:
            lane = next(lane for lane in self.lanes if lane.track == hover.track)
            rect, shared = _rect(lane, self.width()), hover.neighbour is not None
            paint_handle(painter, rect, hover.edge, shared, self.scale, theme)

    def _chosen(self) -> tuple[Segment, ...]:
        """The selection as it is drafted: moved along, or what is being drawn."""
        draft = self._document.draft
        return self._document.selection if draft is None else draft.segments.added

    def _active_lane(self) -> Lane:
        names = [track.name for track in self.sheet.tracks]
        number = names.index(self._document.active.name)
        return next(x for x in self.lanes if x.kind is Kind.LABELS and x.track == number)


def _rect(lane: Lane, width: int) -> QRectF:
    return QRectF(0, lane.top, width, lane.height)
