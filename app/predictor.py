"""What a model says about the open recording, computed by the worker and kept for a session."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.translator import Translator
from app.worker_client import ROOT, WorkerClient
from core.prediction import Prediction
from core.progress import Progress

MODELS = ROOT / "resources" / "models"


class Predictor(QObject):
    """Predicts one recording at a time, each only once; the answer is translated and shown."""

    predicted = Signal(Path)
    progressed = Signal(Progress)
    failed = Signal(str)
    idle = Signal()

    def __init__(
        self, document: Document, translator: Translator, worker: WorkerClient, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.model = newest_model()
        """The file of the model; None: nothing is predicted."""
        self._document, self._translator, self._worker = document, translator, worker
        self._known: dict[Path, Prediction] = {}
        self._request: tuple[int, Path] | None = None
        worker.predicted.connect(self._take)
        worker.progressed.connect(self._pass_progress)
        worker.failed.connect(self._fail)

    @property
    def busy(self) -> bool:
        return self._request is not None

    def predict(self, path: Path) -> None:
        """Let the document have a prediction of the recording that is open, from this file."""
        known = self._known.get(path)
        if known and known.n_frames == self._document.n_frames:
            self._translator.take(known)
        elif self.model is not None:
            self._request = self._worker.predict(path, self.model), path
            return
        self.idle.emit()

    def cancel(self) -> None:
        """Stop predicting; nothing more is heard of it."""
        if self._request:
            self._worker.cancel(self._request[0])
            self._request = None

    def _is_asked(self, number: int) -> bool:
        return self._request is not None and self._request[0] == number

    def _take(self, number: int, prediction: Prediction) -> None:
        if not self._request or not self._is_asked(number):
            return
        path, self._request = self._request[1], None
        try:
            self._translator.take(prediction)
        except ValueError as error:
            self.failed.emit(f"{path.name} changed while it was predicted: {error}")
        else:
            self._known[path] = prediction
            self.predicted.emit(path)
        self.idle.emit()

    def _pass_progress(self, number: int, progress: Progress) -> None:
        if self._is_asked(number):
            self.progressed.emit(progress)

    def _fail(self, number: int, message: str) -> None:
        if self._is_asked(number):
            self._request = None
            self.failed.emit(message)
            self.idle.emit()


def newest_model() -> Path | None:
    """The model that comes with the program; None if there is none."""
    models = sorted(MODELS.glob("*.safetensors"), key=lambda path: path.stem)
    return models[-1] if models else None
