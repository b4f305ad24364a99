"""A look at a file: its body in 3D, at any of the frames that were kept."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from app.dialogs.importing.candidate import Candidate
from app.layouts import measured
from app.theme import Theme, tabular
from app.viewer.theme import DARK, LIGHT
from app.viewer.view import Viewer


class Look(QWidget):
    """The 3D view, and a slider through time below it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.viewer, self.slider, self.frame = (
            Viewer(),
            QSlider(Qt.Orientation.Horizontal),
            QLabel(),
        )
        self.viewer.set_theme(LIGHT if theme.name == "light" else DARK)
        self.viewer.setMinimumHeight(180)
        self.slider.setAccessibleName("Frame")
        self.frame.setFont(tabular(self.frame.font()))
        self.frame.setProperty("role", "muted")
        row = measured(QHBoxLayout(), 8, (12, 4, 12, 4))
        row.addWidget(self.slider, 1)
        row.addWidget(self.frame)
        column = measured(QVBoxLayout(self))
        column.addWidget(self.viewer, 1)
        column.addLayout(row)
        self._candidate: Candidate | None = None
        self.slider.valueChanged.connect(self._seek)

    def show_candidate(self, one: Candidate | None) -> None:
        """Show it as it is taken, at the frame at which the same file was shown before."""
        before, self._candidate = self._candidate, one
        recording = one.recording if one else None
        same = bool(before and one and before.path == one.path)
        self.viewer.set_recording(recording)
        self.slider.setRange(0, recording.n_frames - 1 if recording else 0)
        self.slider.setEnabled(self.slider.maximum() > 0)
        if not same:
            self.slider.setValue(0)
        self._seek(self.slider.value())

    def _seek(self, place: int) -> None:
        self.viewer.set_frame(place)
        preview = self._candidate.preview if self._candidate else None
        self.frame.setText(
            f"frame {preview.frames[place]:,} of {preview.n_frames:,}" if preview else ""
        )
