"""What happens when somebody opens something: reading, then predicting, beside the window.

Owns the reader and the worker and is the only one that changes the `Document`. Knows no view.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.keeper import Keeper
from app.playback import Playback
from app.reading import Reader
from app.worker_client import ROOT, WorkerClient
from core.errors import FormatError
from core.history import History
from core.label_set import LabelSet
from core.labels import LabelTrack
from core.prediction import Prediction
from core.progress import Progress
from core.project import Project
from core.recording import Recording

MODELS = ROOT / "resources" / "models"


@dataclass(frozen=True)
class Listing:
    """The recordings to choose from, each with the fraction that is reviewed."""

    project: Project | None
    reviewed: dict[Path, float]


class Session(QObject):
    """Opens recordings and projects and keeps their predictions for as long as it lives."""

    listed = Signal(object)
    """The recordings that are open: path → fraction that is reviewed."""
    opened = Signal(Path)
    refused = Signal()
    """What was asked for could not be opened; what was open still is."""
    predicted = Signal(Path)
    troubled = Signal(str)
    progressed = Signal(str, Progress)
    idle = Signal()
    device_changed = Signal(str)

    def __init__(
        self, document: Document, playback: Playback, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.document, self.playback = document, playback
        self.reader, self.worker = Reader(self), WorkerClient(self)
        self.keeper = Keeper(document, self)
        self.model = newest_model()
        self._listing = self._next = Listing(None, {})
        self._predictions: dict[Path, Prediction] = {}
        self._request: tuple[int, Path] | None = None
        self._connect()

    @property
    def source(self) -> Path | None:
        """The project folder, or else the recording, that is open."""
        project = self._listing.project
        return project.folder if project else self.document.path

    @property
    def predicting(self) -> bool:
        return self._request is not None

    def start(self) -> None:
        """Start the worker in the background."""
        self.worker.start()

    def close(self) -> None:
        self.reader.close()
        self.worker.close()
        self.keeper.close()

    def open(self, path: Path) -> None:
        """Open a project folder or a recording; trouble is announced and changes nothing."""
        self.open_all([path])

    def open_all(self, paths: list[Path]) -> None:
        """Open one project folder, or any number of recordings of which the first is shown."""
        paths = [path.absolute() for path in paths]
        try:
            project = Project.open(paths[0]) if paths[0].is_dir() else None
            listed = self._review(project, paths)
        except (FormatError, OSError) as error:
            self.troubled.emit(str(error))
            return
        if not listed:
            self.troubled.emit(f"{paths[0]} holds no recordings yet.")
            return
        self._next = Listing(project, listed)
        self.reader.start(next(iter(listed)))

    def show_recording(self, path: Path) -> None:
        """Read one of the listed recordings and show it when it is there."""
        self._next = self._listing
        self.reader.start(path)

    def stop(self) -> None:
        """Stop reading and predicting."""
        self.reader.stop()
        self._next = self._listing
        self._cancel_prediction()
        self.idle.emit()
        self.refused.emit()

    def _connect(self) -> None:
        self.reader.progressed.connect(lambda p: self.progressed.emit("Reading", p))
        self.reader.read.connect(self._show)
        self.reader.failed.connect(self._refuse)
        self.keeper.troubled.connect(self.troubled)
        self.worker.ready.connect(self.device_changed)
        self.worker.crashed.connect(self._report_crash)
        self.worker.failed.connect(self._fail_prediction)
        self.worker.predicted.connect(self._take)
        self.worker.progressed.connect(self._pass_progress)

    def _review(self, project: Project | None, paths: list[Path]) -> dict[Path, float]:
        if project is None:
            return dict.fromkeys(paths, 0.0)
        return {
            entry.path: reviewed_fraction(project.labels(entry).tracks)
            for entry in project.recordings
        }

    def _show(self, path: Path, recording: Recording) -> None:
        self._cancel_prediction()
        if self._next is not self._listing:
            self._listing = self._next
            self.listed.emit(self._listing.reviewed)
        history, trouble = self._history(path, recording)
        self.document.open(path, recording, history, trouble or self.keeper.read_only)
        self.playback.set_range(recording.n_frames, recording.fps)
        self.opened.emit(path)
        if sentences := [*recording.warnings, *([trouble] if trouble else [])]:
            self.troubled.emit(f"{path.name}: {'; '.join(sentences)}.")
        self._predict(path)

    def _history(self, path: Path, recording: Recording) -> tuple[History, str]:
        """The labels of a recording, and why they are not there if they are not."""
        try:
            project = self._listing.project
            self.keeper.open(project.folder if project else None)
            return self.keeper.history(path, recording), ""
        except FormatError as error:
            return History(LabelSet()), error.why

    def _predict(self, path: Path) -> None:
        if known := self._predictions.get(path):
            self.document.set_prediction(known)
        elif self.model is not None:
            self._request = self.worker.predict(path, self.model), path
            return
        self.idle.emit()

    def _take(self, number: int, prediction: Prediction) -> None:
        if self._request is None or self._request[0] != number:
            return
        path, self._request = self._request[1], None
        try:
            self.document.set_prediction(prediction)
        except ValueError as error:
            self._fail(f"{path.name} changed while it was predicted: {error}")
            return
        self._predictions[path] = prediction
        self.predicted.emit(path)
        self.idle.emit()

    def _cancel_prediction(self) -> None:
        if self._request:
            self.worker.cancel(self._request[0])
            self._request = None

    def _pass_progress(self, number: int, progress: Progress) -> None:
        if self._request and self._request[0] == number:
            self.progressed.emit("Predicting", progress)

    def _fail_prediction(self, number: int, message: str) -> None:
        if self._request and self._request[0] == number:
            self._request = None
            self._fail(message)

    def _report_crash(self, message: str) -> None:
        self.device_changed.emit("")
        self.troubled.emit(message)

    def _refuse(self, path: Path, message: str) -> None:
        self._next = self._listing
        self._fail(message)
        self.refused.emit()

    def _fail(self, message: str) -> None:
        self.troubled.emit(message)
        self.idle.emit()


def reviewed_fraction(tracks: tuple[LabelTrack, ...]) -> float:
    """The share of frames that some visible track knows about."""
    shares = (float(track.known().mean()) for track in tracks if track.visible)
    return max(shares, default=0.0)


def newest_model() -> Path | None:
    """The model that comes with the program; None if there is none."""
    models = sorted(MODELS.glob("*.safetensors"), key=lambda path: path.stem)
    return models[-1] if models else None
