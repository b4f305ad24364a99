"""Keeps what people say about the open recordings on disk. Knows no view.

A project keeps its own labels. A recording that is opened by itself gets a project of its own,
among the program's data, with the first edit: so no edit is ever only in memory.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app import loose
from app.document import DO, UNDO, Document
from app.remembered import Remembered
from core.class_edits import ClassEdit
from core.entries import Entry
from core.errors import FormatError
from core.following import Plan, announce, announced, carry_out, planning
from core.history import History
from core.journal import now
from core.label_codec import CODEC, done, history, redone, undone
from core.label_set import LabelSet
from core.progress import Progress, Steps
from core.project import FILE, Project
from core.recording import Recording
from core.rescue import rescuing
from core.saved import Saved
from core.states import Found, Moment
from core.steps import Step
from core.store import Store
from core.writer import Saving

_PATIENCE = 5.0
"""Seconds that closing waits for a disk that is slow."""
_GLANCE = 0.5
"""Seconds in which edits are saved if nothing is wrong."""


class Keeper(QObject):
    """Reads histories, and saves every step of a document as it is made."""

    saving_changed = Signal(Saving)
    troubled = Signal(str)

    _announced = Signal()
    """Crosses from the writer's thread to the window's."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._store: Store[LabelSet] | None = None
        self._id = ""
        self._rescued = False
        self.remembered = Remembered()
        """What is remembered of the open project; another one for each."""
        self.damage = ""
        """What was damaged of the labels of the open recording, as sentences; empty if nothing."""
        # Not what was announced: that may be about a project that is closed by now.
        self._announced.connect(lambda: self.saving_changed.emit(self.saving))
        document.stepped.connect(self._keep)
        document.looks_changed.connect(self._keep_looks)

    @property
    def project(self) -> Project | None:
        """The project that is open; none for recordings opened by themselves."""
        if self._store and self._store.project.folder.parent != loose.loose_folder():
            return self._store.project
        return None

    @property
    def saving(self) -> Saving:
        return self._store.saving if self._store else Saving()

    @property
    def read_only(self) -> str:
        return self._store.read_only if self._store else ""

    def open(self, folder: Path | None) -> None:
        """Open a project folder, or none; what was open is saved and closed.

        Raises
        ------
        FormatError
            If it is no project, or edits would be lost; then what was open still is.
        """
        if folder and self._store and self._store.project.folder == folder:
            return
        self.check_settled()
        store = Store(folder, CODEC, lambda _: self._announced.emit()) if folder else None
        self.close()
        self._store, self._rescued, self.remembered = store, False, Remembered(store)
        self.saving_changed.emit(self.saving)

    def check_settled(self) -> None:
        """Wait a moment until all edits are saved.

        Raises
        ------
        FormatError
            If some are in memory only, and nobody has saved a copy of them.
        """
        if self._store is None or self._rescued or self._store.flush(_GLANCE):
            return
        saving = self.saving
        if saving.unsaved:
            why = f"{counted(saving.unsaved)} not saved yet: {saving.trouble or 'it is slow'}"
            raise FormatError(self._store.project.folder, "", why)

    def rescuing(self, folder: Path) -> Steps[tuple[str, ...]]:
        """Write a copy of all labels as they are now into a new project; see `core.rescue`."""
        if self._store is None:
            raise ValueError("nothing is open")
        missing = yield from rescuing(self._store.project, self._store.known, folder)
        self._rescued = True
        return missing

    def put(self, *entries: Entry) -> None:
        """Add recordings to the project, or say of known ones where and how they are now.

        Raises
        ------
        PermissionError
            If the project is open to be read only.
        """
        assert self._store is not None
        self._store.save_project(self._store.project.with_recordings(*entries))

    def first_predicted(self, model: str) -> str:
        """When a model first predicted the open recording, ISO 8601: now, if it never has."""
        if self._store and not self._id:
            return now()  # Of a recording that cannot be labelled nothing is kept.
        return self.remembered.first_predicted(self._id, model)

    def history(
        self, path: Path, recording: Recording, changed: str = "", saved: Saved | None = None
    ) -> History:
        """The labels of a recording, with all steps that can be undone or made again.

        Parameters
        ----------
        changed
            How the file differs from the one that was labelled; empty if it does not.
        saved
            What a thread has read of its labels; what was edited since counts more.

        Raises
        ------
        FormatError
            If they cannot be read, or were made for another content or number of frames.
        """
        self._id = self.damage = ""
        if self.project is None:
            folder = loose.folder_of(path)
            self.open(folder if (folder / FILE).is_file() else None)
        entry = self._entry(path)
        if self._store is None or entry is None:
            return History(LabelSet())
        _check_length(path, recording, entry.n_frames)
        if changed:
            raise FormatError(path, "", f"{changed}, so its labels are not shown")
        found = self._opened(entry.id, saved)
        for track in found.state.tracks:
            _check_length(path, recording, track.n_frames)
        self._id, self.damage = entry.id, _damage(found)
        labels = self._with_classes(found.state)
        if saved and saved.stands and saved.found.n == found.n:
            return replace(saved.history, labels=labels)
        return history(labels, self._store.records(entry.id))

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

    def planning(self, edit: ClassEdit) -> Steps[tuple[Plan, ...]]:
        """What an edit of the class list does in the recordings of the project."""
        if self._store is None or self.project is None:
            return _nothing()
        return planning(self.project, edit, self._store.newest)

    @property
    def announced(self) -> ClassEdit | None:
        """The edit of the class list that was under way when the program last ended."""
        may_write = self.project and not self.read_only
        return announced(self.project) if self.project and may_write else None

    def announce(self, edit: ClassEdit) -> None:
        """Let an edit of the class list survive a crash from now on, until it is carried out."""
        if self._store and self.project:
            announce(self._store, edit)

    def carry_out(self, edit: ClassEdit, plans: Sequence[Plan]) -> None:
        """Do in the other recordings what an edit of the class list does in the open one."""
        if self._store and self.project:
            carry_out(self._store, edit, plans, but=self._id)

    def close(self) -> bool:
        """Save everything; False if something could not be saved."""
        patience = 0.0 if self.saving.trouble else _PATIENCE
        store, self._store, self._id = self._store, None, ""
        self.remembered.close()
        return store.close(patience) if store else True

    def _entry(self, path: Path) -> Entry | None:
        recordings = self._store.project.recordings if self._store else ()
        return next((one for one in recordings if one.path == path), None)

    def _opened(self, recording: str, saved: Saved | None) -> Found[LabelSet]:
        assert self._store is not None
        if saved and saved.stands:
            return self._store.take_in(recording, saved.found)
        return self._store.open(recording)

    def _with_classes(self, labels: LabelSet) -> LabelSet:
        """In the classes of the project, and those that only this recording has segments of."""
        assert self._store is not None
        listed = self._store.project.classes or labels.classes
        used = (one.class_name for track in labels.tracks for one in track.segments)
        return replace(labels, classes=listed.including(dict.fromkeys(used)))

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
        self._rescued = False
        self._store.save(self._id, name, self._document.labels, lambda: describe(step))
        self._keep_classes()

    def _keep_looks(self) -> None:
        """What is shown is no step, and survives a restart all the same."""
        if self._store and self._id and not self.read_only:
            if self._document.labels.tracks:
                self._store.save_looks(self._id, self._document.labels)
            self._keep_classes()

    def _begin_loose(self) -> None:
        """Make the project of a recording that was opened by itself."""
        path, recording = self._document.path, self._document.recording
        if path is None or recording is None:
            return
        earlier = self.remembered
        try:
            self.open(loose.begin(path, recording))
        except (FormatError, OSError) as error:
            self.troubled.emit(f"Edits are kept in memory only: {error}")
            return
        entry = self._entry(path)
        assert self._store is not None and entry is not None
        self._store.open(entry.id)
        self._id = entry.id
        self.remembered.take_over(earlier, entry.id)


def _nothing() -> Steps[tuple[Plan, ...]]:
    yield Progress(1, 1, "")
    return ()


def counted(n_edits: int) -> str:
    return "1 edit" if n_edits == 1 else f"{n_edits:,} edits"


def _damage(found: Found[LabelSet]) -> str:
    """What is damaged, what it costs, and what becomes of it."""
    damages = [str(one) for one in found.damages if not one.torn]
    if not damages:
        return ""
    lost = f"lost: {counted(found.lost)}" if found.lost else "no edit is lost"
    return (
        f"damaged: {'; '.join(damages)}. The last good labels are shown; {lost}. "
        "The next edit sets what is damaged aside, in the project's folder 'damaged'"
    )


def _check_length(path: Path, recording: Recording, n_frames: int) -> None:
    if recording.n_frames != n_frames:
        raise FormatError(
            path,
            "",
            f"has {recording.n_frames:,} frames but its labels were made for {n_frames:,}, so they "
            "are not shown; nothing is changed",
        )
