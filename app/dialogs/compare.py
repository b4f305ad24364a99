"""Two tracks side by side: how far they agree, where they do not, and whose word to take."""

from collections.abc import Sequence
from math import isnan

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.document import Document
from app.layouts import measured
from app.theme import ROW, tabular
from core.agreement import Agreement, agreement
from core.differences import Difference, differences
from core.labels import LabelTrack
from core.spans import Span

_FIGURES = (
    ("Positive", "Of the time that either gives to the class, how much both do: 2a / (2a + b + c)"),
    ("Negative", "The same for the time without the class: 2d / (2d + b + c)"),
    ("Prevalence", "0: the class is there as often as not; -1: it never is; 1: it always is"),
)
_KAPPA = "Kappa: agreement on every frame beyond what chance would give; 1 is all, 0 is chance."
_F1 = "F1@IoU: share of segments that both have, if they overlap by at least so much."


class CompareDialog(QDialog):
    """Figures above, differences below. Stays open beside the timeline while one decides."""

    jump_requested = Signal(object)
    """A `Span` to go to."""
    decided = Signal(object, object, object, object)
    """The two tracks, the one to take, and the `Span`."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Compare Tracks")
        self._document = document
        self._differences: list[Difference] = []
        self.one, self.other = QComboBox(), QComboBox()
        self.summary, self.count = QLabel(wordWrap=True), QLabel()
        self.figures = QTableWidget(0, len(_FIGURES) + 1)
        self.list = QListWidget()
        self.take_one, self.take_other = QPushButton(), QPushButton()
        self._set_up()
        self._lay_out()
        self._connect()
        self._offer_tracks()

    def _set_up(self) -> None:
        self.one.setAccessibleName("First track")
        self.other.setAccessibleName("Second track")
        self.list.setAccessibleName("Differences")
        self.list.setUniformItemSizes(True)
        self.list.setFont(tabular(self.list.font()))
        table = self.figures
        table.setAccessibleName("Agreement by class")
        table.setFont(tabular(table.font()))
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setHorizontalHeaderLabels(["Class", *(name for name, _ in _FIGURES)])
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column, (_, meaning) in enumerate(_FIGURES, start=1):
            if heading := table.horizontalHeaderItem(column):
                heading.setToolTip(meaning)

    def _lay_out(self) -> None:
        explained = QLabel("\n".join((_KAPPA, _F1, *(f"{n}: {t}." for n, t in _FIGURES))))
        for label in (explained, self.count):
            label.setProperty("role", "muted")
        explained.setWordWrap(True)
        tracks, takes = measured(QHBoxLayout(), 8), measured(QHBoxLayout(), 8)
        for part, stretch in ((self.one, 1), (QLabel("and"), 0), (self.other, 1)):
            tracks.addWidget(part, stretch)
        takes.addWidget(self.count, 1)
        takes.addWidget(self.take_one)
        takes.addWidget(self.take_other)
        column = measured(QVBoxLayout(self), 8, (12, 12, 12, 12))
        column.addLayout(tracks)
        column.addWidget(self.summary)
        column.addWidget(self.figures, 3)
        column.addWidget(explained)
        column.addWidget(self.list, 2)
        column.addLayout(takes)
        self.resize(560, 640)

    def _connect(self) -> None:
        for box in (self.one, self.other):
            box.currentIndexChanged.connect(self._compare)
        self._document.tracks_changed.connect(self._offer_tracks)
        self.list.currentRowChanged.connect(self._jump)
        self.take_one.clicked.connect(lambda: self._take(self.one))
        self.take_other.clicked.connect(lambda: self._take(self.other))

    def _offer_tracks(self) -> None:
        """Offer the tracks there are, keeping what is chosen and where one is in the list."""
        names = [track.name for track in self._document.labels.tracks]
        for box, number in ((self.one, 0), (self.other, 1)):
            chosen = box.currentText()
            box.blockSignals(True)
            box.clear()
            box.addItems(names)
            box.setCurrentIndex(names.index(chosen) if chosen in names else number)
            box.blockSignals(False)
        row = self.list.currentRow()
        self._compare()
        self.list.setCurrentRow(min(row, self.list.count() - 1))

    def _tracks(self) -> tuple[LabelTrack, LabelTrack] | None:
        tracks = self._document.labels.tracks
        if len(tracks) < 2 or self.one.currentIndex() == self.other.currentIndex():
            return None
        return tracks[self.one.currentIndex()], tracks[self.other.currentIndex()]

    def _compare(self) -> None:
        tracks = self._tracks()
        self._differences = []
        if tracks is None:
            self.summary.setText("Choose two tracks: a recording needs one of each person.")
            self.figures.setRowCount(0)
        else:
            classes = _classes(self._document, tracks)
            self._show_figures(agreement(*tracks, classes), classes)
            self._differences = list(differences(*tracks, classes))
        self._show_differences()

    def _show_figures(self, found: Agreement, classes: Sequence[str]) -> None:
        f1 = " · ".join(
            f"F1@{overlap:.0%} {_figure(one)}" for overlap, (one, _) in found.f1.items()
        )
        self.summary.setText(
            f"{found.n_frames:,} frames that both have looked at · kappa {_figure(found.kappa)}"
            f" · {f1}"
        )
        self.figures.setRowCount(len(classes))
        for row, name in enumerate(classes):
            each = found.classes[name]
            cells = (name, *map(_figure, (each.positive, each.negative, each.prevalence)))
            for column, text in enumerate(cells):
                self.figures.setItem(row, column, QTableWidgetItem(text))

    def _show_differences(self) -> None:
        one, other = self.one.currentText(), self.other.currentText()
        self.list.blockSignals(True)
        self.list.clear()
        for span in self._differences:
            mine, theirs = span.one or "background", span.other or "background"
            frames = f"{span.start:,} – {span.stop:,}"
            self.list.addItem(f"{frames}   {one}: {mine}   {other}: {theirs}")
        self.list.blockSignals(False)
        n = len(self._differences)
        self.count.setText(f"{n:,} difference{'s' * (n != 1)}" if n else "No differences")
        for button, name in ((self.take_one, one), (self.take_other, other)):
            button.setText(f"Take {name}")
            button.setToolTip("Put what this track says here into the consensus track")
            button.setEnabled(bool(n))

    def _jump(self, row: int) -> None:
        if 0 <= row < len(self._differences):
            self.jump_requested.emit(self._differences[row])

    def _take(self, box: QComboBox) -> None:
        """Take one side's word for the chosen difference, and go to the next."""
        row, tracks = max(self.list.currentRow(), 0), self._tracks()
        if tracks is None or not self._differences:
            return
        span = self._differences[row]
        taken = tracks[0] if box is self.one else tracks[1]
        self.decided.emit(*tracks, taken, Span(span.start, span.stop))
        self.list.setCurrentRow(min(row + 1, self.list.count() - 1))


def _classes(document: Document, tracks: Sequence[LabelTrack]) -> tuple[str, ...]:
    """All classes that either track uses, in the order of the list."""
    used = {segment.class_name for track in tracks for segment in track.segments}
    listed = document.labels.classes.including(sorted(used)).names
    return tuple(name for name in listed if name in used)


def _figure(value: float) -> str:
    return "–" if isnan(value) else f"{value:.2f}"
