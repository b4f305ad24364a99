"""Mean average precision of detected segments, the measure of the published results on BABEL.

The protocol of Yu and Fujiwara, AAAI 2023, as used by Cheng et al., arXiv 2512.16504: the proposals
of `core.metrics.proposals`, matched greedily with the true segments. Figures are comparable only if
its oddities are kept: a true segment lacks its last frame and a proposal has one too many, so that
even perfect probabilities overlap a segment of n frames by (n - 1) / (n + 1) only, and segments of
fewer than three frames are never found.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.labels import UNKNOWN, runs
from core.metrics.average_precision import mean_average_precision
from core.metrics.greedy import Integers, Ranges, greedy_hits
from core.metrics.proposals import reference_proposals

THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5)
"""Least intersection over union of a proposal with what it finds."""

Probabilities = npt.NDArray[np.floating]
Labels = npt.NDArray[np.integer]
Columns = tuple[Integers, Integers, Integers]


def detection_map(
    probabilities: Sequence[Probabilities],
    truth: Sequence[Labels],
    thresholds: Sequence[float] = THRESHOLDS,
) -> dict[float | str, float]:
    """mAP at each threshold, and under ``"mean"`` their mean, between 0 and 1.

    The proposals of a class, from all recordings together, take in the order of their scores the
    true segment of the class and recording that they overlap most, of those that are left and that
    they overlap enough. The mean is over the classes that occur in the truth; without any it is not
    a number. Every true segment counts, even one of a single frame, of which nothing is left to
    overlap (reference behaviour).

    Ties, which the reference leaves to chance: of equally scored proposals that of the earlier
    recording comes first, then the earlier; of equally overlapped true segments the earlier is
    taken.

    Parameters
    ----------
    probabilities
        One ``(n_frames, n_classes + 1)`` array per recording; the last column is background.
    truth
        One ``(n_frames,)`` array of class numbers per recording, ``n_classes`` for background.
    thresholds
        Intersections over union, above 0 and at most 1.

    Raises
    ------
    ValueError
        If shapes, labels or thresholds are out of order, or if a frame is `UNKNOWN`: the protocol
        needs to know where nothing happens, and an unknown frame does not say so.
    """
    _check(probabilities, truth, thresholds)
    background = probabilities[0].shape[1] - 1
    axis = _Axis(len(truth), max(map(len, truth)))
    found = _found(probabilities, axis)
    true = _true(truth, background, axis)
    maps = [
        mean_average_precision(hits, found.number, true.number)
        for hits in greedy_hits(found, true, thresholds)
    ]
    return {**dict(zip(thresholds, maps, strict=True)), "mean": float(np.mean(maps))}


@dataclass(frozen=True)
class _Axis:
    """One time axis with a stretch for each class and recording, so that only equals can meet.

    It lets all classes and recordings be matched in one go.
    """

    n_recordings: int
    n_frames: int

    def origin(self, number: Integers, recording: int) -> Integers:
        """Where the stretch of each class begins; a proposal may end one frame past the last."""
        return (number * self.n_recordings + recording) * (self.n_frames + 1)


def _found(probabilities: Sequence[Probabilities], axis: _Axis) -> Ranges:
    """The proposals of all recordings, the surest first."""
    proposals = [reference_proposals(one) for one in probabilities]
    ranges = _placed(((one.number, one.start, one.stop) for one in proposals), axis)
    recording = np.repeat(np.arange(len(proposals)), [len(one) for one in proposals])
    score = np.concatenate([one.score for one in proposals])
    return ranges.take(np.lexsort((ranges.start, recording, -score)))


def _true(truth: Sequence[Labels], background: int, axis: _Axis) -> Ranges:
    """The true segments of all recordings, in order on the axis."""
    ranges = _placed((_segments(labels, background) for labels in truth), axis)
    return ranges.take(np.argsort(ranges.start))


def _segments(labels: Labels, background: int) -> Columns:
    """The runs of each class without their last frames (reference behaviour)."""
    rows = [(label, start, stop - 1) for start, stop, label in runs(labels) if label != background]
    number, start, stop = np.array(rows, dtype=np.intp).reshape(-1, 3).T
    return number, start, stop


def _placed(recordings: Iterable[Columns], axis: _Axis) -> Ranges:
    """Class, start and stop, recording by recording, moved to their stretches of the axis."""
    moved = []
    for recording, (number, start, stop) in enumerate(recordings):
        origin = axis.origin(number, recording)
        moved.append((number, start + origin, stop + origin))
    return Ranges(*map(np.concatenate, zip(*moved, strict=True)))


def _check(
    probabilities: Sequence[Probabilities], truth: Sequence[Labels], thresholds: Sequence[float]
) -> None:
    if len(truth) == 0 or len(probabilities) != len(truth):
        raise ValueError(f"{len(probabilities)} predicted recordings for {len(truth)} true ones")
    n_columns = probabilities[0].shape[-1]
    for recording, (said, true) in enumerate(zip(probabilities, truth, strict=True)):
        _check_recording(f"recording {recording}", said, true, n_columns)
    for threshold in thresholds:
        if not 0 < threshold <= 1:
            raise ValueError(f"an overlap of {threshold} is not above 0 and at most 1")


def _check_recording(name: str, said: Probabilities, true: Labels, n_columns: int) -> None:
    if said.shape != (len(true), n_columns):
        raise ValueError(
            f"{name}: {len(true)} labels need ({len(true)}, {n_columns}) probabilities, "
            f"not {said.shape}"
        )
    if not np.isfinite(said).all():
        raise ValueError(f"{name}: a probability is not a number")
    if (true == UNKNOWN).any():
        raise ValueError(
            f"{name}: {(true == UNKNOWN).sum()} frames are unknown, and unknown is not background; "
            "detection can be measured only where all frames are reviewed"
        )
    if len(true) and not 0 <= true.min() <= true.max() < n_columns:
        raise ValueError(
            f"{name}: labels from {true.min()} to {true.max()} for {n_columns - 1} classes"
        )
