"""What happens when somebody opens something: reading, then predicting, beside the window.

Owns whatever reads, keeps and predicts, and decides what is shown when. Knows no view.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.background import Background
from app.document import Document
from app.keeper import Keeper
from app.learning.errands import Errands
from app.learning.shelf import Shelf
from app.loose import entry_at, folder_of
from app.playback import Playback
from app.predictor import Predictor
from app.reading import Reader
from app.survey import Standing, Survey, learnable_fraction, reviewed_fraction
from app.translator import Translator
from app.worker_client import WorkerClient
from core.entries import Entry
from core.errors import FormatError
from core.history import History
from core.label_set import LabelSet
from core.labels import LabelTrack
from core.progress import Progress
from core.project import Project
from core.recording import Recording
from core.saved import Saved, read_saved
from core.states import Place

ADD, FIND, CONFIRM, RESCUE = "Add Recordings…", "Find…", "Use Its Labels", "Save a Copy…"
"""What can be done about some troubles, as buttons say it."""
_CALM_MS = 300
"""How long after an edit it is counted anew how much is reviewed."""


@dataclass(frozen=True)
class Listing:
    """The recordings to choose from."""

    project: Project | None
    paths: tuple[Path, ...]

    def entry(self, path: Path) -> Entry | None:
        """What the project knows of a recording."""
        recordings = self.project.recordings if self.project else ()
        return next((one for one in recordings if one.path == path), None)


@dataclass(frozen=True)
class Beside:
    """What the thread that reads a recording finds out beside it.

    Parameters
    ----------
    trouble
        How the file differs from the one that is known; empty if it does not.
    saved
        What is saved of its labels; None if nothing is, or it cannot be read.
    """

    trouble: str = ""
    saved: Saved | None = None


class Session(QObject):
    """Opens recordings and projects and keeps their predictions for as long as it lives."""

    listed = Signal(object)
    """The paths of the recordings to choose from."""
    surveyed = Signal(object, Standing)
    """How one of these stands: comes later, one after the other."""
    opened = Signal(Path)
    refused = Signal()
    """What was asked for could not be opened; what was open still is."""
    predicted = Signal(Path)
    troubled = Signal(str)
    offered = Signal(str, str)
    """A trouble, and which of `ADD`, `FIND`, `CONFIRM`, `RESCUE` helps."""
    progressed = Signal(str, Progress)
    idle = Signal()
    device_changed = Signal(str)

    def __init__(
        self, document: Document, playback: Playback, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.document, self.playback = document, playback
        self.reader, self.worker = Reader(self), WorkerClient(self)
        self.keeper, self.survey = Keeper(document, self), Survey(self)
        self.translator = Translator(document, self.keeper, self)
        self.errands = Errands(self)
        self.predictor = Predictor(document, self.translator, self.worker, self.errands, self)
        self._listing = self._next = Listing(None, ())
        self._count = Background(_CALM_MS, self)
        self._connect()

    @property
    def source(self) -> Path | None:
        """The project folder, or else the recording, that is open."""
        project = self._listing.project
        return project.folder if project else self.document.path

    @property
    def paths(self) -> tuple[Path, ...]:
        """The listed recordings."""
        return self._listing.paths

    @property
    def project(self) -> Project | None:
        """The project whose recordings are listed, as it was when it was opened."""
        return self._listing.project

    @property
    def shelf(self) -> Shelf:
        """The models, and which of them predicts."""
        return self.predictor.shelf

    @property
    def predicting(self) -> bool:
        return self.predictor.busy

    def visible_first(self, entries: Sequence[Entry]) -> list[Entry]:
        """Recordings, with the one in sight before all others."""
        return sorted(entries, key=lambda entry: entry.path != self.document.path)

    def start(self) -> None:
        """Start the worker in the background."""
        self.worker.start()

    def close(self) -> None:
        self.reader.close()
        self.survey.close()
        self.worker.close()
        self.errands.close()
        self.keeper.close()

    def open(self, path: Path) -> None:
        """Open a project folder or a recording; trouble is announced and changes nothing."""
        self.open_all([path])

    def open_all(self, paths: list[Path]) -> None:
        """Open one project folder, or any number of recordings of which the first is shown."""
        paths = [path.absolute() for path in paths]
        if not self._may_leave():
            return
        try:
            project = Project.open(paths[0]) if paths[0].is_dir() else None
        except (FormatError, OSError) as error:
            self.troubled.emit(str(error))
            return
        listed = (entry.path for entry in project.recordings) if project else paths
        self._next = Listing(project, tuple(listed))
        first = next((path for path in self._next.paths if path.is_file()), None)
        if project and not first:
            self._show_none(project)
        else:
            self._read(first or paths[0])

    def show_recording(self, path: Path) -> None:
        """Read one of the listed recordings and show it when it is there."""
        if self._listing.project or self._may_leave():
            self._next = self._listing
            self._read(path)

    def relist(self) -> None:
        """List the recordings of the project anew: some were added, or are elsewhere now."""
        if project := self.keeper.project:
            self._next = Listing(project, tuple(entry.path for entry in project.recordings))
            self._list()
            first = next((path for path in self._listing.paths if path.is_file()), None)
            if first and self.document.recording is None:
                self.show_recording(first)

    def stop(self) -> None:
        """Stop reading and predicting."""
        self.reader.stop()
        self._next = self._listing
        self.predictor.cancel()
        self.idle.emit()
        self.refused.emit()

    def _connect(self) -> None:
        self.reader.progressed.connect(lambda p: self.progressed.emit("Reading", p))
        self.reader.read.connect(self._show)
        self.reader.failed.connect(self._refuse)
        self.keeper.troubled.connect(self.troubled)
        self.survey.found.connect(self.surveyed)
        self.document.tracks_changed.connect(self._recount)
        self._count.answered.connect(lambda answer: self.surveyed.emit(*answer))
        self.worker.ready.connect(self.device_changed)
        self.worker.crashed.connect(self._report_crash)
        self.predictor.progressed.connect(lambda p: self.progressed.emit("Predicting", p))
        self.predictor.predicted.connect(self.predicted)
        self.predictor.failed.connect(self.troubled)
        self.shelf.failed.connect(self.troubled)
        self.errands.failed.connect(self.troubled)
        self.predictor.idle.connect(self.idle)

    def _may_leave(self) -> bool:
        """Whether nothing is lost if another project is opened."""
        try:
            self.keeper.check_settled()
        except FormatError as error:
            self.offered.emit(f"Nothing else is opened, or edits would be lost: {error}.", RESCUE)
            return False
        return True

    def _read(self, path: Path) -> None:
        project = self._next.project
        self.reader.start(path, lambda: _beside(path, project))

    def _recount(self) -> None:
        path, tracks = self.document.path, self.document.labels.tracks
        if path is not None and not self.document.read_only:
            self._count.ask(lambda: (path, _counted(tracks)))

    def _list(self) -> None:
        """What was asked for is what is listed; how each recording stands follows."""
        self._listing = self._next
        self.shelf.open(self._listing.project.folder if self._listing.project else None)
        self.listed.emit(self._listing.paths)
        self.survey.stop()
        if self._listing.project:
            self.survey.start(self._listing.project)

    def _show_none(self, project: Project) -> None:
        """Open a project none of whose recordings can be shown."""
        self.reader.stop()
        try:
            self.keeper.open(project.folder)
        except FormatError as error:
            self._fail(str(error))
            return
        self.predictor.cancel()
        self._list()
        self.document.close()
        self.playback.set_range(0, self.playback.fps)
        self.opened.emit(project.folder)
        self.idle.emit()
        if project.recordings:
            self.offered.emit("None of the recordings is where it was.", FIND)
        else:
            self.offered.emit(f"{project.folder.name} holds no recordings yet.", ADD)

    def _show(self, path: Path, recording: Recording, beside: Beside) -> None:
        self.predictor.cancel()
        if self._next is not self._listing:
            self._list()
        history, refusal = self._history(path, recording, beside)
        self.document.open(path, recording, history, refusal or self.keeper.read_only)
        self.playback.set_range(recording.n_frames, recording.fps)
        self.opened.emit(path)
        if said := [*recording.warnings, *filter(None, (refusal, self.keeper.damage))]:
            sentence = f"{path.name}: {'; '.join(said)}."
            if beside.trouble and beside.trouble in refusal:
                self.offered.emit(sentence, CONFIRM)
            else:
                self.troubled.emit(sentence)
        entry = None if beside.trouble else self._listing.entry(path)
        self.predictor.predict(path, entry)

    def _history(self, path: Path, recording: Recording, beside: Beside) -> tuple[History, str]:
        """The labels of a recording, and why they are not there if they are not."""
        try:
            project = self._listing.project
            self.keeper.open(project.folder if project else None)
            return self.keeper.history(path, recording, beside.trouble, beside.saved), ""
        except FormatError as error:
            return History(LabelSet()), error.why

    def _report_crash(self, message: str) -> None:
        self.device_changed.emit("")
        self.troubled.emit(message)

    def _refuse(self, path: Path, message: str) -> None:
        entry, self._next = self._next.entry(path), self._listing
        if entry and not path.exists():
            self.offered.emit(f"{path} is missing: it may have been moved.", FIND)
            self.idle.emit()
        else:
            self._fail(message)
        self.refused.emit()

    def _fail(self, message: str) -> None:
        self.troubled.emit(message)
        self.idle.emit()


def _counted(tracks: tuple[LabelTrack, ...]) -> Standing:
    return Standing(reviewed_fraction(tracks), learnable=learnable_fraction(tracks))


def _beside(path: Path, project: Project | None) -> Beside:
    entry = entry_at(path, project)
    if entry is None:
        return Beside()
    folder = project.folder if project else folder_of(path)
    try:
        return Beside(entry.trouble(), read_saved(Place(folder, entry.id)))
    except FormatError:
        # Whoever opens the labels says so.
        return Beside(entry.trouble())
