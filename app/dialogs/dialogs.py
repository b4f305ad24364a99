"""Which question is asked when. Gives each dialog what it shows, and passes the answer on."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.dialogs.class_edit import ClassEditDialog
from app.dialogs.class_mapping import ClassMappingDialog
from app.dialogs.compare import CompareDialog
from app.dialogs.merge import MergeDialog
from app.dialogs.past import PastDialog
from app.dialogs.track_removal import TrackRemovalDialog
from app.document import Document
from app.editor import Editor
from app.follower import Follower
from app.keeper import Keeper
from app.theme import Theme
from app.translator import Translator
from core.adjudication import decide
from core.class_edits import ClassEdit
from core.copies import labels_in
from core.errors import FormatError
from core.journal import now
from core.label_set import LabelSet
from core.labels import LabelTrack
from core.merging import merge_label_sets
from core.project import FILE
from core.restoring import restore
from core.spans import Span


class Dialogs(QObject):
    """Opens dialogs over a window; none of them blocks it."""

    jump_requested = Signal(object)
    """A `Span` that somebody wants to see."""
    refused = Signal(str)

    def __init__(
        self, document: Document, editor: Editor, keeper: Keeper, theme: Theme, window: QWidget
    ) -> None:
        super().__init__(window)
        self._document, self._editor, self._keeper = document, editor, keeper
        self._theme, self._window = theme, window

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def show_class_edit(self, edit: ClassEdit, follower: Follower) -> None:
        """Show what an edit of the class list would do, here and, once that is known, elsewhere."""
        document = self._document
        dialog = ClassEditDialog(edit, document.labels, document.path, self._window)
        follower.looked.connect(dialog.show_progress)
        follower.planned.connect(dialog.show_plans)
        dialog.agreed.connect(follower.agree)
        dialog.rejected.connect(follower.cancel)
        follower.propose(edit)
        self._open(dialog)

    def show_track_removal(self, track: LabelTrack, remove: Callable[[str], object]) -> None:
        """Show what goes with a track."""
        recording = self._document.recording
        assert recording is not None
        dialog = TrackRemovalDialog(track, recording.fps, self._window)
        dialog.agreed.connect(remove)
        self._open(dialog)

    def show_mapping(self, translator: Translator) -> None:
        """Ask which class of the model is which class of the project."""
        if not translator.model:
            self.refused.emit("Nothing is predicted here yet.")
            return
        mapping, ours = translator.mapping, translator.ours
        dialog = ClassMappingDialog(
            translator.model, mapping, ours, translator.n_said, self._window
        )
        dialog.agreed.connect(translator.choose)
        self._open(dialog)

    def show_past(self) -> None:
        """Show every state that the labels of the open recording were in."""
        try:
            moments = self._keeper.moments()
        except FormatError as error:
            self.refused.emit(f"The older states cannot be read: {error}")
            return
        dialog = PastDialog(moments, self._keeper.state_at, self._theme, self._window)
        dialog.restored.connect(self._restore)
        self._open(dialog)

    def show_comparison(self) -> None:
        """Compare two tracks of the open recording, beside the window."""
        dialog = CompareDialog(self._document, self._window)
        dialog.jump_requested.connect(self.jump_requested)
        dialog.decided.connect(self._decide)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def ask_for_copy(self) -> None:
        """Ask for a label file to merge; a project folder is chosen by its ``project.json``."""
        name, _ = QFileDialog.getOpenFileName(self._window, "Merge Labels From")
        if name:
            path = Path(name)
            self.show_merge(path.parent if path.name == FILE else path)

    def show_merge(self, path: Path) -> None:
        """Show what merging the labels of another project folder or file would do."""
        document = self._document
        if document.recording is None:
            self.refused.emit("Open the recording first that the labels are about.")
            return
        try:
            recording = document.recording
            theirs = labels_in(path, recording.name, document.n_frames, recording.fps)
            merge = merge_label_sets(document.labels, theirs, now())
        except FormatError as error:
            self.refused.emit(f"Nothing was merged: {error}.")
            return
        except ValueError as error:
            self.refused.emit(f"Nothing was merged from {path}: {error}.")
            return
        dialog = MergeDialog(path, merge, self._window)
        dialog.agreed.connect(self._editor.make)
        self._open(dialog)

    def _decide(self, one: LabelTrack, other: LabelTrack, taken: LabelTrack, span: Span) -> None:
        step = decide(self._document.labels, one, other, taken, span, now())
        if step:
            self._editor.make(step)

    def _restore(self, past: LabelSet, name: str) -> None:
        if step := restore(self._document.labels, past, name, now()):
            self._editor.make(step)
        else:
            self.refused.emit("The labels are as they were then.")

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
