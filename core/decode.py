"""Probabilities → segments that a person would draw. Knows nothing of models or files.

Taking the likeliest class frame by frame flickers: one doubtful frame splits an action in two. Here
every segment has a price, so that it must be earned by evidence over several frames, and over more
of them where a class is known to last.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from core.labels import Segment, runs
from core.prediction import Prediction

PRICE = 24.0
"""Nats of log-likelihood that a segment must gain for each second that its class typically lasts.

That is 0.8 nats a frame at 30 a second, where a network that is sure gives three to seven.
Chosen on the validation recordings of two corpora; half or twice as much does nearly as well.
"""

UNKNOWN_DURATION = 1.0
"""Seconds that a class is taken to last typically, if nothing is known of it."""

SHORTEST = 0.4
"""Seconds: no shorter segment is proposed."""

# A frame may speak against a class with at most this, however sure the network is.
_LEAST_PROBABILITY = 1e-3


def segments(
    prediction: Prediction,
    fps: float,
    durations: Sequence[float] = (),
    *,
    price: float = PRICE,
    shortest: float = SHORTEST,
) -> tuple[Segment, ...]:
    """One segment per action, in order, none overlapping; its score is its mean probability.

    The labels are those with the highest total log-likelihood less what their segments cost;
    segments that are then still shorter than ``shortest`` go to their likelier neighbour.

    Parameters
    ----------
    fps
        Frames per second of the prediction: the same action at a higher rate decodes the same.
    durations
        Seconds that a segment of each class typically lasts; `UNKNOWN_DURATION` if empty.
    price
        Nats for every such second; 0 takes the likeliest class of each frame.
    shortest
        In seconds.
    """
    lasting = durations or [UNKNOWN_DURATION] * len(prediction.classes)
    # A frame at twice the rate says half as much: it is the same moment twice.
    prices = price * np.array([*lasting, 0.0]) * fps / 30
    labels = frame_labels(prediction.probabilities, prices)
    labels = _without_short(labels, prediction.probabilities, round(shortest * fps))
    return tuple(_segments(labels, prediction))


def frame_labels(
    probabilities: npt.NDArray[np.floating], prices: npt.NDArray[np.floating]
) -> npt.NDArray[np.intp]:
    """``(T, C)`` probabilities → ``(T,)`` classes, the likeliest at ``prices`` ``(C,)`` for entry.

    Exact, by dynamic programming (Viterbi, where a change costs what its target costs), in O(T C).
    """
    gain = np.log(np.maximum(probabilities, _LEAST_PROBABILITY))
    total = gain[0] - prices
    came_from = np.empty(probabilities.shape, dtype=np.intp)
    same = np.arange(probabilities.shape[1])
    for frame in range(1, len(gain)):
        best = total.argmax()
        entered = total[best] - prices
        came_from[frame] = np.where(total >= entered, same, best)
        total = np.maximum(total, entered) + gain[frame]
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
