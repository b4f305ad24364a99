"""Probabilities → segments that a person would draw. Knows nothing of models or files.

Taking the likeliest class frame by frame flickers: one doubtful frame splits an action in two. Here
every change of class has a price, so that it must be earned by evidence over several frames.
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from core.labels import Segment, runs
from core.prediction import Prediction

CHANGE_COST = 2.0
"""Nats of log-likelihood that a change of class must gain, at 30 frames per second."""

SHORTEST = 0.4
"""Seconds: no shorter segment is proposed."""

# A frame may speak against a class with at most this, however sure the network is.
_LEAST_PROBABILITY = 1e-3


def segments(
    prediction: Prediction,
    fps: float,
    *,
    change_cost: float = CHANGE_COST,
    shortest: float = SHORTEST,
) -> tuple[Segment, ...]:
    """One segment per action, in order, none overlapping; its score is its mean probability.

    The labels are those with the highest total log-likelihood minus ``change_cost`` per change of
    class; segments that are then still shorter than ``shortest`` go to their likelier neighbour.

    Parameters
    ----------
    fps
        Frames per second of the prediction: the same action at a higher rate decodes the same.
    change_cost
        In nats at 30 frames per second; 0 takes the likeliest class of each frame.
    shortest
        In seconds.
    """
    labels = frame_labels(prediction.probabilities, change_cost * fps / 30)
    labels = _without_short(labels, prediction.probabilities, round(shortest * fps))
    return tuple(_segments(labels, prediction))


def frame_labels(
    probabilities: npt.NDArray[np.floating], change_cost: float
) -> npt.NDArray[np.intp]:
    """``(T, C)`` probabilities → ``(T,)`` classes, the likeliest at a price for every change.

    Exact, by dynamic programming (Viterbi with one price for all changes), in O(T C).
    """
    gain = np.log(np.maximum(probabilities, _LEAST_PROBABILITY))
    total = gain[0].astype(np.float64)
    came_from = np.empty(probabilities.shape, dtype=np.intp)
    same = np.arange(probabilities.shape[1])
    for frame in range(1, len(gain)):
        best = total.argmax()
        changed = total[best] - change_cost
        came_from[frame] = np.where(total >= changed, same, best)
        total = np.maximum(total, changed) + gain[frame]
    labels = np.empty(len(gain), dtype=np.intp)
    labels[-1] = total.argmax()
    for frame in range(len(gain) - 1, 0, -1):
        labels[frame - 1] = came_from[frame, labels[frame]]
    return labels


def _without_short(
    labels: npt.NDArray[np.intp], probabilities: npt.NDArray[np.floating], shortest: int
) -> npt.NDArray[np.intp]:
    """Give each run of a class that is too short, the shortest first, to its likelier neighbour."""
    background = probabilities.shape[1] - 1
    labels = labels.copy()
    while short := [
        (stop - start, start, stop)
        for start, stop, label in runs(labels)
        if label != background and stop - start < shortest
    ]:
        _, start, stop = min(short)
        neighbours = {
            *labels[max(start - 1, 0) : start].tolist(),
            *labels[stop : stop + 1].tolist(),
        }
        mean = probabilities[start:stop].mean(axis=0)
        labels[start:stop] = max(neighbours or {background}, key=lambda label: mean[label])
    return labels


def _segments(labels: npt.NDArray[np.intp], prediction: Prediction) -> Iterable[Segment]:
    for start, stop, label in runs(labels):
        if label < len(prediction.classes):
            score = float(prediction.probabilities[start:stop, label].mean())
            yield Segment(start, stop, prediction.classes[label], min(score, 1.0))
