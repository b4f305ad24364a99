"""What the current model says about the open recording: kept in the project, or computed now.

Until that is there, what a model before it said is shown, and called stale.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.learning.errands import Errands
from app.learning.shelf import Shelf
from app.translator import Translator
from app.worker_client import WorkerClient
from core.entries import Entry
from core.prediction import Prediction
from core.predictions import Predictions
from core.progress import Progress

_OLDER = "by an older model; the current one is asked"

Kept = tuple[str, Prediction] | None


class Predictor(QObject):
    """Predicts one recording at a time, each only once; the answer is translated and shown."""

    predicted = Signal(Path)
    progressed = Signal(Progress)
    failed = Signal(str)
    idle = Signal()

    def __init__(
        self,
        document: Document,
        translator: Translator,
        worker: WorkerClient,
        errands: Errands,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.shelf = Shelf(self)
        self._document, self._translator, self._worker = document, translator, worker
        self._errands = errands
        self._known: dict[tuple[Path, str], Prediction] = {}
        """Of recordings that no project keeps predictions of."""
        self._path: Path | None = None
        self._entry: Entry | None = None
        self._model = ""
        self._request = self._asked = 0
        worker.predicted.connect(self._take)
        worker.progressed.connect(self._pass_progress)
        worker.failed.connect(self._fail)
        self.shelf.swapped.connect(self._predict_again)

    @property
    def busy(self) -> bool:
        return self._path is not None

    def predict(self, path: Path, entry: Entry | None = None) -> None:
        """Let the document have a prediction of the recording that is open, from this file.

        Parameters
        ----------
        entry
            The recording as its project knows it, if the file is as it was.
        """
        self.cancel()
        self._entry = entry
        if self.shelf.current is None:
            self.idle.emit()
            return
        self._path, self._model = path, self.shelf.current.digest
        if entry and (models := self.shelf.models):
            look = partial(Predictions(models.folder.parent).newest, self.shelf.digests, entry)
            self._errands.run(look, partial(self._show_kept, self._asked))
        else:
            known = self._known.get((path, self._model))
            self._show_kept(self._asked, (self._model, known) if known else None)

    def cancel(self) -> None:
        """Stop predicting; nothing more is heard of it."""
        self._asked += 1
        if self._request:
            self._worker.cancel(self._request)
        self._request, self._path = 0, None

    def _predict_again(self) -> None:
        if self._document.path is not None:
            self.predict(self._document.path, self._entry)

    def _show_kept(self, asked: int, kept: Kept) -> None:
        if asked != self._asked or self._path is None:
            return
        if kept and kept[1].n_frames == self._document.n_frames:
            is_current = kept[0] == self._model
            self._translator.take(kept[1], "" if is_current else _OLDER)
            if is_current:
                self._end()
                return
        assert self.shelf.current is not None
        self._request = self._worker.predict(self._path, self.shelf.current.path)

    def _is_asked(self, number: int) -> bool:
        return self._request == number != 0

    def _take(self, number: int, prediction: Prediction) -> None:
        if not self._is_asked(number) or self._path is None:
            return
        try:
            self._translator.take(prediction)
        except ValueError as error:
            self.failed.emit(f"{self._path.name} changed while it was predicted: {error}")
            self.cancel()
            self.idle.emit()
        else:
            self._keep(self._path, prediction)
            self._end()

    def _keep(self, path: Path, prediction: Prediction) -> None:
        if self._entry and (models := self.shelf.models):
            kept = Predictions(models.folder.parent)
            self._errands.run(partial(kept.save, self._model, self._entry, prediction))
        else:
            self._known[path, self._model] = prediction

    def _end(self) -> None:
        assert self._path is not None
        path, self._path, self._request = self._path, None, 0
        self.predicted.emit(path)
        self.idle.emit()

    def _pass_progress(self, number: int, progress: Progress) -> None:
        if self._is_asked(number):
            self.progressed.emit(progress)

    def _fail(self, number: int, message: str) -> None:
        if self._is_asked(number):
            self._request, self._path = 0, None
            self.failed.emit(message)
            self.idle.emit()
