"""The one question at closing: what is to become of edits that could not be written."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from app.keeper import counted
from app.layouts import measured
from core.writer import Saving


class UnsavedDialog(QDialog):
    """Save a copy, close anyway, or do not close."""

    copy_requested = Signal()
    given_up = Signal()

    def __init__(self, saving: Saving, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Not Everything Is Saved")
        role = QDialogButtonBox.ButtonRole
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.copy = self.buttons.addButton("Save Elsewhere…", role.AcceptRole)
        self.give_up = self.buttons.addButton("Close Anyway", role.DestructiveRole)
        self.copy.setProperty("role", "primary")
        self.text = QLabel(_question(saving), wordWrap=True)
        column = measured(QVBoxLayout(self), 12, (16, 16, 16, 12))
        for part in (self.text, self.buttons):
            column.addWidget(part)
        self.setMinimumWidth(440)
        self.copy.clicked.connect(self._copy)
        self.give_up.clicked.connect(self._give_up)
        self.buttons.rejected.connect(self.reject)
        self.copy.setFocus()

    def _copy(self) -> None:
        self.accept()
        self.copy_requested.emit()

    def _give_up(self) -> None:
        self.accept()
        self.given_up.emit()


def _question(saving: Saving) -> str:
    why = f": {saving.trouble}" if saving.trouble else " yet"
    return (
        f"{counted(saving.unsaved).capitalize()} cannot be written{why}.\n\n"
        "A copy of all labels as they are now can be saved in another place. "
        "If you close anyway, what is not written is lost."
    )
