"""What can be done to one class, as a menu."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMenu, QWidget

from app.dialogs.colour import ColourDialog
from app.dialogs.naming import NameDialog
from app.vocabulary import Vocabulary


class ClassMenu(QMenu):
    """Colour, visibility, merge, split and remove; or to list what only the model knows."""

    def __init__(self, vocabulary: Vocabulary, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._vocabulary, self._name = vocabulary, name
        if name in vocabulary.classes:
            self._fill()
        else:
            self.addAction("Add to the Class List", partial(vocabulary.add, name))

    def _fill(self) -> None:
        vocabulary, name = self._vocabulary, self._name
        listed = vocabulary.classes[name]
        self.addAction("Colour…", self._ask_for_colour)
        plain = self.addAction("Default Colour", partial(vocabulary.set_colour, name, ""))
        plain.setEnabled(bool(listed.colour))
        shown = partial(vocabulary.set_visible, name, not listed.visible)
        self.addAction("Hide" if listed.visible else "Show", shown)
        self.addSeparator()
        merging = self.addMenu("Merge into")
        for other in vocabulary.classes.names:
            if other != name:
                merging.addAction(other, partial(vocabulary.merge, name, other))
        merging.setEnabled(not merging.isEmpty())
        self.addAction("Split Off Selected Segments…", self._ask_for_name)
        self.addSeparator()
        self.addAction("Remove…", partial(vocabulary.remove, name))

    def _ask_for_colour(self) -> None:
        dialog = ColourDialog(self._vocabulary.classes, self._name, self.parentWidget())
        dialog.chosen.connect(partial(_colour, self._vocabulary, self._name))
        dialog.open()

    def _ask_for_name(self) -> None:
        segments = self._vocabulary.selected
        if not segments:
            self._vocabulary.split("")
            return
        n = len(segments)
        text = f"{n} selected segment{'s' * (n != 1)} will be of the new class:"
        dialog = NameDialog("Split Off a Class", text, segments, self.parentWidget())
        dialog.named.connect(self._vocabulary.split)
        dialog.open()


def _colour(vocabulary: Vocabulary, name: str, colour: QColor) -> None:
    vocabulary.set_colour(name, colour.name())
