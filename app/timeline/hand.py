"""What the mouse does on the lanes: clicks choose, drags are gestures, double clicks decide.

Knows which gesture is under way and draws nothing.
"""

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent

from app.document import Document
from app.editor import Editor
from app.playback import Playback
from app.timeline.border import Border
from app.timeline.geometry import TimeScale
from app.timeline.gestures import (
    SNAP,
    Band,
    DrawSegment,
    Gesture,
    Magnets,
    MoveBody,
    MoveEdge,
    Pull,
    Scrub,
)
from app.timeline.hits import Hit, Part, hit
from app.timeline.sheet import Sheet
from core.edits.write import free_around
from core.labels import Segment
from core.spans import Spans

_DRAG = 3
"""Pixels from which a press is a drag: less than Qt's ten, for edges are set by the pixel."""
_UNNAMED = "new"
"""How a segment is drafted as long as there is no class that it could be of."""
_LEFT = Qt.MouseButton.LeftButton
_SHIFT, _CTRL, _ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Hand(QObject):
    """Turns the events of a mouse into calls of the editor, and seeks."""

    changed = Signal()
    """What is under the pointer, or what a drag would do."""
    seek_requested = Signal(int)
    play_requested = Signal(int, int)
    scroll_requested = Signal(float)
    """Pixels by which time is to move along under a drag."""
    class_needed = Signal(QPointF, int, int)
    """Frames were drawn, and there is no class yet that they could be of."""

    def __init__(
        self, document: Document, playback: Playback, editor: Editor, sheet: Sheet, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.scale = TimeScale.fitted(0, 1)
        self.hover: Hit | None = None
        self.gesture: Gesture | None = None
        self.pull: Pull | None = None
        """Where the gesture is, once it is more than a click."""
        self._document, self._playback, self._editor = document, playback, editor
        self._sheet = sheet
        self._pressed: tuple[Hit, QPointF] | None = None
        self._home = 0
        self._last = 0.0, Qt.KeyboardModifier.NoModifier
        self._border = Border(self)
        self._border.scrolled.connect(self._scroll)
        document.tracks_changed.connect(self.drop)

    def hit_at(self, place: QPointF) -> Hit | None:
        """What is at a pixel; None without a recording."""
        if self._document.recording is None:
            return None
        sheet, predicted = self._sheet, self._document.predicted
        return hit(sheet.lanes, sheet.tracks, predicted, self.scale, place.x(), place.y())

    def press(self, event: QMouseEvent) -> None:
        found = self.hit_at(event.position())
        if event.button() is not _LEFT or found is None:
            return
        self._activate(found)
        self._pressed, self._home = (found, event.position()), self._playback.frame
        self.gesture = self._gesture(found, self.scale.edge_at(event.position().x()))
        if found.track >= 0 and event.modifiers() & _SHIFT:
            self.gesture = self._band(found, event.modifiers())
        elif isinstance(self.gesture, Scrub):
            self._drag(event.position().x(), event.modifiers())
        elif not event.modifiers():
            self._choose(found)

    def move(self, event: QMouseEvent) -> None:
        if self.gesture is None or self._pressed is None:
            self._show_hover(self.hit_at(event.position()))
            return
        gone = (event.position() - self._pressed[1]).manhattanLength()
        if self.pull is not None or gone >= _DRAG:
            self._drag(event.position().x(), event.modifiers())

    def release(self, event: QMouseEvent) -> None:
        if event.button() is not _LEFT or self.gesture is None or self._pressed is None:
            return
        gesture, pull, (found, _) = self.gesture, self.pull, self._pressed
        self.drop()
        if pull is None:
            self._click(found, event.modifiers())
        elif isinstance(gesture, DrawSegment) and not self._editor.current_class:
            span = gesture.span(pull)
            self.class_needed.emit(event.position(), span.start, span.stop)
        elif gesture.change(pull):
            gesture.finish(self._editor, pull)
        self._show_hover(self.hit_at(event.position()))

    def double_click(self, event: QMouseEvent) -> None:
        found = self.hit_at(event.position())
        if event.button() is not _LEFT or found is None or found.segment is None:
            return
        if found.part is Part.PREDICTED:
            self._editor.accept(found.segment)
        else:
            self.play_requested.emit(found.segment.start, found.segment.stop)

    def leave(self) -> None:
        self._show_hover(None)

    def cancel(self) -> bool:
        """Give up the gesture that is under way, if there is one: all is as it was before."""
        if self.gesture is None:
            return False
        if isinstance(self.gesture, Band):
            self._document.select(self.gesture.before)
        self.drop()
        self.seek_requested.emit(self._home)
        return True

    def drop(self) -> None:
        """Forget what is under way or pointed at, for instance as the track is another now."""
        self.gesture = self.pull = self._pressed = self.hover = None
        self._border.let_go()
        self._document.set_draft(None)
        self.changed.emit()

    def point(self, found: Hit) -> None:
        """Let what comes next be about this."""
        self._activate(found)
        self._choose(found)

    def _activate(self, found: Hit) -> None:
        if found.track >= 0:
            name = self._sheet.tracks[found.track].name
            if name != self._document.active.name:
                self._document.set_active(name)

    def _choose(self, found: Hit) -> None:
        """Select a segment of a track that is not among the selected ones."""
        if found.track >= 0 and found.segment and found.segment not in self._document.selection:
            self._document.select([found.segment])

    def _gesture(self, found: Hit, edge: int) -> Gesture:
        track, segment = self._document.active, found.segment
        magnets = self._magnets()
        if found.part is Part.FREE and (free := free_around(track, found.frame)):
            name = self._editor.current_class or _UNNAMED
            return DrawSegment(track, free, magnets.pull(edge), name, magnets)
        if found.part is Part.BODY and segment:
            return MoveBody(track, segment, found.frame, magnets)
        if found.part is Part.EDGE and segment and found.side:
            return MoveEdge(track, segment, found.side, magnets)
        return Scrub()

    def _band(self, found: Hit, keys: Qt.KeyboardModifier) -> Band:
        """With Ctrl too, what is selected stays so."""
        before = self._document.selection
        return Band(self._document.active, found.frame, before if keys & _CTRL else (), before)

    def _magnets(self) -> Magnets:
        """What is worth meeting: the playhead, what is marked, and edges in all shown lanes."""
        tracks = (track for track in self._sheet.tracks if track.visible)
        lanes = (*(Spans.of(t.segments) for t in tracks), Spans.of(self._document.predicted))
        marked = (mark for mark in self._editor.marks.ends if mark is not None)
        tolerance = round(SNAP * self.scale.frames_per_pixel)
        return Magnets(tolerance, (self._playback.frame, *marked), lanes)

    def _drag(self, x: float, keys: Qt.KeyboardModifier) -> None:
        assert self.gesture is not None
        self._last = x, keys
        self._border.pull(x, self.scale.width)
        # Held in sight: what is shown follows the pull, and would otherwise turn the page.
        x = min(max(x, 0.0), self.scale.width - 1)
        snapping, linked = (not keys & key for key in (_CTRL, _ALT))
        self.pull = Pull(self.scale.frame_at(x), self.scale.edge_at(x), snapping, linked)
        if isinstance(self.gesture, Band):
            self._document.select(self.gesture.touched(self.pull))
        else:
            self._document.set_draft(self.gesture.change(self.pull) or None)
            self.seek_requested.emit(self.gesture.shown(self.pull))
        self.changed.emit()

    def _scroll(self, pixels: float) -> None:
        """The drag goes on although the pointer stands still: time moves under it."""
        self.scroll_requested.emit(pixels)
        self._drag(*self._last)

    def _click(self, found: Hit, keys: Qt.KeyboardModifier) -> None:
        if found.segment is None:
            self._document.select(())
            self.seek_requested.emit(found.frame)
        elif keys & _CTRL:
            self._document.select({*self._document.selection} ^ {found.segment})
        elif keys & _SHIFT:
            self._document.select(self._range_to(found.segment))
        else:
            self._document.select([found.segment])

    def _range_to(self, segment: Segment) -> tuple[Segment, ...]:
        """All from the selection to a segment, both included."""
        chosen = (*self._document.selection, segment)
        start, stop = min(s.start for s in chosen), max(s.stop for s in chosen)
        return self._document.active.segments_in(start, stop)

    def _show_hover(self, found: Hit | None) -> None:
        if found != self.hover:
            self.hover = found
            self.changed.emit()
