"""Pictures and clips of what is seen, from asking to the finished file."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app.document import Document
from app.editor import Editor
from app.export.clip import Clip
from app.export.dialog import Choice, ClipDialog
from app.export.filming import filming
from app.export.offscreen import Offscreen
from app.export.writer import ClipFormat
from app.palette import ClassColours
from app.task import Task
from app.viewer.shapes import Floats
from app.viewer.theme import linear
from app.viewer.view import Viewer
from core.atomic import replacing
from core.errors import FormatError
from core.progress import Progress
from core.spans import Span


class Exporter(QObject):
    """Asks over a window, and writes beside it."""

    progressed = Signal(str, Progress)
    idle = Signal()
    troubled = Signal(str)
    saved = Signal(Path)

    def __init__(self, document: Document, editor: Editor, viewer: Viewer, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._editor = document, editor
        self._viewer, self._window = viewer, window
        self._task: Task | None = None
        self._offscreen: Offscreen | None = None

    def save_view(self) -> None:
        """Ask where the 3D view goes as it is shown now."""
        self._ask_for_picture("Save Picture of the View", self._viewer.grab_picture())

    def save_window(self) -> None:
        """Ask where the whole window goes as it is shown now."""
        self._ask_for_picture("Save Picture of the Window", self._window.grab().toImage())

    def ask_for_clip(self) -> None:
        """Ask what of the open recording becomes a clip."""
        recording = self._document.recording
        if recording is None:
            self.troubled.emit("There is nothing to make a clip of: open a recording first.")
            return
        dialog = ClipDialog(recording, self._choices(), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._ask_where)
        dialog.open()

    def film(self, clip: Clip, path: Path) -> None:
        """Begin to write a clip of the open recording, seen as it is now."""
        self.cancel()
        colours = self._colours(clip)
        # Kept here, because a surface has to end in the thread in which it was made.
        self._offscreen = Offscreen(self._viewer.uses_opengl)
        state = self._viewer.snapshot()
        steps = filming(path, clip, state, colours.__getitem__, self._offscreen)
        self._task = Task(steps, self)
        self._task.progressed.connect(partial(self.progressed.emit, "Clip"))
        self._task.done.connect(self._finish)
        self._task.failed.connect(self._fail)

    def cancel(self) -> None:
        """Stop writing; no file is left."""
        if self._task is not None:
            self._task.cancel()
            self._end()

    def _choices(self) -> list[Choice]:
        chosen = self._document.selection
        spans = {
            "Selection": Span(chosen[0].start, chosen[-1].stop) if chosen else None,
            "Between the marks": self._editor.marks.span,
            "Whole recording": Span(0, self._document.n_frames),
        }
        return [
            Choice(f"{text} ({span.start:,} to {span.stop:,})", span)
            for text, span in spans.items()
            if span is not None
        ]

    def _colours(self, clip: Clip) -> dict[int, list[Floats | None]]:
        """What bodies are coloured in each frame: what is said there now."""
        recording, labels = self._document.recording, self._document.labels
        assert recording is not None
        palette = ClassColours(self._document.classes, labels.classes)
        said = {frame: self._document.said_at(frame) for frame in clip.frames}
        return {
            frame: [linear(palette.of(one.class_name).name()) if one else None] * recording.n_bodies
            for frame, one in said.items()
        }

    def _ask_for_picture(self, title: str, picture: QImage) -> None:
        if path := self._ask_for_path(title, ".png", "PNG"):
            try:
                save_picture(picture, path)
            except FormatError as error:
                self.troubled.emit(str(error))
            else:
                self.saved.emit(path)

    def _ask_where(self, clip: Clip, kind: ClipFormat) -> None:
        name = kind.suffix[1:].upper()
        if path := self._ask_for_path("Export a Clip", kind.suffix, name):
            self.film(clip, path)

    def _ask_for_path(self, title: str, suffix: str, kind: str) -> Path | None:
        """A path with this suffix, whatever somebody typed."""
        stem = self._document.path.stem if self._document.path else "kinescribe"
        pattern = f"{kind} (*{suffix})"
        name, _ = QFileDialog.getSaveFileName(self._window, title, stem + suffix, pattern)
        if not name:
            return None
        return Path(name) if name.lower().endswith(suffix) else Path(name + suffix)

    def _finish(self, path: Path) -> None:
        self._end()
        self.saved.emit(path)

    def _fail(self, message: str) -> None:
        self._end()
        self.troubled.emit(message)

    def _end(self) -> None:
        self._task = None
        self.idle.emit()


def save_picture(picture: QImage, path: Path) -> None:
    """Write a PNG; the file appears whole or not at all.

    Raises
    ------
    FormatError
        If it cannot be written.
    """
    with replacing(path) as temporary:
        if not picture.save(str(temporary), "PNG"):  # type: ignore[call-overload]
            raise FormatError(path, "", "cannot be written as a picture")
