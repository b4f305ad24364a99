"""What to look for among the segments: words at once, more conditions on demand."""

from math import inf

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.layouts import measured
from core.search import Query, Status

_LONGEST = 100_000.0
_FIELD = 60


class SegmentFilter(QWidget):
    """A line for words; behind a button class, status, confidence and length."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = QLineEdit(placeholderText="Find segments…", clearButtonEnabled=True)
        self.more = QToolButton()
        self.predictions = QCheckBox("Predictions too")
        self.class_name, self.status = _narrow(), _narrow()
        self.sure_from, self.sure_to = _percent(0), _percent(100)
        self.long_from, self.long_to = _seconds("any"), _seconds("any")
        self._conditions = QWidget()
        self._name()
        self._lay_out()
        self._connect()

    def query(self, fps: float) -> Query:
        """What is asked for, in a recording of so many frames per second."""
        scores = sorted((self.sure_from.value() / 100, self.sure_to.value() / 100))
        longest = self.long_to.value() * fps or inf
        return Query(
            self.text.text(),
            self.class_name.currentData(),
            self.status.currentData(),
            (scores[0], scores[1]),
            (min(self.long_from.value() * fps, longest), longest),
        )

    def set_classes(self, names: tuple[str, ...]) -> None:
        """Offer these classes; a choice that is still there stays."""
        chosen = self.class_name.currentData()
        self.class_name.blockSignals(True)
        self.class_name.clear()
        self.class_name.addItem("Any class", None)
        for name in names:
            self.class_name.addItem(name, name)
        self.class_name.setCurrentIndex(max(self.class_name.findData(chosen), 0))
        self.class_name.blockSignals(False)

    def _name(self) -> None:
        self.more.setText("More")
        self.more.setCheckable(True)
        self.status.addItem("Any status", None)
        for status in Status:
            self.status.addItem(status.value, status)
        self.set_classes(())
        for part, what in (
            (self.text, "Words in class, note or source (Ctrl+F)"),
            (self.more, "Class, status, confidence and length"),
            (self.predictions, "List what the model predicts as well"),
            (self.class_name, "Class"),
            (self.status, "Where it comes from"),
            (self.sure_from, "Least confidence"),
            (self.sure_to, "Greatest confidence"),
            (self.long_from, "Least length"),
            (self.long_to, "Greatest length"),
        ):
            part.setToolTip(what)
            part.setAccessibleName(what)

    def _lay_out(self) -> None:
        words = measured(QHBoxLayout(), 4)
        words.addWidget(self.text, 1)
        words.addWidget(self.more)
        conditions = measured(QVBoxLayout(self._conditions), 4)
        kinds, sure, long = (measured(QHBoxLayout(), 4) for _ in range(3))
        kinds.addWidget(self.class_name, 1)
        kinds.addWidget(self.status, 1)
        for row, caption, least, greatest in (
            (sure, "Sure", self.sure_from, self.sure_to),
            (long, "Length", self.long_from, self.long_to),
        ):
            label = QLabel(caption)
            label.setProperty("role", "muted")
            label.setFixedWidth(44)
            for field in (least, greatest):
                # What it holds is short; the longest that it could would widen the panel.
                field.setMinimumWidth(_FIELD)
            row.addWidget(label)
            row.addWidget(least, 1)
            row.addWidget(QLabel("–"))
            row.addWidget(greatest, 1)
        for one in (kinds, sure, long):
            conditions.addLayout(one)
        self._conditions.hide()
        column = measured(QVBoxLayout(self), 4)
        column.addLayout(words)
        column.addWidget(self._conditions)
        column.addWidget(self.predictions)

    def _connect(self) -> None:
        self.more.toggled.connect(self._conditions.setVisible)
        self.text.textChanged.connect(self.changed)
        self.predictions.toggled.connect(self.changed)
        for box in (self.class_name, self.status):
            box.currentIndexChanged.connect(self.changed)
        for spin in (self.sure_from, self.sure_to, self.long_from, self.long_to):
            spin.valueChanged.connect(self.changed)


def _narrow() -> QComboBox:
    """A box that leaves its width to the panel, not to the longest name."""
    box = QComboBox(minimumContentsLength=6)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def _percent(value: int) -> QSpinBox:
    return QSpinBox(minimum=0, maximum=100, value=value, singleStep=5, suffix=" %")


def _seconds(unset: str) -> QDoubleSpinBox:
    spin = QDoubleSpinBox(minimum=0, maximum=_LONGEST, decimals=2, singleStep=0.1, suffix=" s")
    spin.setSpecialValueText(unset)
    return spin
