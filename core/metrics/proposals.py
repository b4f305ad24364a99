"""The reference decoder: probabilities → overlapping scored proposals, for comparable mAP only.

It is that of the published results on BABEL (Yu and Fujiwara, AAAI 2023; Cheng et al., arXiv
2512.16504). Its low thresholds suit weak supervision; people are shown `core.decode` instead. Where
a step looks odd by one frame, that is reference behaviour, kept because figures depend on it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

THRESHOLDS = (0.030, 0.035, 0.040, 0.045, 0.050)
"""Probabilities above which a run of frames is proposed: all five, the best proposals survive."""

SHORTEST = 3
"""Frames: no shorter run is proposed."""

_MARGIN = 0.25
"""Share of a run's length that counts as its surroundings, on either side."""

_CONTRAST = 0.6
"""How much the mean probability of the surroundings takes away from a proposal's score."""

_MOST_SHARED = 0.2
"""A proposal that shares a larger part of itself with a better one is dropped."""

Integers = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Proposals:
    """Scored ranges of frames of one recording, one array per property, each ``(n_proposals,)``.

    Parameters
    ----------
    number
        Index of the class.
    start, stop
        Half-open; one frame longer than the run of probabilities it stands for, so ``stop`` may be
        one past the end of the recording (reference behaviour).
    score
        Mean probability inside less that of the surroundings; between -0.6 and 1.
    """

    number: Integers
    start: Integers
    stop: Integers
    score: Floats

    def __len__(self) -> int:
        return len(self.number)

    def take(self, which: Integers) -> "Proposals":
        """Those at the positions ``which``, in that order."""
        return Proposals(self.number[which], self.start[which], self.stop[which], self.score[which])


def reference_proposals(probabilities: npt.NDArray[np.floating]) -> Proposals:
    """Proposals of all classes for ``(T, C + 1)`` probabilities, whose last column is background.

    Ties are decided by position alone, so that equal input gives equal output: of equally scored
    proposals the earlier is preferred, and of those with the same start the longer.
    """
    actions = np.asarray(probabilities, dtype=np.float64)[:, :-1]
    number, start, end = _runs(actions)
    score = _scores(actions, number, start, end)
    return _without_overlap(Proposals(number, start, end + 1, score))


def _runs(actions: Floats) -> tuple[Integers, Integers, Integers]:
    """Class, start and end (exclusive) of the maximal runs above each threshold, if long enough."""
    n_frames, n_classes = actions.shape
    above = np.zeros((len(THRESHOLDS), n_classes, n_frames + 2), dtype=np.int8)
    above[..., 1:-1] = actions.transpose() > np.reshape(THRESHOLDS, (-1, 1, 1))
    change = np.diff(above)
    _, number, start = np.nonzero(change == 1)
    *_, end = np.nonzero(change == -1)
    long = end - start >= SHORTEST
    return number[long], start[long], end[long]


def _scores(actions: Floats, number: Integers, start: Integers, end: Integers) -> Floats:
    """Mean inside minus `_CONTRAST` times the mean around, for runs ``[start, end)``.

    The frame at ``end`` counts as inside, where there is one, and the last frame of the recording
    never as surroundings (reference behaviour).
    """
    n_frames, n_classes = actions.shape
    totals = np.concatenate([np.zeros((1, n_classes)), np.cumsum(actions, axis=0)])

    def total(first: Integers, stop: Integers) -> Floats:
        return np.asarray(totals[stop, number] - totals[first, number])

    margin = _MARGIN * (end - start)
    after = np.minimum(end + 1, n_frames)
    first = np.maximum(start - margin, 0).astype(np.intp)
    last = np.maximum(np.minimum((end + margin + 1).astype(np.intp), n_frames - 1), after)
    n_around = (start - first) + (last - after)
    around = (total(first, start) + total(after, last)) / np.maximum(n_around, 1)
    return np.asarray(total(start, after) / (after - start) - _CONTRAST * around)


def _without_overlap(proposals: Proposals) -> Proposals:
    """The best proposal of each class, the best that it leaves, and so on: all classes abreast.

    Both the shared and the own length count one frame more than there is (reference behaviour).
    """
    number, start, stop = proposals.number, proposals.start, proposals.stop
    kept = [np.empty(0, dtype=np.intp)]
    left = np.lexsort((-stop, start, -proposals.score, number))
    while len(left):
        leads = np.diff(number[left], prepend=-1) > 0
        best = left[leads][np.cumsum(leads) - 1]
        shared = np.minimum(stop[left], stop[best]) - np.maximum(start[left], start[best]) + 1
        own = stop[left] - start[left] + 1
        kept.append(left[leads])
        left = left[shared / own <= _MOST_SHARED]
    return proposals.take(np.concatenate(kept))
