"""What the timeline needs to know of a prediction, worked out beside the window."""

import threading
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from app.timeline.heat import HeatPyramid
from app.timeline.softness import soft_edges
from core.prediction import Prediction

_AT_ONCE = 1_000_000
"""Probabilities that are digested within a few milliseconds, so that nothing need appear later."""


@dataclass(frozen=True, eq=False)
class Digest:
    """The heat strip of a prediction, and how soft its edges are."""

    heat: HeatPyramid
    soft: npt.NDArray[np.int64]

    @classmethod
    def of(cls, prediction: Prediction) -> "Digest":
        return cls(HeatPyramid(prediction.probabilities), soft_edges(prediction))


class Digester(QObject):
    """Digests one prediction at a time; the answer for one that was replaced is dropped."""

    changed = Signal()

    _done = Signal(int, object)
    """Crosses from the thread to the window: which prediction, and its digest."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.digest: Digest | None = None
        """That of the current prediction; None until it is ready."""
        self._prediction: Prediction | None = None
        self._number = 0
        self._done.connect(self._take)

    def set_prediction(self, prediction: Prediction | None) -> None:
        if prediction is self._prediction:
            return
        self._prediction, self.digest = prediction, None
        self._number += 1
        if prediction is not None and prediction.probabilities.size <= _AT_ONCE:
            self.digest = Digest.of(prediction)
        elif prediction is not None:
            work = (self._number, prediction)
            threading.Thread(target=self._run, args=work, name="digest", daemon=True).start()
        self.changed.emit()

    def _run(self, number: int, prediction: Prediction) -> None:
        self._done.emit(number, Digest.of(prediction))

    def _take(self, number: int, digest: Digest) -> None:
        if number == self._number:
            self.digest = digest
            self.changed.emit()
