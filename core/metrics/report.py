"""Everything that is said about how well predictions agree with labels, under one roof.

Only what a person knows counts. A frame outside all segments and reviewed spans of the truth is
unknown: predictions are cut to the other frames, so that a predicted segment wholly among unknown
ones is neither right nor wrong, and of one that reaches into them only the known part is judged. A
prediction, in turn, speaks about every frame: where it has no segment it says background.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.labels import UNKNOWN, LabelTrack, Segment, Span
from core.metrics.confusion import confusion, precision_and_recall
from core.metrics.frames import frame_accuracy
from core.metrics.segment_detection import known_part
from core.metrics.segments import edit_score, f1_at

OVERLAPS = (0.10, 0.25, 0.50)

Labels = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Compared:
    """What is predicted for a recording, beside what a person says about it.

    Parameters
    ----------
    name
        Of the recording.
    predicted
        In any order, none overlapping.
    truth
        Frames beyond its end are unknown.
    """

    name: str
    predicted: tuple[Segment, ...]
    truth: LabelTrack

    def __post_init__(self) -> None:
        if not self.truth.known().any():
            raise ValueError(f"{self.name}: nobody has looked at any frame, so nothing can be said")

    def dense(self, classes: Sequence[str]) -> tuple[Labels, Labels]:
        """Predicted and true label of each frame, as in `LabelTrack.dense`."""
        n_frames = self.truth.n_frames
        segments = tuple(sorted(known_part(self.predicted, self.truth)))
        said = LabelTrack("predicted", n_frames, segments, (Span(0, n_frames),))
        return said.dense(classes), self.truth.dense(classes)


def report(
    compared: Sequence[Compared], classes: Sequence[str], precision: Mapping[float | str, float]
) -> dict[str, Any]:
    """All figures between 0 and 1, and the confusion of labels in frames.

    Parameters
    ----------
    classes
        At least all that occur.
    precision
        mAP by threshold, and their ``"mean"``.

    Returns
    -------
    figures
        ``frame_accuracy``, ``edit``, ``f1`` by overlap in percent, ``mAP``; ``per_class``: true
        ``frames``, ``precision`` and ``recall`` of frames, and ``f1`` by overlap; ``confusion``:
        rows are true labels, columns predicted ones, in the order of ``per_class`` and then
        background.
    """
    predicted, truth = zip(*(one.dense(classes) for one in compared), strict=True)
    counts = confusion(predicted, truth, len(classes) + 1)
    return {
        "frame_accuracy": frame_accuracy(predicted, truth),
        "edit": edit_score(predicted, truth, len(classes)),
        "f1": _f1(predicted, truth, len(classes)),
        "mAP": {str(threshold): value for threshold, value in precision.items()},
        "per_class": {
            name: _about_class(number, counts, predicted, truth)
            for number, name in enumerate(classes)
        },
        "confusion": counts.tolist(),
    }


def all_classes(compared: Sequence[Compared]) -> tuple[str, ...]:
    """Every class that occurs on either side, by the alphabet."""
    segments = (s for one in compared for s in (*one.predicted, *one.truth.segments))
    return tuple(sorted({segment.class_name for segment in segments}))


def _about_class(
    number: int,
    counts: npt.NDArray[np.int64],
    predicted: Sequence[Labels],
    truth: Sequence[Labels],
) -> dict[str, Any]:
    precision, recall = precision_and_recall(counts, number)
    said, true = ([_alone(labels, number) for labels in side] for side in (predicted, truth))
    f1 = _f1(said, true, background=1)
    if not counts[number].any() and not counts[:, number].any():
        f1 = dict.fromkeys(f1, float("nan"))  # nobody speaks of this class
    return {
        "frames": int(counts[number].sum()),
        "precision": precision,
        "recall": recall,
        "f1": f1,
    }


def _alone(labels: Labels, number: int) -> Labels:
    """0 for a class, 1 for everything else that is known."""
    return np.where(labels == UNKNOWN, UNKNOWN, (labels != number).astype(np.int64))


def _f1(predicted: Sequence[Labels], truth: Sequence[Labels], background: int) -> dict[str, float]:
    return {str(round(100 * o)): f1_at(o, predicted, truth, background) for o in OVERLAPS}
