"""What keys do to predictions and reviewed spans where the playhead is. Knows no view."""

from app.document import Document
from app.editor import Editor
from app.playback import Playback
from core.spans import Span


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

    def _span(self) -> Span | None:
        if marked := self._editor.marks.span:
            return marked
        if chosen := self._document.selection:
            return Span(chosen[0].start, chosen[-1].stop)
        self._editor.refused.emit("Mark a range with I and O, or select segments, first.")
        return None
