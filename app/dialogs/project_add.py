"""Recordings are read before they are added: what each is, or why it is none, stands in a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.layouts import measured
from app.task import Task
from core.adding import copied, entering
from core.entries import Entry
from core.errors import FormatError
from core.progress import Progress, Result, Steps
from core.project import Project


@dataclass(frozen=True)
class Candidate:
    """A file, its entry if it can be added, and what is to be said of it."""

    path: Path
    entry: Entry | None
    said: str


def examining(project: Project, paths: Sequence[Path]) -> Steps[tuple[Candidate, ...]]:
    """Read files that are to become recordings of a project."""
    found: list[Candidate] = []
    for number, path in enumerate(paths):
        try:
            steps = entering(project, path)
            entry, warnings = yield from _part(steps, number, len(paths), path.name)
            candidate = _candidate(project, path, entry, warnings)
        except FormatError as error:
            candidate = Candidate(path, None, error.why)
        if candidate.entry:
            project = project.with_recordings(candidate.entry)
        found.append(candidate)
    return tuple(found)


def copying(folder: Path, entries: Sequence[Entry]) -> Steps[tuple[Entry, ...]]:
    """Copy files into a project folder."""
    done: list[Entry] = []
    for number, entry in enumerate(entries):
        yield Progress(number, len(entries), entry.name)
        done.append(copied(folder, entry))
    return tuple(done)


class AddDialog(QDialog):
    """Reads files, shows what they are, and hands over the entries of those that are recordings."""

    agreed = Signal(object)

    def __init__(
        self, project: Project, paths: Sequence[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Add Recordings")
        self._project, self._entries = project, tuple[Entry, ...]()
        self.list, self.progress, self.said = QListWidget(), QProgressBar(), QLabel(wordWrap=True)
        self.copy = QCheckBox("&Copy the files into the project")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.add = self.buttons.addButton("Add", QDialogButtonBox.ButtonRole.AcceptRole)
        self.add.setProperty("role", "primary")
        self.add.setEnabled(False)
        self._lay_out()
        self.buttons.accepted.connect(self._agree)
        self.buttons.rejected.connect(self.reject)
        self._task = self._run(examining(project, paths))
        self._task.done.connect(self._show)
        self.finished.connect(lambda: self._task.cancel())

    def _lay_out(self) -> None:
        self.resize(560, 360)
        self.list.setAccessibleName("Files")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.progress.setTextVisible(False)
        column = measured(QVBoxLayout(self), 8, (12, 12, 12, 12))
        for part in (self.said, self.progress, self.list, self.copy, self.buttons):
            column.addWidget(part)

    def _run(self, steps: Steps[object]) -> Task:
        task = Task(steps, self)
        self.progress.show()
        task.progressed.connect(self._show_progress)
        task.failed.connect(self.said.setText)
        return task

    def _show_progress(self, progress: Progress) -> None:
        self.progress.setRange(0, 1000)
        self.progress.setValue(round(1000 * progress.fraction))
        self.said.setText(f"Reading {progress.doing}…")

    def _show(self, candidates: Sequence[Candidate]) -> None:
        for one in candidates:
            item = QListWidgetItem(f"{one.path.name}    {one.said}", self.list)
            item.setToolTip(f"{one.path}\n{one.said}")
        self._entries = tuple(one.entry for one in candidates if one.entry)
        n, left_out = len(self._entries), len(candidates) - len(self._entries)
        self.said.setText(f"{left_out} of {len(candidates)} will not be added." if left_out else "")
        self.progress.hide()
        self.add.setText(f"Add {n} Recording{'s' * (n != 1)}" if n else "Add")
        self.add.setEnabled(n > 0)
        self.add.setFocus()

    def _agree(self) -> None:
        self.add.setEnabled(False)
        if self.copy.isChecked():
            self._task = self._run(copying(self._project.folder, self._entries))
            self._task.done.connect(self._finish)
        else:
            self._finish(self._entries)

    def _finish(self, entries: tuple[Entry, ...]) -> None:
        self.accept()
        self.agreed.emit(entries)


def _part(steps: Steps[Result], number: int, total: int, doing: str) -> Steps[Result]:
    """Steps as one part of many equal ones."""
    while True:
        try:
            progress = next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
        yield Progress(number + progress.fraction, total, doing)


def _candidate(project: Project, path: Path, entry: Entry, warnings: tuple[str, ...]) -> Candidate:
    if entry in project.recordings:
        return Candidate(path, None, f"is in the project already, as {entry.name}")
    said = f"{entry.n_frames:,} frames at {entry.fps:g} fps"
    return Candidate(path, entry, "; ".join((said, *warnings)))
