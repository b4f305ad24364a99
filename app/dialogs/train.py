"""How to train thoroughly: on whom the new model is judged, and for how long."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.layouts import measured
from app.learning.learning import Learning
from app.learning.lesson import TRUTH
from core.naming import attributes_in

_BY_ITSELF = "chosen by itself"
_BY_NAME = "name pattern"
_HELD = "The new model learns nothing from what is held out: there it is judged."
_MINUTES, _MOST_MINUTES = 10, 24 * 60
_MOST = 10
"""More names than this nobody reads."""


class TrainDialog(QDialog):
    """A few fields, and live what they mean. Training goes on beside the window."""

    agreed = Signal(object, float, str, bool)
    """Patterns of recordings to hold out, minutes, the model's name, whether to train twice."""

    def __init__(self, learning: Learning, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Train Thoroughly")
        self._learning = learning
        self.by, self.which = QComboBox(), QLineEdit()
        self.minutes, self.name = QSpinBox(), QLineEdit()
        self.twice = QCheckBox("Learn from unlabelled recordings, too")
        self.preview = QLabel(wordWrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.train = self.buttons.addButton("Train", QDialogButtonBox.ButtonRole.AcceptRole)
        self._set_up()
        self._lay_out()
        self.by.currentIndexChanged.connect(self._show)
        self.which.textChanged.connect(self._show)
        self.buttons.accepted.connect(self._agree)
        self.buttons.rejected.connect(self.reject)
        self._show()

    @property
    def held_out(self) -> tuple[str, ...]:
        """Patterns as `core.parts` reads them; none: chosen by itself."""
        by, words = self.by.currentText(), self.which.text().split()
        if by == _BY_ITSELF:
            return ()
        return tuple(words if by == _BY_NAME else (f"{by}={word}" for word in words))

    def _set_up(self) -> None:
        names = self._learning.lesson.seconds
        known = dict.fromkeys(key for name in names for key in attributes_in(name))
        self.by.addItems([_BY_ITSELF, *known, _BY_NAME])
        self.by.setAccessibleName("What is held out by")
        self.which.setAccessibleName("Which are held out")
        self.which.setPlaceholderText("such as 11 12, or *_1[12]")
        self.minutes.setRange(1, _MOST_MINUTES)
        self.minutes.setValue(_MINUTES)
        self.minutes.setSuffix(" minutes")
        self.name.setPlaceholderText("finetune and a number, if empty")
        self.twice.setChecked(True)
        self.twice.setToolTip(
            "In half of the time a first model learns from the labels. In the other half a second\n"
            "one learns from them and from what the first believes of other recordings.\n"
            "The better of the two on what is held out is kept."
        )
        self.train.setProperty("role", "primary")

    def _lay_out(self) -> None:
        self.preview.setProperty("role", "muted")
        form = measured(QFormLayout(), 8)
        form.addRow("Held out", self.by)
        form.addRow("Which", self.which)
        form.addRow("At most", self.minutes)
        form.addRow("Name", self.name)
        form.addRow("", self.twice)
        column = measured(QVBoxLayout(self), 12, (12, 12, 12, 12))
        column.addLayout(form)
        truth = QLabel(f"{_HELD} {TRUTH}", wordWrap=True)
        truth.setProperty("role", "muted")
        column.addWidget(self.preview, 1)
        column.addWidget(truth)
        column.addWidget(self.buttons)
        self.preview.setMinimumHeight(64)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setMinimumWidth(440)

    def _show(self) -> None:
        by_itself = self.by.currentText() == _BY_ITSELF
        self.which.setEnabled(not by_itself)
        sentence, possible = self._sentence(by_itself)
        self.preview.setText(sentence)
        self.train.setEnabled(possible)

    def _sentence(self, by_itself: bool) -> tuple[str, bool]:
        """What is held out, or why that cannot be; and whether it can."""
        if not by_itself and not self.held_out:
            return "Say which: one or several, with spaces between them.", False
        try:
            lesson = self._learning.preview(self.held_out)
        except ValueError as error:
            sentence = str(error)
            return f"{sentence[0].upper()}{sentence[1:]}.", False
        held = lesson.parts.validation if lesson.parts else ()
        if not held:
            return str(lesson), True
        rest = f" and {len(held) - _MOST:,} more" if len(held) > _MOST else ""
        return f"{lesson} Held out: {', '.join(held[:_MOST])}{rest}.", True

    def _agree(self) -> None:
        self.accept()
        minutes, name = float(self.minutes.value()), self.name.text().strip()
        self.agreed.emit(self.held_out, minutes, name, self.twice.isChecked())
