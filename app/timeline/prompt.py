"""A question that is answered with a line of text, right where it comes up."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from app.layouts import measured


class Prompt(QFrame):
    """A small popup: Enter answers, Escape or a click elsewhere does not."""

    answered = Signal(str)

    def __init__(self, question: str, text: str, parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.line = QLineEdit(text)
        self.line.setPlaceholderText(question)
        self.line.setAccessibleName(question)
        self.line.setMinimumWidth(240)
        self.line.selectAll()
        measured(QVBoxLayout(self), 0, (4, 4, 4, 4)).addWidget(self.line)
        self.line.returnPressed.connect(self._answer)

    def open_at(self, place: QPoint) -> None:
        """Show it at a place on the screen."""
        self.move(place)
        self.show()
        self.line.setFocus()

    def _answer(self) -> None:
        text = self.line.text().strip()
        self.close()
        self.answered.emit(text)
