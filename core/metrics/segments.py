"""Agreement of predicted with true segments: edit score and F1 at an overlap, between 0 and 1.

Both as in Lea et al. 2017, 'Temporal convolutional networks for action segmentation and detection',
and Farha and Gall 2019, 'MS-TCN'. Segments are runs of equal labels; background is none.

Frames whose true label is `UNKNOWN` do not count: what is predicted there is cut away.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from core.labels import UNKNOWN, runs

Labels = npt.NDArray[np.integer]
Runs = list[tuple[int, int, int]]


def edit_score(predicted: Sequence[Labels], truth: Sequence[Labels], background: int) -> float:
    """One minus the edit distance of the two orders of actions, relative to the longer one.

    The mean over recordings. It says whether the right actions are found in the right order, not
    when they happen.
    """
    scores = []
    for said, true in _pairs(predicted, truth, background):
        distance = _edit_distance([label for *_, label in said], [label for *_, label in true])
        scores.append(1 - distance / max(len(said), len(true), 1))
    return float(np.mean(scores))


def f1_at(
    overlap: float, predicted: Sequence[Labels], truth: Sequence[Labels], background: int
) -> float:
    """F1 over the segments of all recordings together.

    A predicted segment is right if, of the true segments of its class, the one that it overlaps
    most has an intersection over union of at least ``overlap`` with it and is not taken by an
    earlier one. 1 if there is nothing to find and nothing was found.
    """
    right = wanted = proposed = 0
    for said, true in _pairs(predicted, truth, background):
        right += _n_matched(said, true, overlap)
        proposed += len(said)
        wanted += len(true)
    return 2 * right / (proposed + wanted) if proposed + wanted else 1.0


def _pairs(
    predicted: Sequence[Labels], truth: Sequence[Labels], background: int
) -> list[tuple[Runs, Runs]]:
    pairs = []
    for said, true in zip(predicted, truth, strict=True):
        if said.shape != true.shape:
            raise ValueError(f"{said.shape} predicted labels for {true.shape} true ones")
        unknown = true == UNKNOWN
        pairs.append(
            (
                _actions(np.where(unknown, background, said), background),
                _actions(np.where(unknown, background, true), background),
            )
        )
    return pairs


def _actions(labels: Labels, background: int) -> Runs:
    return [run for run in runs(labels) if run[2] != background]


def _n_matched(said: Runs, true: Runs, overlap: float) -> int:
    taken: set[int] = set()
    for segment in said:
        overlaps = [_overlap(segment, other) for other in true]
        best = max(range(len(true)), key=overlaps.__getitem__, default=-1)
        if best >= 0 and best not in taken and overlaps[best] >= overlap:
            taken.add(best)
    return len(taken)


def _overlap(a: tuple[int, int, int], b: tuple[int, int, int]) -> float:
    """Intersection over union of two runs of the same class, 0 for different classes."""
    if a[2] != b[2]:
        return 0.0
    both = min(a[1], b[1]) - max(a[0], b[0])
    # Where they do not meet, what lies between them counts as union, and the numerator as nothing.
    return max(both, 0) / (max(a[1], b[1]) - min(a[0], b[0]))


def _edit_distance(a: list[int], b: list[int]) -> int:
    """Levenshtein distance, row by row."""
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, start=1):
        previous, row[0] = row[0], i
        for j, right in enumerate(b, start=1):
            previous, row[j] = row[j], min(previous + (left != right), row[j] + 1, row[j - 1] + 1)
    return row[-1]
