"""Walks a person through what most needs eyes. Knows no view and no disk."""

from collections.abc import Callable
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal

from app.background import Background
from app.document import Document
from app.editor import Editor
from app.playback import Playback
from core.journal import now
from core.labels import Segment
from core.prediction import Prediction
from core.review import Item, Reason, ReviewQueue, review_queue
from core.spans import overlap

SHORTEST_S = 0.25
"""Seconds: what is shorter is a flicker, or a matter of taste where an edge is."""
_AFTER_MS = 150


class Reviewer(QObject):
    """Keeps the review queue of the active track, and the item that is being looked at."""

    changed = Signal()
    """The queue or the current item is another one."""
    refused = Signal(str)

    def __init__(
        self,
        document: Document,
        playback: Playback,
        editor: Editor,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._playback, self._editor = document, playback, editor
        self.queue = ReviewQueue(())
        self.current: Item | None = None
        self._since = WeakKeyDictionary[Prediction, str]()
        self._background = Background(_AFTER_MS, self)
        self._background.answered.connect(self._take)
        document.recording_changed.connect(self._begin)
        playback.frame_changed.connect(self._leave)
        for changes in (document.tracks_changed, document.prediction_changed):
            changes.connect(self._compute)

    @property
    def busy(self) -> bool:
        """Whether the queue is of labels that have changed since."""
        return self._background.busy

    def next(self) -> None:
        """Go to the next item after the current one, or after the playhead."""
        frame = self.current.start if self.current else self._playback.frame
        here = self.queue.next(frame - 1) if not self.current else None
        self._go(here or self.queue.next(frame))

    def previous(self) -> None:
        frame = self.current.start if self.current else self._playback.frame
        self._go(self.queue.previous(frame))

    def accept(self) -> None:
        """The model is right about the current item; go to the next."""
        self._answer(self._editor.confirm)

    def reject(self) -> None:
        """The model is wrong about the current item; go to the next."""
        self._answer(self._editor.deny)

    def accept_or(self, otherwise: Callable[[], None]) -> None:
        """Accept what is asked about one segment, or do something else."""
        (self.accept if self._asks else otherwise)()

    def reject_or(self, otherwise: Callable[[], None]) -> None:
        """Reject what is asked about one segment, or do something else."""
        (self.reject if self._asks else otherwise)()

    @property
    def _asks(self) -> bool:
        """Whether there is a question about one segment, and not about a whole stretch."""
        return self.current is not None and self.current.reason is not Reason.UNREVIEWED

    def _begin(self) -> None:
        self.queue, self.current = ReviewQueue(()), None
        self.changed.emit()

    def _leave(self, frame: int) -> None:
        """Who goes elsewhere is not asked any more."""
        if self.current and not self.current.start <= frame < self.current.stop:
            self.current = None
            self.changed.emit()

    def _compute(self) -> None:
        document = self._document
        if document.recording is None:
            return
        prediction = document.prediction
        # Labels set after the prediction came are what somebody thinks of it.
        since = self._came(prediction) if prediction else None
        track, predicted = document.active, document.predicted
        shortest = max(1, round(SHORTEST_S * document.recording.fps))
        self._background.ask(lambda: review_queue(track, predicted, shortest=shortest, since=since))

    def _came(self, prediction: Prediction) -> str:
        """When a prediction was first made, or else seen."""
        return prediction.date or self._since.setdefault(prediction, now())

    def _take(self, queue: object) -> None:
        assert isinstance(queue, ReviewQueue)
        self.queue = queue
        start = self.current.start if self.current else None
        self.current = next((one for one in queue.items if one.start == start), None)
        self.changed.emit()

    def _go(self, item: Item | None) -> None:
        if item is None:
            self.refused.emit("Nothing more to review in this direction.")
            return
        self._playback.pause()
        self._playback.seek(item.start)
        self.current = item
        self._document.select(self._said_of(item))
        self.changed.emit()

    def _said_of(self, item: Item) -> tuple[Segment, ...]:
        """The label that an item is about: what it shares most frames with.

        Where an edge is in doubt, and the item is only what the label lacks, the one beside it.
        """
        track = self._document.active
        near = track.segments_in(item.start, item.stop)
        if not near and item.reason is Reason.DISAGREEMENT:
            predicted = self._document.predicted_at(item.start)
            beside = track.segments_in(max(item.start - 1, 0), item.stop + 1)
            near = tuple(
                one for one in beside if predicted and one.class_name == predicted.class_name
            )
        return tuple(sorted(near, key=lambda one: -overlap(one, item))[:1])

    def _answer(self, act: Callable[[Item], None]) -> None:
        if (item := self.current) is None:
            self.next()
            return
        before = self._document.history
        act(item)
        if self._document.history is not before:
            self._move_on(item)

    def _move_on(self, item: Item) -> None:
        """Leave an item that is answered, before the queue is made anew without it."""
        after = self.queue.next(item.start)
        self.queue = ReviewQueue(tuple(one for one in self.queue.items if one != item))
        self.current = None
        if after is None:
            self.changed.emit()
        self._go(after)
