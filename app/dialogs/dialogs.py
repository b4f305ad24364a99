"""Which question is asked when. Gives each dialog what it shows, and passes the answer on."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.dialogs.class_edit import ClassEditDialog
from app.dialogs.past import PastDialog
from app.document import Document
from app.editor import Editor
from app.keeper import Keeper
from app.theme import Theme
from core.class_edits import ClassEdit
from core.errors import FormatError
from core.journal import now
from core.label_set import LabelSet
from core.restoring import restore


class Dialogs(QObject):
    """Opens dialogs over a window; none of them blocks it."""

    class_edit_agreed = Signal(object)
    refused = Signal(str)

    def __init__(
        self, document: Document, editor: Editor, keeper: Keeper, theme: Theme, window: QWidget
    ) -> None:
        super().__init__(window)
        self._document, self._editor, self._keeper = document, editor, keeper
        self._theme, self._window = theme, window

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def show_class_edit(self, edit: ClassEdit) -> None:
        """Show what an edit of the class list would do."""
        labels, others = self._document.labels, self._keeper.others()
        dialog = ClassEditDialog(edit, labels, others, self._window)
        dialog.agreed.connect(self.class_edit_agreed)
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

    def _restore(self, past: LabelSet, name: str) -> None:
        if step := restore(self._document.labels, past, name, now()):
            self._editor.make(step)
        else:
            self.refused.emit("The labels are as they were then.")

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
