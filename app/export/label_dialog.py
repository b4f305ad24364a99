"""Asks which labels go to files, and of which format; says before what would be lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QWidget,
)

from core.label_export import would_lose
from core.label_formats import WRITERS, LabelWriter
from core.labels import LabelTrack


@dataclass(frozen=True)
class LabelPart:
    """Some of the labels, and what they are called.

    Parameters
    ----------
    tracks
        Of the recording that is open; empty for the whole project.
    """

    text: str
    tracks: tuple[LabelTrack, ...] = ()


class LabelExportDialog(QDialog):
    """Says what comes of each choice before anything is written."""

    chosen = Signal(LabelPart, object)
    """What, and the `LabelWriter` of the format."""

    def __init__(self, parts: Sequence[LabelPart], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export Labels")
        self._parts = tuple(parts)
        self.part, self.kind = QComboBox(), QComboBox()
        self.part.addItems([part.text for part in self._parts])
        self.kind.addItems([f"{one.NAME} ({one.SUFFIXES[0]})" for one in WRITERS])
        self.outcome = QLabel(wordWrap=True)
        self.outcome.setProperty("role", "muted")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save = self.buttons.addButton("Export…", QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setProperty("role", "primary")
        self._lay_out()
        self._connect()
        self._tell()

    @property
    def chosen_part(self) -> LabelPart:
        return self._parts[self.part.currentIndex()]

    @property
    def writer(self) -> LabelWriter:
        return WRITERS[self.kind.currentIndex()]

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(16, 16, 16, 12)
        form.setSpacing(8)
        for caption, combo in (("Labels", self.part), ("Format", self.kind)):
            combo.setAccessibleName(caption)
            combo.setMinimumWidth(380)
            form.addRow(caption, combo)
        # Room for the longest answer: a dialog that grows under the pointer is missed.
        self.outcome.setMinimumHeight(4 * self.fontMetrics().lineSpacing())
        self.outcome.setAlignment(Qt.AlignmentFlag.AlignTop)
        form.addRow(self.outcome)
        form.addRow(self.buttons)

    def _connect(self) -> None:
        for combo in (self.part, self.kind):
            combo.currentIndexChanged.connect(self._tell)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.chosen.emit(self.chosen_part, self.writer))

    def _tell(self) -> None:
        part, writer = self.chosen_part, self.writer
        lost = would_lose(part.tracks, writer) if part.tracks else writer.CONVENTION.loses
        text = "What is written is read again and compared, frame by frame."
        if lost:
            text += f" This format cannot say {'; '.join(lost)}."
        self.outcome.setText(text)
