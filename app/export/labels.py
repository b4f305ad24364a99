"""Labels to files of other programs, from asking to what was found when they were read again."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.document import Document
from app.export.label_dialog import LabelExportDialog, LabelPart
from app.keeper import Keeper
from app.task import Task
from core.errors import FormatError
from core.label_export import Exported, LabelExport, exporting, in_project
from core.label_formats import LabelWriter
from core.progress import Progress


class LabelExporter(QObject):
    """Asks over a window, and writes beside it."""

    progressed = Signal(str, Progress)
    idle = Signal()
    troubled = Signal(str)
    told = Signal(str)
    """What was written, and that it is the same."""

    def __init__(self, document: Document, keeper: Keeper, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._keeper, self._window = document, keeper, window
        self._task: Task | None = None

    def ask(self) -> None:
        """Ask which labels go where."""
        parts = self._choices()
        if not parts:
            self.troubled.emit("There are no labels to export: open a recording that has some.")
            return
        dialog = LabelExportDialog(parts, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._ask_where)
        dialog.open()

    def cancel(self) -> None:
        """Stop before the next file."""
        if self._task is not None:
            self._task.cancel()
            self._end()

    def _choices(self) -> list[LabelPart]:
        parts = []
        tracks = self._document.labels.tracks
        if any(track.segments for track in tracks):
            if len(tracks) > 1 and self._document.active.segments:
                active = self._document.active
                parts.append(LabelPart(f"Track {active.name or '1'}", (active,)))
            parts.append(LabelPart("All tracks of this recording", tracks))
        if self._keeper.project:
            parts.append(LabelPart("All recordings of the project"))
        return parts

    def _ask_where(self, part: LabelPart, writer: LabelWriter) -> None:
        try:
            exports = self._exports(part, writer)
        except FormatError as error:
            self.troubled.emit(str(error))
            return
        if exports:
            self._begin(exports, writer)

    def _exports(self, part: LabelPart, writer: LabelWriter) -> tuple[LabelExport, ...]:
        recording, path = self._document.recording, self._document.path
        if not part.tracks:
            project = self._keeper.project
            folder = QFileDialog.getExistingDirectory(self._window, "Export Labels To")
            if not folder or project is None:
                return ()
            self._keeper.check_settled()
            return in_project(project, Path(folder), writer)
        assert recording is not None and path is not None
        target = self._ask_for_path(path.stem, writer)
        classes = self._document.labels.classes.names
        own = LabelExport(part.tracks, target, recording.fps, path, classes) if target else None
        return (own,) if own else ()

    def _ask_for_path(self, stem: str, writer: LabelWriter) -> Path | None:
        """A path with the suffix of the format, whatever somebody typed."""
        suffix = writer.SUFFIXES[0]
        pattern = f"{writer.NAME} (*{suffix})"
        name, _ = QFileDialog.getSaveFileName(self._window, "Export Labels", stem + suffix, pattern)
        if not name:
            return None
        return Path(name) if name.lower().endswith(suffix) else Path(name + suffix)

    def _begin(self, exports: tuple[LabelExport, ...], writer: LabelWriter) -> None:
        self.cancel()
        self._task = Task(exporting(exports, writer), self)
        self._task.progressed.connect(partial(self.progressed.emit, "Labels"))
        self._task.done.connect(self._finish)
        self._task.failed.connect(self._fail)

    def _finish(self, exported: Exported) -> None:
        self._end()
        good = exported.written and not (exported.failed or exported.losses or exported.refused)
        (self.told if good else self.troubled).emit(str(exported))

    def _fail(self, message: str) -> None:
        self._end()
        self.troubled.emit(message)

    def _end(self) -> None:
        self._task = None
        self.idle.emit()
