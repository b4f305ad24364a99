"""Asks what of a recording becomes a clip, how large, and in which kind of file."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QWidget,
)

from app.export.clip import Clip
from app.export.writer import FORMATS, ClipFormat
from core.recording import Recording
from core.spans import Span

SIZES = ((1280, 720), (854, 480), (640, 360), (480, 480))


@dataclass(frozen=True)
class Choice:
    """A part of a recording, and what it is called."""

    text: str
    span: Span


class ClipDialog(QDialog):
    """Says what comes of each choice before anything is written."""

    chosen = Signal(Clip, ClipFormat)

    def __init__(
        self, recording: Recording, choices: list[Choice], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export a Clip")
        self._recording, self._choices = recording, choices
        self.part, self.pixels, self.kind = QComboBox(), QComboBox(), QComboBox()
        self.part.addItems([choice.text for choice in choices])
        self.pixels.addItems([f"{width} × {height}" for width, height in SIZES])
        self.kind.addItems([kind.text for kind in FORMATS])
        self.pixels.setCurrentIndex(SIZES.index((640, 360)))
        self.outcome = QLabel(wordWrap=True)
        self.outcome.setProperty("role", "muted")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save = self.buttons.addButton("Export…", QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setProperty("role", "primary")
        self._lay_out()
        self._connect()
        self._tell()

    @property
    def clip(self) -> Clip:
        span = self._choices[self.part.currentIndex()].span
        width, height = SIZES[self.pixels.currentIndex()]
        return Clip(span.start, span.stop, self._recording.fps, width, height)

    @property
    def format(self) -> ClipFormat:
        return FORMATS[self.kind.currentIndex()]

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(16, 16, 16, 12)
        form.setSpacing(8)
        for caption, combo in (("Part", self.part), ("Size", self.pixels), ("File", self.kind)):
            combo.setAccessibleName(caption)
            combo.setMinimumWidth(260)
            form.addRow(caption, combo)
        form.addRow(self.outcome)
        form.addRow(self.buttons)

    def _connect(self) -> None:
        for combo in (self.part, self.pixels, self.kind):
            combo.currentIndexChanged.connect(self._tell)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.chosen.emit(self.clip, self.format))

    def _tell(self) -> None:
        clip, fits = self.clip, self.format.fits(self.clip)
        text = f"{len(clip.frames):,} pictures, {clip.seconds:.1f} s in real time, as it is seen."
        if not fits:
            text += " That is too much for one file: choose a smaller size or a shorter part."
        self.outcome.setText(text)
        self.save.setEnabled(fits)
