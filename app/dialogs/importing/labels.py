"""What would come of a label file: settled in a dialog, and nothing changed before."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QListWidget,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.class_mapping import TallArea, class_choice
from app.layouts import measured
from core.classes import ClassList
from core.label_import import LabelImport
from core.labels import LabelTrack

REVIEWED = {
    "": "as the file says",
    "labelled": "where there is a segment",
    "all": "the whole recording",
}
"""What is taken for reviewed, and how it is said."""


class LabelImportDialog(QDialog):
    """Their classes and ours, their tracks, and what does not fit as it is.

    Parameters
    ----------
    plan
        What the file holds, and what is proposed.
    ours
        The classes of the project.
    """

    agreed = Signal(object)
    """The `LabelImport` as it was settled."""

    def __init__(self, plan: LabelImport, ours: ClassList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Import Labels of {plan.file.name}")
        self._plan, self._ours = plan, ours
        self.choices = {
            name: class_choice(name, to, ours.names) for name, to in plan.mapping.becomes.items()
        }
        self.tracks = {track.name: _track_box(track) for track in plan.found.tracks}
        self.reviewed, self.report = QComboBox(), QListWidget()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.agree = self.buttons.addButton("Import", QDialogButtonBox.ButtonRole.AcceptRole)
        self.agree.setProperty("role", "primary")
        self._lay_out()
        self._connect()
        self._tell()

    @property
    def plan(self) -> LabelImport:
        """As it is settled now."""
        plan = self._plan.with_reviewed(self.reviewed.currentData())
        for name, choice in self.choices.items():
            plan = plan.mapping_to(name, choice.currentData())
        return plan.leaving_out(*(n for n, box in self.tracks.items() if not box.isChecked()))

    def _tell(self) -> None:
        plan = self.plan
        n = sum(len(track.segments) for track in plan.tracks())
        self.agree.setText(f"Import {n:,} Segment{'s' * (n != 1)}")
        self.agree.setEnabled(bool(plan.tracks()))
        self.report.clear()
        self.report.addItems([*_consequences(plan, self._ours)])

    def _agree(self) -> None:
        self.agreed.emit(self.plan)
        self.accept()

    def _connect(self) -> None:
        for combo in (self.reviewed, *self.choices.values()):
            combo.currentIndexChanged.connect(lambda _: self._tell())
        for box in self.tracks.values():
            box.toggled.connect(lambda _: self._tell())
        self.buttons.accepted.connect(self._agree)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        for which, said in REVIEWED.items():
            self.reviewed.addItem(said, which)
        self.reviewed.setAccessibleName("Reviewed")
        self.report.setAccessibleName("What will happen")
        self.report.setWordWrap(True)
        self.report.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        about = QLabel(
            "It is one step that can be undone. What you have said stays.", wordWrap=True
        )
        about.setProperty("role", "muted")
        form = measured(QFormLayout(), 8)
        form.addRow("Reviewed is", self.reviewed)
        column = measured(QVBoxLayout(self), 12, (12, 12, 12, 12))
        classes = TallArea(self._class_rows())
        classes.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addWidget(classes)
        for box in self.tracks.values():
            column.addWidget(box)
        column.addLayout(form)
        for part in (self.report, about, self.buttons):
            column.addWidget(part)
        self.resize(520, 560)

    def _class_rows(self) -> QWidget:
        page = QWidget()
        grid = measured(QGridLayout(page), 8)
        grid.setColumnStretch(2, 1)
        grid.setRowStretch(len(self.choices) + 1, 1)
        for column, title in enumerate(("In the file", "Segments", "In the project")):
            grid.addWidget(_muted(title), 0, column)
        counts = self._plan.counts
        for row, (name, choice) in enumerate(self.choices.items(), start=1):
            n = counts.get(name, 0)
            grid.addWidget(QLabel(name), row, 0)
            grid.addWidget(QLabel(f"{n:,}" if n else "–"), row, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(choice, row, 2)
        return page


def _track_box(track: LabelTrack) -> QCheckBox:
    n = len(track.segments)
    box = QCheckBox(f"Track {track.name or 'labels'}: {n:,} segment{'s' * (n != 1)}")
    box.setChecked(True)
    return box


def _consequences(plan: LabelImport, ours: ClassList) -> Iterator[str]:
    """What will happen, and what does not fit, a sentence each."""
    if new := plan.new_classes(ours):
        yield f"New classes: {', '.join(new)}."
    if plan.report.length:
        yield f"{plan.report.length[0].upper()}{plan.report.length[1:]}."
    for remark in plan.report.remarks:
        yield f"{remark.kind.capitalize()}, {remark.where}: {remark.why}"
    if not (new or plan.report.length or plan.report.remarks):
        yield "Everything fits as it is."


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "muted")
    return label
