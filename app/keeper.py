"""Keeps what people say about the open recordings on disk. Knows no view.

A project keeps its own labels. A recording that is opened by itself gets a project of its own,
among the program's data, with the first edit: so no edit is ever only in memory.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal

from app.document import DO, UNDO, Document
from core.class_edits import ClassEdit
from core.entries import Entry, safe
from core.errors import FormatError
from core.history import History
from core.journal import now
from core.label_codec import CODEC, done, history, redone, undone
from core.label_set import LabelSet
from core.project import FILE, Project
from core.recording import Recording
from core.states import Found, Moment
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
        records = self._store.records(entry.id)
        return history(self._with_classes(found.state), records)

    def moments(self) -> list[Moment]:
        """All states that the labels of the open recording were in, oldest first. Reads the disk.

        Raises
        ------
        FormatError
            If a file of them cannot be read.
        """
        if self._store is None or not self._id:
            return []
        self._store.flush(_PATIENCE)
        return self._store.moments(self._id)

    def state_at(self, n: int) -> LabelSet:
        """The labels of the open recording after edit ``n``; a `ValueError` if they are lost."""
        if self._store is None or not self._id:
            raise ValueError("nothing of this recording is saved")
        return self._store.state_at(self._id, n)

    def others(self) -> Iterator[tuple[str, LabelSet]]:
        """Names and labels of the other recordings of the project; damaged ones are passed over."""
        for entry in self.project.recordings if self.project else ():
            if entry.id != self._id and (labels := self._labels(entry)):
                yield entry.name, labels

    def follow(self, edit: ClassEdit) -> None:
        """Do in the other recordings what an edit of the class list did in the open one."""
        for entry in self.project.recordings if self.project else ():
            labels = self._labels(entry) if entry.id != self._id else None
            if labels and edit.n_touched(labels):
                self._follow_in(entry, edit)

    def close(self) -> bool:
        """Save everything; False if something could not be saved."""
        store, self._store, self._id = self._store, None, ""
        return store.close(_PATIENCE) if store else True

    def _entry(self, path: Path) -> Entry | None:
        recordings = self._store.project.recordings if self._store else ()
        return next((one for one in recordings if one.path == path), None)

    def _with_classes(self, labels: LabelSet) -> LabelSet:
        """In the classes of the project, and those that only this recording has segments of."""
        assert self._store is not None
        listed = self._store.project.classes or labels.classes
        used = (one.class_name for track in labels.tracks for one in track.segments)
        return replace(labels, classes=listed.including(dict.fromkeys(used)))

    def _labels(self, entry: Entry) -> LabelSet | None:
        """The labels of a recording; None if they are damaged, which opening it will tell."""
        assert self._store is not None
        try:
            found = self._store.open(entry.id)
        except FormatError:
            return None
        return None if any(not one.torn for one in found.damages) else found.state

    def _follow_in(self, entry: Entry, edit: ClassEdit) -> None:
        assert self._store is not None
        labels = self._store.open(entry.id).state
        kept = (name for name in labels.classes.names if name not in edit.becomes)
        step = replace(edit, classes=edit.classes.including(kept)).step(labels, now())
        self._store.save(entry.id, step.name, step.apply(labels), lambda: done(step))

    def _keep_classes(self) -> None:
        """The class list of the project is that of the recording that was changed last."""
        assert self._store is not None
        project, classes = self._store.project, self._document.labels.classes
        if project.classes != classes:
            self._store.save_project(replace(project, classes=classes))

    def _keep(self, act: str, step: Step) -> None:
        if not self._id:
            self._begin_loose()
        if self._store is None:
            return
        describe = done if act == DO else undone if act == UNDO else redone
        name = step.name if act == DO else f"{act.capitalize()}: {step.name}"
        self._store.save(self._id, name, self._document.labels, lambda: describe(step))
        self._keep_classes()

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
