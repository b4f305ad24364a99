"""Mean average precision of segments that have a score but no probabilities of single frames.

Matching and precision are those of `core.metrics.detection`, the ranges as they are: without its
oddities, segments that agree in every frame overlap wholly.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from core.labels import LabelTrack, Segment, runs
from core.metrics.average_precision import mean_average_precision
from core.metrics.detection import THRESHOLDS
from core.metrics.greedy import Ranges, greedy_hits

Placed = tuple[int, int, int]


def segment_map(
    predicted: Sequence[Iterable[Segment]],
    truth: Sequence[LabelTrack],
    thresholds: Sequence[float] = THRESHOLDS,
) -> dict[float | str, float]:
    """mAP at each threshold, and under ``"mean"`` their mean, between 0 and 1.

    The mean over the classes that occur in the truth; without any it is not a number. Of equally
    scored segments that of the earlier recording comes first, then the earlier.

    Parameters
    ----------
    predicted
        Segments of each recording, in any order, with their scores.
    truth
        What a person says about each. Predictions are cut to the frames that are known.
    thresholds
        Intersections over union, above 0 and at most 1.
    """
    names = sorted({one.class_name for track in truth for one in track.segments})
    axis = _Axis(names, truth)
    cut = [known_part(some, track) for some, track in zip(predicted, truth, strict=True)]
    ranked = sorted(
        ((number, one) for number, some in enumerate(cut) for one in some),
        key=lambda found: (-found[1].score, found[0], found[1].start),
    )
    found = _ranges(axis.placed(number, one) for number, one in ranked if one.class_name in names)
    true = _ranges(
        sorted(
            (
                axis.placed(number, one)
                for number, track in enumerate(truth)
                for one in track.segments
            ),
            key=lambda placed: placed[1],
        )
    )
    maps = [
        mean_average_precision(hits, found.number, true.number)
        for hits in greedy_hits(found, true, thresholds)
    ]
    return {**dict(zip(thresholds, maps, strict=True)), "mean": float(np.mean(maps))}


def known_part(segments: Iterable[Segment], track: LabelTrack) -> Iterator[Segment]:
    """What of some segments lies in frames of which a track says anything; scores stay.

    Nobody knows whether the rest is right, so it may neither help nor harm.
    """
    known = track.known()
    for one in segments:
        for start, stop, is_known in runs(known[one.start : one.stop].astype(np.int8)):
            if is_known:
                first = one.start + start
                yield Segment(first, one.start + stop, one.class_name, one.score)


class _Axis:
    """One time axis with a stretch for each class and recording, so that only equals can meet."""

    def __init__(self, names: Sequence[str], truth: Sequence[LabelTrack]) -> None:
        self._number = {name: number for number, name in enumerate(names)}
        self._n_recordings = len(truth)
        self._length = max((track.n_frames for track in truth), default=0)

    def placed(self, recording: int, one: Segment) -> Placed:
        """The number of its class, and where it lies on the axis."""
        number = self._number[one.class_name]
        origin = (number * self._n_recordings + recording) * self._length
        return number, origin + one.start, origin + one.stop


def _ranges(placed: Iterable[Placed]) -> Ranges:
    number, start, stop = np.array(list(placed), dtype=np.intp).reshape(-1, 3).T
    return Ranges(number, start, stop)
