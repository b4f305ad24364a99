"""What goes with a track, before it goes."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from app.dialogs.segment_list import SegmentList
from app.layouts import measured
from app.timeline.geometry import clock
from core.labels import LabelTrack


class TrackRemovalDialog(QDialog):
    """The segments, reviewed spans and rejections that only this track has."""

    agreed = Signal(str)
    """The name of the track."""

    def __init__(self, track: LabelTrack, fps: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Remove Track")
        self._name = track.name
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.agree = self.buttons.addButton("Remove", QDialogButtonBox.ButtonRole.AcceptRole)
        self.agree.setProperty("role", "primary")
        self.text = QLabel("\n".join(_losses(track, fps)), wordWrap=True)
        about = QLabel("It is one step, and undoing it brings all of this back.", wordWrap=True)
        about.setProperty("role", "muted")
        column = measured(QVBoxLayout(self), 8, (12, 12, 12, 12))
        column.addWidget(self.text)
        if track.segments:
            column.addWidget(SegmentList(track.segments))
        for part in (about, self.buttons):
            column.addWidget(part)
        self.setMinimumWidth(360)
        self.buttons.accepted.connect(self._agree)
        self.buttons.rejected.connect(self.reject)

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit(self._name)


def _losses(track: LabelTrack, fps: float) -> Iterator[str]:
    owner = f" by {track.annotator}" if track.annotator else ""
    yield f"With track {track.name!r}{owner} these go:"
    if track.segments:
        labelled = sum(one.n_frames for one in track.segments)
        yield f"• {_counted(len(track.segments), 'segment')}, {clock(labelled / fps)} together"
    if track.reviewed:
        looked = sum(one.n_frames for one in track.reviewed)
        yield f"• what was reviewed, {clock(looked / fps)} of {clock(track.n_frames / fps)}"
    if track.rejected:
        yield f"• {_counted(len(track.rejected), 'rejected prediction')}"


def _counted(n: int, what: str) -> str:
    return f"{n:,} {what}{'s' * (n != 1)}"
