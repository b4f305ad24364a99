"""What hands can do to the classes: every method is one step, in each recording that it touches.

The open recording's step goes through the editor, so it is undone like any other. What other
recordings of the project have is changed by whoever keeps them, on hearing `edited`.
"""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.editor import Editor
from core import class_edits
from core.class_edits import ClassEdit
from core.classes import ActionClass, ClassList
from core.journal import now
from core.labels import Segment, Source


class Vocabulary(QObject):
    """Makes edits of the class list, and makes them happen."""

    proposed = Signal(object)
    """A `ClassEdit` that touches segments: somebody is to look at it first, and `do` it then."""
    edited = Signal(object)
    """The `ClassEdit` that was made in the open recording."""
    refused = Signal(str)

    def __init__(self, document: Document, editor: Editor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._editor = document, editor
        self.under_way = ""
        """The edit that has to be finished before the class list can be edited; empty if none."""

    @property
    def may_edit(self) -> bool:
        """Whether there is something open that can be changed."""
        return self._document.recording is not None and not self._document.read_only

    @property
    def classes(self) -> ClassList:
        return self._document.labels.classes

    @property
    def only_foreseen(self) -> tuple[str, ...]:
        """Classes that only the model knows."""
        return tuple(name for name in self._document.classes if name not in self.classes)

    @property
    def selected(self) -> tuple[Segment, ...]:
        """What `split` would make a new class of."""
        return self._document.selection

    def add(self, name: str) -> None:
        self._make(lambda: class_edits.add(self.classes, ActionClass(name.strip())))

    def rename(self, name: str, to: str) -> None:
        if to.strip() != name:
            self.alter(name, replace(self.classes[name], name=to.strip()))

    def set_colour(self, name: str, colour: str) -> None:
        """Give a class a colour, ``#rrggbb``, or with an empty one that of its place."""
        self.alter(name, replace(self.classes[name], colour=colour))

    def set_hotkey(self, name: str, hotkey: str) -> None:
        """Give a class a key; the class that had it loses it."""
        hotkey = hotkey.lower()
        freed = self.classes
        for one in self.classes:
            if hotkey and one.hotkey == hotkey and one.name != name:
                freed = freed.replacing(one.name, replace(one, hotkey=""))
        self._make(lambda: class_edits.alter(freed, name, replace(freed[name], hotkey=hotkey)))

    def alter(self, name: str, new: ActionClass) -> None:
        self._make(lambda: class_edits.alter(self.classes, name, new))

    def move(self, name: str, place: int) -> None:
        if self.classes.names.index(name) != place:
            self._make(lambda: class_edits.reorder(self.classes, name, place))

    def merge(self, name: str, into: str) -> None:
        self._make(lambda: class_edits.merge(self.classes, [name], into))

    def remove(self, name: str) -> None:
        self._make(lambda: class_edits.remove(self.classes, name))

    def split(self, name: str) -> None:
        """Make a new class of the selected segments."""
        chosen = {self._document.active.name: self._document.selection}
        source = Source(name=self._editor.annotator, date=now())
        labels = self._document.labels
        if not self._document.selection:
            self.refused.emit("Select the segments first that are to be of the new class.")
            return
        try:
            step = class_edits.split(labels, ActionClass(name.strip()), chosen, source)
        except ValueError as error:
            self.refused.emit(_sentence(error))
            return
        self._editor.make(step)

    def do(self, edit: ClassEdit) -> None:
        """Make an edit in the open recording, and tell who has to know."""
        before = self._document.history
        self._editor.make(edit.step(self._document.labels, now()))
        if self._document.history is not before:
            self.edited.emit(edit)

    def set_visible(self, name: str, visible: bool) -> None:
        """Show or hide the segments of a class; that is no edit, so it cannot be undone."""
        new = replace(self.classes[name], visible=visible)
        self._document.set_classes(self.classes.replacing(name, new))

    def _make(self, edit: Callable[[], ClassEdit]) -> None:
        if self.under_way:
            self.refused.emit(f"{self.under_way}: that has to be finished first.")
            return
        try:
            made = edit()
        except ValueError as error:
            self.refused.emit(_sentence(error))
            return
        if made.becomes:
            self.proposed.emit(made)
        else:
            self.do(made)


def _sentence(error: ValueError) -> str:
    text = str(error)
    return f"{text[0].upper()}{text[1:]}."
