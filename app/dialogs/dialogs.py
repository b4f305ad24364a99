"""Which question is asked when. Gives each dialog what it shows, and passes the answer on."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.dialogs.class_edit import ClassEditDialog
from app.document import Document
from app.editor import Editor
from app.keeper import Keeper
from core.class_edits import ClassEdit


class Dialogs(QObject):
    """Opens dialogs over a window; none of them blocks it."""

    class_edit_agreed = Signal(object)
    refused = Signal(str)

    def __init__(self, document: Document, editor: Editor, keeper: Keeper, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._editor, self._keeper = document, editor, keeper
        self._window = window

    def show_class_edit(self, edit: ClassEdit) -> None:
        """Show what an edit of the class list would do."""
        labels, others = self._document.labels, self._keeper.others()
        dialog = ClassEditDialog(edit, labels, others, self._window)
        dialog.agreed.connect(self.class_edit_agreed)
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
