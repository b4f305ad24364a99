"""An old and a new model side by side: figures, confusion, and every segment that changes."""

from math import isnan

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.confusion import ConfusionPicture
from app.layouts import measured
from app.learning.offer import Offer
from app.theme import ROW, Theme, tabular
from core.comparison import Comparison
from core.labels import Segment
from core.revisions import Revision, Verdict

_OVERLAP = "50"
_OPENS = "A row opens its recording, with both predictions."
_MEANS = "F1 counts segments that overlap by half."
_LEARNT = "learnt from, so not judged"
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ModelComparisonDialog(QDialog):
    """Stays open beside the window while one decides; the row that is chosen is shown there."""

    shown = Signal(object)
    """A `Revision` that somebody wants to see."""
    used = Signal()
    declined = Signal()

    def __init__(self, offer: Offer, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        old, new = offer.comparison.old_model, offer.comparison.new_model
        self.setWindowTitle(f"Model {new} beside {old}")
        self.offer, self._theme = offer, theme
        self.summary = QLabel(str(offer), wordWrap=True)
        self.classes = _table(["Class", "Frames", "Old", "New", "Difference"], "F1 by class")
        self.changes = _table(["Recording", "Time", "Old", "New", "Who is right"], "Changes")
        self.use, self.keep = QPushButton("Use It"), QPushButton("Keep the Old One")
        self.use.setProperty("role", "primary")
        self._fill_classes(offer.comparison)
        self._fill_changes(offer.comparison)
        self._pictures = self._pictured(offer.comparison)
        self._lay_out(offer.comparison)
        self._connect()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._show_losses()
        for picture in self._pictures:
            picture.set_theme(theme)

    def _pictured(self, comparison: Comparison) -> list[ConfusionPicture]:
        """What both models take for what; nothing if nobody can judge them."""
        if not comparison.judged:
            return []
        sides = ("Old", comparison.old), ("New", comparison.new)
        return [
            ConfusionPicture(title, figures["confusion"], comparison.classes, self._theme)
            for title, figures in sides
        ]

    def _lay_out(self, comparison: Comparison) -> None:
        upper, answers = measured(QHBoxLayout(), 12), measured(QHBoxLayout(), 8)
        upper.addWidget(self.classes, 3)
        for picture in self._pictures:
            upper.addWidget(picture, 3)
        told = (bool(comparison.revisions), _OPENS), (bool(comparison.judged), _MEANS)
        hint = QLabel(" ".join(sentence for holds, sentence in told if holds))
        hint.setProperty("role", "muted")
        answers.addWidget(hint, 1)
        answers.addWidget(self.use)
        answers.addWidget(self.keep)
        column = measured(QVBoxLayout(self), 8, (12, 12, 12, 12))
        column.addWidget(self.summary)
        if comparison.judged:
            column.addLayout(upper, 2)
        column.addWidget(self.changes, 3)
        column.addLayout(answers)
        self.changes.setVisible(bool(comparison.revisions))
        few = not (comparison.judged and comparison.revisions)
        self.resize(1120, 400 if few else 680)

    def _connect(self) -> None:
        self.changes.currentCellChanged.connect(lambda row, *_: self._show(row))
        self.use.clicked.connect(self.used)
        self.keep.clicked.connect(self.declined)
        for button in (self.use, self.keep):
            button.clicked.connect(self.accept)

    def _show(self, row: int) -> None:
        if row >= 0:
            self.shown.emit(self.offer.comparison.revisions[row])

    def _fill_classes(self, comparison: Comparison) -> None:
        header = self.classes.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, self.classes.columnCount()):
            if head := self.classes.horizontalHeaderItem(column):
                head.setTextAlignment(_RIGHT)
        self.classes.setRowCount(len(comparison.per_class))
        for row, one in enumerate(comparison.per_class):
            old, new = one.old[_OVERLAP], one.new[_OVERLAP]
            difference = one.difference[_OVERLAP]
            cells = one.name, f"{one.n_frames:,}", _share(old), _share(new), _signed(difference)
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(_RIGHT)
                self.classes.setItem(row, column, item)

    def _fill_changes(self, comparison: Comparison) -> None:
        self.changes.setRowCount(len(comparison.revisions))
        for row, one in enumerate(comparison.revisions):
            cells = (
                one.recording,
                f"{one.span.start / one.fps:.1f} s",
                _said(one.old),
                _said(one.new, one),
                _LEARNT if one.recording in self.offer.learnt else one.verdict.value,
            )
            for column, text in enumerate(cells):
                self.changes.setItem(row, column, QTableWidgetItem(text))
        self._show_losses()

    def _show_losses(self) -> None:
        """What became wrong has the colour of warnings."""
        for row, one in enumerate(self.offer.comparison.revisions):
            item = self.changes.item(row, self.changes.columnCount() - 1)
            if item and one.verdict is Verdict.LOST:
                item.setForeground(self._theme.colour("warning"))


def _table(heads: list[str], name: str) -> QTableWidget:
    table = QTableWidget(0, len(heads))
    table.setAccessibleName(name)
    table.setFont(tabular(table.font()))
    table.setHorizontalHeaderLabels(heads)
    table.horizontalHeader().setDefaultAlignment(_LEFT)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setStretchLastSection(True)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    return table


def _share(value: float) -> str:
    return "–" if isnan(value) else f"{value:.2f}"


def _signed(value: float) -> str:
    return "–" if isnan(value) else _with_sign(value, 2)


def _said(segment: Segment | None, moved: Revision | None = None) -> str:
    if segment is None:
        return "nothing"
    edges = (("start", moved.start_moved), ("end", moved.stop_moved)) if moved else ()
    by = [(edge, frames / moved.fps) for edge, frames in edges] if moved else []
    told = [f"{edge} {_with_sign(seconds, 1)} s" for edge, seconds in by if round(seconds, 1)]
    return ", ".join([segment.class_name, *told])


def _with_sign(value: float, digits: int) -> str:
    """With a minus as wide as a plus; nothing has no sign."""
    rounded = round(value, digits)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return f"{sign}{abs(rounded):.{digits}f}"
