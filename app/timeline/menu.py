"""What can be done to what is under the pointer, as a menu."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.document import Document
from app.editor import Editor
from app.timeline.hits import Hit, Part
from app.timeline.prompt import Prompt
from core.edits.write import free_around
from core.labels import Segment
from core.spans import Span


class LaneMenu(QMenu):
    """The acts of the editor that make sense at a hit."""

    seek_requested = Signal(int)

    def __init__(self, hit: Hit, document: Document, editor: Editor, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._hit, self._document, self._editor = hit, document, editor
        self._place = QPoint()
        if hit.part is Part.PREDICTED and hit.segment:
            self._offer_prediction(hit.segment)
        elif hit.segment:
            self._offer_segment(hit.segment)
            self._offer_review(hit.segment)
        elif hit.part in (Part.FREE, Part.REVIEWED):
            self._offer_gap(free_around(document.active, hit.frame))

    def open_at(self, place: QPoint) -> None:
        """Show it at a place on the screen."""
        self._place = place
        self.popup(place)

    def _offer_segment(self, segment: Segment) -> None:
        chosen = self._document.selection
        self._offer_classes("Change to", partial(self._editor.relabel, chosen or [segment]))
        self.addAction("Split Here", self._split)
        self.addAction("Merge", self._editor.merge).setEnabled(len(chosen) > 1)
        self.addAction("Note…", partial(self._ask_for_note, segment))
        self.addAction("Delete", self._editor.delete)
        self.addSeparator()

    def _offer_prediction(self, segment: Segment) -> None:
        self.addAction("Accept", partial(self._editor.accept, segment))
        self._offer_classes(
            "Accept as", lambda name: self._editor.accept(replace(segment, class_name=name))
        )
        self.addAction("Reject", partial(self._editor.reject, [segment]))

    def _offer_gap(self, gap: Span | None) -> None:
        if gap is None:
            return
        self._offer_classes("Label as", partial(self._editor.create, gap.start, gap.stop))
        self.addAction("Fill Gap", self._fill)
        self.addSeparator()
        self._offer_review(gap)

    def _offer_review(self, span: Span) -> None:
        frames = span.start, span.stop
        looked = self._document.active.reviewed_in(*frames)
        covered = len(looked) == 1 and looked[0].start <= span.start and span.stop <= looked[0].stop
        mark = self.addAction("Mark as Reviewed", partial(self._editor.set_reviewed, *frames))
        mark.setEnabled(not covered)
        unmark = self.addAction("Not Reviewed", partial(self._editor.clear_reviewed, *frames))
        unmark.setEnabled(bool(looked))

    def _offer_classes(self, title: str, act: Callable[[str], object]) -> None:
        classes = self.addMenu(title)
        for name in self._document.classes:
            classes.addAction(name, partial(act, name))
        classes.setEnabled(not classes.isEmpty())

    def _split(self) -> None:
        self.seek_requested.emit(self._hit.frame)
        self._editor.split()

    def _fill(self) -> None:
        self.seek_requested.emit(self._hit.frame)
        self._editor.fill_gap()

    def _ask_for_note(self, segment: Segment) -> None:
        prompt = Prompt("Note", segment.note, self.parentWidget())
        prompt.answered.connect(partial(self._editor.set_note, segment))
        prompt.open_at(self._place)
