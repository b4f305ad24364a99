"""Importing labels: asks for a file, reads it beside the window, shows what would come of it."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.dialogs.importing.labels import LabelImportDialog
from app.document import Document
from app.editor import Editor
from app.task import Task
from core.classes import ClassList
from core.journal import now
from core.label_formats import Clock
from core.label_import import LabelImport, planned
from core.progress import Progress, Steps


class LabelImports(QObject):
    """Imports label files into the recording that is open."""

    refused = Signal(str)

    def __init__(self, document: Document, editor: Editor, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._editor, self._window = document, editor, window

    def ask(self) -> None:
        """Ask for a label file of any known format."""
        if self._document.recording is None:
            self.refused.emit("Open the recording first that the labels are about.")
            return
        name, _ = QFileDialog.getOpenFileName(self._window, "Import Labels From")
        if name:
            self.show(Path(name))

    def show(self, file: Path) -> None:
        """Show what would come of a label file."""
        recording, path = self._document.recording, self._document.path
        assert recording is not None and path is not None
        clock = Clock(recording.fps, recording.n_frames, recording=path.stem)
        task = Task(_planning(file, clock, self._document.labels.classes), self)
        task.done.connect(lambda plan: self._propose(plan, path))
        task.failed.connect(lambda why: self.refused.emit(f"Nothing was imported: {why}."))

    def _propose(self, plan: LabelImport, path: Path) -> None:
        if path != self._document.path:
            return
        dialog = LabelImportDialog(plan, self._document.labels.classes, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.agreed.connect(lambda settled: self._do(settled, path))
        dialog.open()

    def _do(self, plan: LabelImport, path: Path) -> None:
        if path == self._document.path:
            labels = self._document.labels
            self._editor.make(plan.step(labels, labels.classes, now()))


def _planning(file: Path, clock: Clock, ours: ClassList) -> Steps[LabelImport]:
    yield Progress(0, 1, file.name)
    return planned(file, clock, ours.names)
