"""Agreement of predicted with true labels, frame by frame."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from core.labels import UNKNOWN

Labels = npt.NDArray[np.integer]


def frame_accuracy(predicted: Sequence[Labels], truth: Sequence[Labels]) -> float:
    """Share of frames with the right label, background included, over all recordings together.

    Frames whose true label is `UNKNOWN` do not count; without any other frame it is not a number.

    Parameters
    ----------
    predicted, truth
        One ``(n_frames,)`` array of class numbers per recording.
    """
    right = known = 0
    for said, true in zip(predicted, truth, strict=True):
        _check_same_length(said, true)
        known += int((true != UNKNOWN).sum())
        right += int(((said == true) & (true != UNKNOWN)).sum())
    return right / known if known else float("nan")


def _check_same_length(predicted: Labels, truth: Labels) -> None:
    if predicted.shape != truth.shape:
        raise ValueError(f"{predicted.shape} predicted labels for {truth.shape} true ones")
