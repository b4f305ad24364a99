"""What is marked with I and O: a range that the next class key, or a review, is about."""

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.playback import Playback
from core.spans import Span


class Marks(QObject):
    """Where a range begins and stops, as far as it is marked. Knows no label and no view."""

    changed = Signal()

    def __init__(
        self, document: Document, playback: Playback, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.ends: tuple[int | None, int | None] = (None, None)
        """First frame and stop; None where nothing is marked."""
        self._document, self._playback = document, playback
        document.recording_changed.connect(self.clear)

    @property
    def span(self) -> Span | None:
        """The range, if there is one: both ends are marked, in order."""
        start, stop = self.ends
        if start is None or stop is None or start >= stop:
            return None
        return Span(start, stop)

    def mark_in(self) -> None:
        """The range begins at the playhead."""
        self._look_away()
        self._mark(self._playback.frame, self.ends[1])

    def mark_out(self) -> None:
        """The range ends with the frame at the playhead."""
        self._look_away()
        self._mark(self.ends[0], self._playback.frame + 1)

    def clear(self) -> None:
        self._mark(None, None)

    def _mark(self, start: int | None, stop: int | None) -> None:
        self.ends = start, stop
        self.changed.emit()

    def _look_away(self) -> None:
        """Who marks a range is not thinking of what was selected: a class key means the range."""
        self._document.select(())
