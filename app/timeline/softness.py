"""How uncertain the edges of predicted segments are. Values only: no painting."""

import numpy as np
import numpy.typing as npt

from core.prediction import Prediction

SURE = 0.8
"""Probability from which a model is taken to be sure of a frame."""


def soft_edges(prediction: Prediction) -> npt.NDArray[np.int64]:
    """``(n_segments, 2)``: over how many frames each edge of each predicted segment is uncertain.

    From the start and from the stop of a segment inwards until the model is sure of its class; at
    most half of the segment each.
    """
    column = {name: number for number, name in enumerate(prediction.classes)}
    soft = np.zeros((len(prediction.segments), 2), dtype=np.int64)
    for number, segment in enumerate(prediction.segments):
        frames = slice(segment.start, segment.stop)
        sure = prediction.probabilities[frames, column[segment.class_name]] >= SURE
        ends = (int(sure.argmax()), int(sure[::-1].argmax())) if sure.any() else (len(sure),) * 2
        soft[number] = np.minimum(ends, segment.n_frames // 2)
    return soft
