"""Asking for the name of something new, with the segments that it is about."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.dialogs.segment_list import SegmentList
from app.layouts import measured
from core.labels import Segment


class NameDialog(QDialog):
    """A sentence, a name, and the segments."""

    named = Signal(str)

    def __init__(
        self, title: str, text: str, segments: Sequence[Segment], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.name = QLineEdit(placeholderText="Name…")
        self.name.setAccessibleName("Name")
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        column = measured(QVBoxLayout(self), 8, (12, 12, 12, 12))
        for part in (QLabel(text), self.name, SegmentList(segments), self.buttons):
            column.addWidget(part)
        self.name.textChanged.connect(self._allow)
        self.buttons.accepted.connect(self._take)
        self.buttons.rejected.connect(self.reject)
        self._allow("")
        self.name.setFocus()

    def _allow(self, text: str) -> None:
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(bool(text.strip()))

    def _take(self) -> None:
        self.named.emit(self.name.text().strip())
        self.accept()
