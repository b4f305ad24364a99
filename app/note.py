"""A note on a segment, typed where it is."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.editor import Editor
from app.layouts import measured
from app.overlay import LineOverlay
from core.labels import Segment


class NoteField(LineOverlay):
    """One line; Enter keeps what is in it, Escape does not."""

    def __init__(self, window: QWidget, editor: Editor) -> None:
        super().__init__(window)
        self._editor = editor
        self._segment: Segment | None = None
        self.title = QLabel()
        self.line.setAccessibleName("Note")
        self.title.setProperty("role", "muted")
        column = measured(QVBoxLayout(self), 8, (12, 12, 12, 12))
        for part in (self.title, self.line):
            column.addWidget(part)

    def sizeHint(self) -> QSize:
        return QSize(480, super().sizeHint().height())

    def ask(self, segment: Segment) -> None:
        """Show the note of a segment."""
        self._segment = segment
        frames = f"frames {segment.start:,} to {segment.stop:,}"
        self.title.setText(f"Note on {segment.class_name} · {frames} · Enter keeps it")
        self.line.setText(segment.note)
        self.line.selectAll()
        self.open(self.line)

    def take(self) -> None:
        segment, note = self._segment, self.line.text().strip()
        self.hide()
        if segment and note != segment.note:
            self._editor.set_note(segment, note)
