"""How uncertain the edges of predicted segments are. Values only: no painting."""

import numpy as np

from core.prediction import Prediction

SURE = 0.8
"""Probability from which a model is taken to be sure of a frame."""


class SoftEdges:
    """For each predicted segment, over how many frames each of its edges is uncertain.

    Computed when asked for: of ten thousand segments, a screen shows a few hundred.
    """

    def __init__(self, prediction: Prediction) -> None:
        self._prediction = prediction
        self._column = {name: number for number, name in enumerate(prediction.classes)}
        self._known: dict[int, tuple[int, int]] = {}

    def __getitem__(self, number: int) -> tuple[int, int]:
        """Frames from the start and from the stop of a segment inwards until the model is sure of
        its class; at most half of the segment each."""
        if number not in self._known:
            self._known[number] = self._compute(number)
        return self._known[number]

    def _compute(self, number: int) -> tuple[int, int]:
        segment = self._prediction.segments[number]
        column = self._column[segment.class_name]
        probability = self._prediction.probabilities[segment.start : segment.stop, column]
        sure, half = np.flatnonzero(probability >= SURE), segment.n_frames // 2
        if not len(sure):
            return half, half
        return min(int(sure[0]), half), min(segment.n_frames - 1 - int(sure[-1]), half)
