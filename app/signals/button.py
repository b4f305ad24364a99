"""The button that adds a signal."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton

from app.document import Document
from app.signals.chosen import ChosenSignals
from app.signals.picker import SignalPicker


class SignalButton(QPushButton):
    """Opens a picker for the open recording; there is none without one."""

    def __init__(self, document: Document, chosen: ChosenSignals) -> None:
        super().__init__("+ Signal")
        self._document, self._chosen = document, chosen
        self.setProperty("role", "quiet lane")
        self.setStyleSheet("margin-left: 12px")
        self.setToolTip("Add a curve: speed of a joint, distance between two, angle at one")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._ask)
        document.recording_changed.connect(self._update)
        self._update()

    def _update(self) -> None:
        self.setVisible(self._document.recording is not None)

    def _ask(self) -> None:
        if recording := self._document.recording:
            picker = SignalPicker(recording, self.window())
            picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            picker.finished.connect(lambda result: self._take(picker, result))
            picker.open()

    def _take(self, picker: SignalPicker, result: int) -> None:
        if result == QDialog.DialogCode.Accepted and picker.signal:
            self._chosen.add(picker.signal)
