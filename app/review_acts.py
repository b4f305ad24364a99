"""What keys do to predictions and reviewed spans where the playhead is. Knows no view."""

from app.document import Document
from app.editor import Editor
from app.playback import Playback
from core.review import Item, ReviewQueue, review_queue
from core.spans import Span

_SHORTEST_S = 0.25
"""Seconds under which a gap or a difference is a matter of how closely people set edges."""


class ReviewActs:
    """Finds what a key is about, and asks the editor."""

    def __init__(self, document: Document, playback: Playback, editor: Editor) -> None:
        self._document, self._playback, self._editor = document, playback, editor

    def accept_here(self) -> None:
        if predicted := self._document.predicted_at(self._playback.frame):
            self._editor.accept(predicted)
        else:
            self._editor.refused.emit("Nothing is predicted at the playhead.")

    def accept_within(self, start: int, stop: int) -> None:
        """Accept the predicted segments that have a frame in ``[start, stop)``."""
        seen = [p for p in self._document.predicted if p.start < stop and start < p.stop]
        if seen:
            self._editor.accept_all(seen)
        else:
            self._editor.refused.emit("Nothing is predicted in what the timeline shows.")

    def reject_here(self) -> None:
        if predicted := self._document.predicted_at(self._playback.frame):
            self._editor.reject([predicted])
        else:
            self._editor.refused.emit("Nothing is predicted at the playhead.")

    def review_marked(self) -> None:
        """The marked range, or else what is selected, is reviewed."""
        if span := self._span():
            self._editor.set_reviewed(span.start, span.stop)

    def unreview_marked(self) -> None:
        if span := self._span():
            self._editor.clear_reviewed(span.start, span.stop)

    def next(self) -> None:
        self._go_to(self._queue().next(self._playback.frame))

    def previous(self) -> None:
        self._go_to(self._queue().previous(self._playback.frame))

    def _queue(self) -> ReviewQueue:
        document = self._document
        shortest = round(_SHORTEST_S * self._playback.fps)
        return review_queue(document.active, document.predicted, shortest=shortest)

    def _go_to(self, item: Item | None) -> None:
        if item is None:
            self._editor.refused.emit("Nothing more to review in this direction.")
        else:
            self._playback.seek(item.start)

    def _span(self) -> Span | None:
        (start, stop), chosen = self._editor.marks, self._document.selection
        if start is not None and stop is not None and start < stop:
            return Span(start, stop)
        if chosen:
            return Span(chosen[0].start, chosen[-1].stop)
        self._editor.refused.emit("Mark a range with I and O, or select segments, first.")
        return None
