"""Keeps what people say about the open recordings on disk. Knows no view.

A project keeps its own labels. A recording that is opened by itself gets a project of its own,
among the program's data, with the first edit: so no edit is ever only in memory.
"""

import hashlib
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal

from app.document import DO, UNDO, Document
from core.entries import Entry, safe
from core.errors import FormatError
from core.history import History
from core.label_codec import CODEC, done, history, redone, undone
from core.label_set import LabelSet
from core.project import FILE, Project
from core.recording import Recording
from core.states import Found
from core.steps import Step
from core.store import Store, new_project
from core.writer import Saving

_PATIENCE = 5.0
"""Seconds that closing waits for a disk that does not answer."""


class Keeper(QObject):
    """Reads histories, and saves every step of a document as it is made."""

    saving_changed = Signal(Saving)
    troubled = Signal(str)

    _announced = Signal(Saving)
    """Crosses from the writer's thread to the window's."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._store: Store[LabelSet] | None = None
        self._id = ""
        self._announced.connect(self.saving_changed)
        document.stepped.connect(self._keep)

    @property
    def project(self) -> Project | None:
        """The project that is open; none for recordings opened by themselves."""
        if self._store and self._store.project.folder.parent != loose_folder():
            return self._store.project
        return None

    @property
    def read_only(self) -> str:
        return self._store.read_only if self._store else ""

    def open(self, folder: Path | None) -> None:
        """Open a project folder, or none; what was open is saved and closed.

        Raises
        ------
        FormatError
            If it is no project; then what was open still is.
        """
        if folder and self._store and self._store.project.folder == folder:
            return
        store = Store(folder, CODEC, self._announced.emit) if folder else None
        self.close()
        self._store = store

    def history(self, path: Path, recording: Recording) -> History:
        """The labels of a recording, with all steps that can be undone or made again.

        Raises
        ------
        FormatError
            If they cannot be read, or were made for another number of frames.
        """
        if self.project is None:
            folder = _folder_of(path)
            self.open(folder if (folder / FILE).is_file() else None)
        entry = self._entry(path)
        if self._store is None or entry is None:
            self._id = ""
            return History(LabelSet())
        self._id = ""
        _check_length(path, recording, entry.n_frames)
        found = self._store.open(entry.id)
        for track in found.state.tracks:
            _check_length(path, recording, track.n_frames)
        self._id = entry.id
        self._report(found)
        known = found.state.classes.including(self._store.project.classes.names)
        records = self._store.records(entry.id)
        return history(replace(found.state, classes=known), records)

    def close(self) -> bool:
        """Save everything; False if something could not be saved."""
        store, self._store, self._id = self._store, None, ""
        return store.close(_PATIENCE) if store else True

    def _entry(self, path: Path) -> Entry | None:
        recordings = self._store.project.recordings if self._store else ()
        return next((one for one in recordings if one.path == path), None)

    def _keep(self, act: str, step: Step) -> None:
        if not self._id:
            self._begin_loose()
        if self._store is None:
            return
        describe = done if act == DO else undone if act == UNDO else redone
        name = step.name if act == DO else f"{act.capitalize()}: {step.name}"
        self._store.save(self._id, name, self._document.labels, lambda: describe(step))

    def _begin_loose(self) -> None:
        """Make the project of a recording that was opened by itself."""
        path, recording = self._document.path, self._document.recording
        if path is None or recording is None:
            return
        folder, name = _folder_of(path), path.stem
        entry = Entry.of(path, safe(name), name, recording.n_frames, recording.fps)
        try:
            new_project(Project(folder, recordings=(entry,)))
            self.open(folder)
        except FormatError as error:
            self.troubled.emit(f"Edits are kept in memory only: {error}")
            return
        assert self._store is not None
        self._store.open(entry.id)
        self._id = entry.id

    def _report(self, found: Found[LabelSet]) -> None:
        if damages := [str(one) for one in found.damages if not one.torn]:
            lost = f" {found.lost} steps are lost." if found.lost else ""
            self.troubled.emit(
                f"Damaged: {'; '.join(damages)}. The last good labels are shown.{lost}"
            )


def loose_folder() -> Path:
    """Where recordings that were opened by themselves have their projects."""
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(data) / "loose"


def _folder_of(path: Path) -> Path:
    digest = hashlib.sha256(str(path.absolute()).encode()).hexdigest()
    return loose_folder() / f"{safe(path.stem)}-{digest[:10]}"


def _check_length(path: Path, recording: Recording, n_frames: int) -> None:
    if recording.n_frames != n_frames:
        raise FormatError(
            path,
            "",
            f"has {recording.n_frames:,} frames but its labels were made for {n_frames:,}, so they "
            "are not shown; nothing is changed",
        )
