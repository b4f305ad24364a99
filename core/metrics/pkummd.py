"""The two public detection protocols for PKU-MMD. Knows segments, nothing of models or files.

`official_scores` follows the evaluation by the authors of the dataset (Liu et al. 2017, 'PKU-MMD: A
large scale benchmark for continuous multi-modal human action understanding'). `transfer_segments`
and `transfer_map` follow the self-supervised transfer protocol of 'Simple-Skeleton-Detection', used
by HiCLR, PCM3 and USDRL. Papers often do not say which one they used: report both.

Both overlaps come down to intersection over union of frames. The official one divides
``min end - max start`` by ``max end - min start``, the other adds one to every length: the same
number if the end is the frame after a segment in the first and its last frame in the second. The
sources do not say what an end is; this is how each formula counts frames exactly.

How proposals go to true segments is written in `core.metrics.matches`. The official protocol says
that several may go to the same and count once; that of transfer says VOC, which means the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.labels import Segment, runs
from core.metrics.average_precision import Bools, average_precision, mean_average_precision
from core.metrics.matches import match

TRANSFER_THRESHOLDS = (0.1, 0.3, 0.5)
"""Overlaps at which the transfer protocol reports its mAP."""

_N_STEPS = 20
"""Overlaps over which the official 2D-AP is averaged."""

_FILTER = 20
"""Frames over which the transfer protocol averages probabilities."""

_LEAST_ACTION = 0.4
"""Probability of not being background from which a frame belongs to a segment."""

Segments = Sequence[Segment]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class OfficialScores:
    """What the official evaluation reports, between 0 and 1, under its published names.

    Without a true segment none of them is a number.

    Parameters
    ----------
    f1
        Over all classes, recordings and proposals together.
    ap
        Average precision over all classes and recordings together.
    map_action
        mAP_action: mean over the classes that occur in the truth (all 51 of them in the dataset).
    map_video
        mAP_video: mean over the recordings that have a true segment, their classes together.
    ap_2d
        2D-AP: ``ap`` integrated over the overlap as well. The source does not say in which steps;
        here it is the mean at 0.05, 0.10, … 1.
    """

    f1: float
    ap: float
    map_action: float
    map_video: float
    ap_2d: float


def official_scores(
    proposals: Sequence[Segments], truth: Sequence[Segments], overlap: float = 0.5
) -> OfficialScores:
    """The official measures of scored segments.

    Average precision is described as the sum of highest precision so far times change of recall,
    from the least sure proposal to the surest. That is the area under the all-point envelope:
    leaving out a right proposal never raises precision, so it does not matter whether "so far" is
    meant before or after the change.

    Parameters
    ----------
    proposals, truth
        Segments of each recording, in any order; proposals may overlap one another.
    overlap
        Least overlap with the true segment, above 0 and at most 1; ``ap_2d`` does not use it.
    """
    matches = match(proposals, truth)
    hits = matches.hits(overlap)
    steps = [matches.hits(step / _N_STEPS) for step in range(1, _N_STEPS + 1)]
    return OfficialScores(
        f1=_f1(hits, matches.n_true),
        ap=average_precision(hits, matches.n_true),
        map_action=mean_average_precision(hits, matches.class_names, matches.true_class_names),
        map_video=mean_average_precision(hits, matches.recordings, matches.true_recordings),
        ap_2d=float(np.mean([average_precision(each, matches.n_true) for each in steps])),
    )


def _f1(hits: Bools, n_true: int) -> float:
    return float(2 * hits.sum() / (len(hits) + n_true)) if n_true else float("nan")


def transfer_map(
    proposals: Sequence[Segments],
    truth: Sequence[Segments],
    thresholds: Sequence[float] = TRANSFER_THRESHOLDS,
) -> dict[float, float]:
    """mAP_a of the transfer protocol at each overlap: mean over the classes in the truth.

    Its mAP_v is `OfficialScores.map_video` of the same proposals. Average precision is said to be
    that of VOC, without a year: here over all points (2010), not over eleven (2007).

    Parameters
    ----------
    proposals, truth
        Segments of each recording, in any order; proposals may overlap one another.
    thresholds
        Overlaps above 0 and at most 1; one that is just reached is enough.
    """
    matches = match(proposals, truth)
    return {
        threshold: mean_average_precision(
            matches.hits(threshold), matches.class_names, matches.true_class_names
        )
        for threshold in thresholds
    }


def transfer_segments(
    probabilities: npt.NDArray[np.floating], classes: Sequence[str], background: int = -1
) -> tuple[Segment, ...]:
    """One segment per stretch of frames that the transfer protocol takes for action.

    Probabilities are averaged over 20 frames. Neighbouring frames that are then background with at
    most 0.6 are one segment, of the class with the highest mean probability, which is its score.

    The source does not say where an even window lies, nor what happens at the ends or which
    probabilities are averaged for the score. Here the window of frame t is ``[t - 10, t + 10)``, of
    which only frames that exist count, and the score is of averaged probabilities; of equally
    likely classes the first is taken.

    Parameters
    ----------
    probabilities
        ``(n_frames, n_classes + 1)``.
    classes
        Names of the columns without background, in order.
    background
        The column of background; in the source the first, in ours the last.
    """
    if probabilities.ndim != 2 or probabilities.shape[1] != len(classes) + 1:
        raise ValueError(
            f"{len(classes)} classes need (n_frames, {len(classes) + 1}) probabilities, "
            f"not {probabilities.shape}"
        )
    smooth = _mean_filter(np.asarray(probabilities, dtype=np.float64))
    active = 1 - smooth[:, background] >= _LEAST_ACTION
    actions = np.delete(smooth, background, axis=1)
    return tuple(
        _likeliest(actions, start, stop, classes)
        for start, stop, is_active in runs(active.astype(np.int8))
        if is_active
    )


def _mean_filter(values: Floats) -> Floats:
    """Mean over `_FILTER` frames around each, or as many of them as there are."""
    frame = np.arange(len(values))
    start = np.maximum(frame - _FILTER // 2, 0)
    stop = np.minimum(frame + _FILTER // 2, len(values))
    totals = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)])
    return np.asarray((totals[stop] - totals[start]) / (stop - start)[:, None])


def _likeliest(actions: Floats, start: int, stop: int, classes: Sequence[str]) -> Segment:
    mean = actions[start:stop].mean(axis=0)
    best = int(mean.argmax())
    return Segment(start, stop, classes[best], float(mean[best]))
