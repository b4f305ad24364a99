"""A line that says which classes of the model the project lacks, for as long as that is open."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.layouts import measured
from app.translator import Translator


class ForeignClasses(QWidget):
    """Hidden while there is nothing to decide."""

    map_requested = Signal()

    def __init__(self, translator: Translator) -> None:
        super().__init__()
        self._translator = translator
        self.text, self.button = QLabel(wordWrap=True), QPushButton("Map…")
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button.setAccessibleName("Map the classes of the model to those of the project")
        row = measured(QHBoxLayout(self), 8, (12, 8, 12, 0))
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        self.button.clicked.connect(self.map_requested)
        translator.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        undecided = self._translator.undecided
        self.setVisible(bool(undecided))
        self.text.setText(_sentence(self._translator.model, undecided))
        self.text.setToolTip(", ".join(undecided))


def _sentence(model: str, undecided: tuple[str, ...]) -> str:
    if len(undecided) == 1:
        return f"{model} has a class that the project lacks: {undecided[0]}."
    return f"{model} has {len(undecided)} classes that the project lacks."
