"""Which class of the model is which class of the project: asked once, and remembered."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.layouts import measured
from core.class_mapping import ClassMapping

_MOST = 420
"""Pixels: longer lists scroll."""


class ClassMappingDialog(QDialog):
    """One row per class of a model: a class of the project, a new one, or left out.

    Parameters
    ----------
    ours
        The classes of the project.
    n_said
        How many segments of a class the model predicts in the open recording.
    """

    agreed = Signal(object)
    """The `ClassMapping` that was chosen."""

    def __init__(
        self,
        model: str,
        mapping: ClassMapping,
        ours: Sequence[str],
        n_said: Callable[[str], int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Classes of {model}")
        self._mapping = mapping
        self.choices = {name: class_choice(name, to, ours) for name, to in mapping.becomes.items()}
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.agree = self.buttons.addButton("Use", QDialogButtonBox.ButtonRole.AcceptRole)
        self.agree.setProperty("role", "primary")
        about = QLabel(
            "Predictions are shown and accepted so from now on, in this project. "
            "What is labelled stays as it is.",
            wordWrap=True,
        )
        about.setProperty("role", "muted")
        column = measured(QVBoxLayout(self), 12, (12, 12, 12, 12))
        for part in (self._rows(n_said), about, self.buttons):
            column.addWidget(part)
        self.buttons.accepted.connect(self._agree)
        self.buttons.rejected.connect(self.reject)

    def _rows(self, n_said: Callable[[str], int]) -> QScrollArea:
        page = QWidget()
        grid = measured(QGridLayout(page), 8)
        grid.setColumnStretch(2, 1)
        for row, title in enumerate(("In the model", "Here", "In the project")):
            heading = QLabel(title)
            heading.setProperty("role", "muted")
            grid.addWidget(heading, 0, row)
        for row, (name, choice) in enumerate(self.choices.items(), start=1):
            n = n_said(name)
            grid.addWidget(QLabel(name), row, 0)
            grid.addWidget(QLabel(f"{n:,}" if n else "–"), row, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(choice, row, 2)
        return TallArea(page)

    def _agree(self) -> None:
        mapping = self._mapping
        for name, choice in self.choices.items():
            mapping = mapping.setting(name, choice.currentData())
        self.accept()
        self.agreed.emit(mapping)


class TallArea(QScrollArea):
    """As high as its page, up to a limit."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(page)
        self._page = page
        self.setMinimumHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        page = self._page.sizeHint()
        return QSize(page.width() + 24, min(page.height(), _MOST))


def class_choice(name: str, to: str | None, ours: Sequence[str]) -> QComboBox:
    """Which of our classes one of theirs is; the data is a name, or None to leave it out."""
    choice = QComboBox()
    choice.setAccessibleName(f"What {name!r} is in the project")
    for one in ours:
        choice.addItem(one, one)
    if name not in ours:
        choice.addItem(f"new class {name!r}", name)
    choice.addItem("leave out", None)
    choice.insertSeparator(len(ours))
    choice.setCurrentIndex(next(n for n in range(choice.count()) if _is(choice, n, to)))
    return choice


def _is(choice: QComboBox, place: int, to: str | None) -> bool:
    """Whether an item stands for a class; the line between items stands for nothing."""
    return bool(choice.itemText(place)) and choice.itemData(place) == to
