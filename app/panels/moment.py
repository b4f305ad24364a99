"""The segment that is selected, or else what is said at the playhead; a label can be edited."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.document import Document
from app.editor import Editor
from app.layouts import measured
from app.playback import Playback
from app.theme import tabular
from core.edits.move import Side
from core.labels import MODEL, Segment

_NONE = "Nothing is said here. Drag on the timeline, or press a class key."


class MomentPanel(QWidget):
    """Class, frames, time, note, and who says so.

    The stop is the first frame after the segment, as everywhere.
    """

    def __init__(self, document: Document, playback: Playback, editor: Editor) -> None:
        super().__init__()
        self._document, self._playback, self._editor = document, playback, editor
        self._shown: Segment | None = None
        self.class_name, self.note = QComboBox(), QLineEdit(placeholderText="Note…")
        self.start, self.stop = _frame("First frame"), _frame("First frame after it")
        self.time, self.source = QLabel(), QLabel(wordWrap=True)
        self.empty = QLabel(_NONE, wordWrap=True)
        self._fields = QWidget()
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        self.class_name.setAccessibleName("Class")
        self.note.setAccessibleName("Note")
        self.empty.setProperty("role", "muted")
        for label in (self.time, self.source):
            label.setFont(tabular(label.font()))
        frames = measured(QHBoxLayout(), 4)
        for part, stretch in ((self.start, 1), (QLabel("–"), 0), (self.stop, 1)):
            frames.addWidget(part, stretch)
        form = QFormLayout(self._fields, horizontalSpacing=12, verticalSpacing=4)
        form.setContentsMargins(0, 0, 0, 0)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignVCenter)
        rows = (
            ("class", self.class_name),
            ("frames", frames),
            ("time", self.time),
            ("source", self.source),
            ("note", self.note),
        )
        for caption, field in rows:
            label = QLabel(caption)
            label.setProperty("role", "muted")
            form.addRow(label, field)
        column = measured(QVBoxLayout(self), 4, (12, 8, 12, 8))
        column.addWidget(self.empty)
        column.addWidget(self._fields)
        column.addStretch(1)
        self._fields.hide()

    def _connect(self) -> None:
        document = self._document
        self._playback.frame_changed.connect(self._show)
        for changed in (
            document.tracks_changed,
            document.draft_changed,
            document.prediction_changed,
            document.selection_changed,
        ):
            changed.connect(self._show)
        self.class_name.activated.connect(self._relabel)
        self.start.editingFinished.connect(lambda: self._move(Side.START, self.start.value()))
        self.stop.editingFinished.connect(lambda: self._move(Side.STOP, self.stop.value()))
        self.note.editingFinished.connect(self._set_note)

    def _show(self) -> None:
        segment, document = self._said(), self._document
        known = tuple(self.class_name.itemText(n) for n in range(self.class_name.count()))
        if segment == self._shown and known == document.classes:
            return
        self._shown = segment
        self.empty.setVisible(segment is None)
        self._fields.setVisible(segment is not None)
        if known != document.classes:
            self.class_name.clear()
            self.class_name.addItems(list(document.classes))
        if segment is not None:
            self._fill(segment)

    def _said(self) -> Segment | None:
        frame, chosen = self._playback.frame, self._document.selection
        return chosen[0] if chosen else self._document.said_at(frame)

    def _fill(self, segment: Segment) -> None:
        recording = self._document.recording
        assert recording is not None
        self.class_name.setCurrentText(segment.class_name)
        for spin, frame in ((self.start, segment.start), (self.stop, segment.stop)):
            spin.setMaximum(recording.n_frames)
            spin.setValue(frame)
        start, stop = segment.start / recording.fps, segment.stop / recording.fps
        self.time.setText(f"{start:.2f} – {stop:.2f} s · {stop - start:.2f} s")
        self.source.setText(self._source_of(segment))
        self.note.setText(segment.note)
        for part in (self.class_name, self.start, self.stop, self.note):
            part.setEnabled(self._is_label(segment))

    def _source_of(self, segment: Segment) -> str:
        prediction, source = self._document.prediction, segment.source
        if prediction and not self._is_label(segment):
            return f"{prediction.model} · {segment.score:.0%} sure"
        how = {"model": "accepted from", "import": "imported from"}.get(source.kind, "")
        who = source.name or ("a model" if source.kind == MODEL else "person")
        return f"{how} {who}".strip()

    def _is_label(self, segment: Segment) -> bool:
        return self._document.active.segment_at(segment.start) == segment

    def _relabel(self) -> None:
        if self._shown and self.class_name.currentText() != self._shown.class_name:
            self._editor.relabel([self._shown], self.class_name.currentText())

    def _move(self, side: Side, frame: int) -> None:
        now = self._shown and (self._shown.start if side is Side.START else self._shown.stop)
        if self._shown and self._is_label(self._shown) and frame != now:
            self._editor.move_edge(self._shown, side, frame, linked=False)

    def _set_note(self) -> None:
        if self._shown and self._is_label(self._shown) and self.note.text() != self._shown.note:
            self._editor.set_note(self._shown, self.note.text())


def _frame(what: str) -> QSpinBox:
    spin = QSpinBox(minimum=0, maximum=0)
    spin.setGroupSeparatorShown(True)
    spin.setToolTip(what)
    spin.setAccessibleName(what)
    spin.setFont(tabular(spin.font()))
    return spin
