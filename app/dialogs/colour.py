"""Choosing the colour of a class, with a word on whether it can be seen."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from app.layouts import measured
from app.palette import FAINTEST, ClassColours, contrast
from app.theme import THEMES
from core.classes import ClassList


class ColourDialog(QDialog):
    """The colours there are, and a verdict on the one that is chosen."""

    chosen = Signal(QColor)

    def __init__(self, classes: ClassList, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Colour of {name}")
        self._classes, self._name = classes, name
        self.picker = QColorDialog(ClassColours(classes.names, classes).of(name))
        self.picker.setOptions(
            QColorDialog.ColorDialogOption.NoButtons
            | QColorDialog.ColorDialogOption.DontUseNativeDialog
        )
        self.verdict = QLabel(wordWrap=True)
        self.verdict.setProperty("role", "muted")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        column = measured(QVBoxLayout(self), 8, (12, 12, 12, 12))
        for part in (self.picker, self.verdict, buttons):
            column.addWidget(part)
        self.picker.currentColorChanged.connect(self._judge)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        self._judge(self.picker.currentColor())

    def _judge(self, colour: QColor) -> None:
        self.verdict.setText(verdict(colour, self._classes, self._name))

    def _take(self) -> None:
        self.chosen.emit(self.picker.currentColor())
        self.accept()


def verdict(colour: QColor, classes: ClassList, name: str) -> str:
    """Whether a colour for a class can be seen on both themes and is no other class's, in words."""
    colours = ClassColours(classes.names, classes)
    for other in classes.names:
        if other != name and colours.of(other).rgb() == colour.rgb():
            return f"This is the colour of {other} already."
    for theme in THEMES.values():
        if contrast(colour, theme.colour("panel")) < FAINTEST:
            return f"Hard to see on the {theme.name} theme: choose one with more contrast."
    return "Easy to see on both themes."
