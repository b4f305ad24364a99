"""What is said about the frame under the playhead."""

from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from app.document import Document
from app.playback import Playback
from app.theme import tabular
from core.labels import Segment

_NOTHING = "–"


class MomentPanel(QWidget):
    """The segment at the playhead: class, frames, time, and who says so."""

    def __init__(self, document: Document, playback: Playback) -> None:
        super().__init__()
        self._document, self._playback = document, playback
        self._shown: Segment | None = None
        self._values = {name: QLabel(_NOTHING) for name in ("class", "frames", "time", "source")}
        form = QFormLayout(self, horizontalSpacing=16, verticalSpacing=4)
        form.setContentsMargins(12, 0, 12, 12)
        for name, value in self._values.items():
            caption = QLabel(name)
            caption.setProperty("role", "muted")
            value.setFont(tabular(value.font()))
            value.setAccessibleName(name)
            form.addRow(caption, value)
        playback.frame_changed.connect(self._show)
        document.tracks_changed.connect(self._show)
        document.draft_changed.connect(self._show)
        document.prediction_changed.connect(self._show)

    def _show(self) -> None:
        segment = self._document.said_at(self._playback.frame)
        if segment == self._shown:
            return
        self._shown = segment
        texts = self._describe(segment) if segment else (_NOTHING,) * len(self._values)
        for value, text in zip(self._values.values(), texts, strict=True):
            value.setText(text)

    def _describe(self, segment: Segment) -> tuple[str, ...]:
        recording, prediction = self._document.recording, self._document.prediction
        assert recording is not None
        start, stop = segment.start / recording.fps, segment.stop / recording.fps
        source = "person"
        if prediction and segment in self._document.predicted:
            source = f"{prediction.model} · {segment.score:.0%} sure"
        return (
            segment.class_name,
            f"{segment.start:,} – {segment.stop:,}",
            f"{start:.2f} – {stop:.2f} s",
            source,
        )
