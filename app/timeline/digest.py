"""What the timeline needs to know of a prediction, worked out beside the window."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from app.background import Background
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

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.digest: Digest | None = None
        """That of the current prediction; None until it is ready."""
        self._prediction: Prediction | None = None
        self._background = Background(0, self)
        self._background.answered.connect(self._take)

    def set_prediction(self, prediction: Prediction | None) -> None:
        if prediction is self._prediction:
            return
        self._prediction, self.digest = prediction, None
        if prediction is not None and prediction.probabilities.size <= _AT_ONCE:
            self.digest = Digest.of(prediction)
        elif prediction is not None:
            self._background.ask(lambda: (prediction, Digest.of(prediction)))
        self.changed.emit()

    def _take(self, answer: tuple[Prediction, Digest]) -> None:
        if answer[0] is self._prediction:
            self.digest = answer[1]
            self.changed.emit()
