"""Features of the recordings of a project, from the cache or made for it, and predictions."""

from collections.abc import Iterable

from core.entries import Entry
from core.errors import FormatError
from core.formats import reading
from core.model.checkpoint import Model
from core.prediction import Prediction
from core.progress import Steps
from training.feature_cache import FeatureCache
from training.jobs.task import Task
from training.pooled import Pooled, encoder_digest, pooling, predict_pooled


class Seeing:
    """What an encoder says about recordings, each looked at once for all models that have it.

    Parameters
    ----------
    task
        Whose project the recordings are of.
    model
        A model with the encoder.
    """

    def __init__(self, task: Task, model: Model) -> None:
        self._model, self._device = model, task.job.device
        self._cache = FeatureCache(task.project.folder, encoder_digest(model))

    def features(self, entry: Entry) -> Steps[Pooled]:
        """The features of a recording.

        Raises
        ------
        FormatError
            If it is missing, has changed, cannot be read, or the model cannot use it.
        """
        if pooled := self._cache.get(entry.sha256):
            return pooled
        if trouble := entry.trouble():
            raise FormatError(entry.path, "", trouble)
        recording = yield from reading(entry.path)
        try:
            pooled = yield from pooling(self._model.network, recording, device=self._device)
        except ValueError as error:
            raise FormatError(entry.path, "", str(error)) from error
        self._cache.put(entry.sha256, pooled)
        return pooled

    def at_hand(self, entries: Iterable[Entry], n_frames: int) -> list[Pooled]:
        """Those features that need not be made; once they have so many frames, no more."""
        found: list[Pooled] = []
        for entry in entries:
            if n_frames <= 0:
                break
            if pooled := self._cache.get(entry.sha256):
                found.append(pooled)
                n_frames -= len(pooled.somebody)
        return found

    def prediction(self, model: Model, entry: Entry) -> Steps[Prediction]:
        """What a model with this encoder says of a recording; raises as `features`."""
        pooled = yield from self.features(entry)
        return predict_pooled(model, pooled, entry.n_frames, entry.fps, device=self._device)

    def predictions(self, model: Model, entries: Iterable[Entry]) -> Steps[list[Prediction]]:
        """As `prediction`, of several recordings."""
        predictions = []
        for entry in entries:
            one = yield from self.prediction(model, entry)
            predictions.append(one)
        return predictions
