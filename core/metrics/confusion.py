"""Which label was taken for which, frame by frame."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from core.labels import UNKNOWN

Labels = npt.NDArray[np.integer]
Counts = npt.NDArray[np.int64]


def confusion(predicted: Sequence[Labels], truth: Sequence[Labels], n_labels: int) -> Counts:
    """``(n_labels, n_labels)``: frames of each true label (row) predicted as each (column).

    Frames whose true label is `UNKNOWN` do not count.

    Parameters
    ----------
    predicted, truth
        One ``(n_frames,)`` array per recording of numbers below ``n_labels``, background included.
    """
    counts = np.zeros(n_labels * n_labels, dtype=np.int64)
    for said, true in zip(predicted, truth, strict=True):
        if said.shape != true.shape:
            raise ValueError(f"{said.shape} predicted labels for {true.shape} true ones")
        known = true != UNKNOWN
        counts += np.bincount(true[known] * n_labels + said[known], minlength=len(counts))
    return counts.reshape(n_labels, n_labels)


def precision_and_recall(counts: Counts, label: int) -> tuple[float, float]:
    """Of the frames predicted as a label, how many are; of those that are, how many were predicted.

    Where there is none to ask about, it is not a number.
    """
    right = int(counts[label, label])
    return _share(right, int(counts[:, label].sum())), _share(right, int(counts[label].sum()))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
