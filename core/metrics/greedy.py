"""Greedy matching: in order, each proposal takes the true segment that it overlaps most.

Knows ranges on one axis, nothing of classes or recordings beyond their places on it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Bools = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Ranges:
    """Half-open ranges and the class of each; every array is ``(n_ranges,)``."""

    number: Integers
    start: Integers
    stop: Integers

    def __len__(self) -> int:
        return len(self.number)

    def take(self, which: Integers) -> "Ranges":
        """Those at the positions ``which``, in that order."""
        return Ranges(self.number[which], self.start[which], self.stop[which])


def greedy_hits(found: Ranges, true: Ranges, thresholds: Iterable[float]) -> list[Bools]:
    """For each threshold, ``(n_found,)``: which proposals take a true segment.

    A proposal takes, of those that no proposal before it has taken and that it overlaps by at least
    the threshold, the one that it overlaps most, in a tie the first.

    Parameters
    ----------
    found
        None of them empty; the first takes first.
    true
        In order on the axis, none overlapping the next.
    thresholds
        Intersections over union, above 0.
    """
    pairs = _pairs(found, true)
    return [_hits(pairs, threshold, len(found)) for threshold in thresholds]


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Proposals and true segments that meet, by their positions, and how much they overlap."""

    proposal: Integers
    segment: Integers
    overlap: Floats


def _pairs(found: Ranges, true: Ranges) -> _Pairs:
    """All that meet: the first proposal first, and for each the segment that it overlaps most."""
    first = np.searchsorted(true.stop, found.start, side="right")
    count = np.searchsorted(true.start, found.stop, side="left") - first
    proposal = np.repeat(np.arange(len(found)), count)
    nth = np.arange(len(proposal)) - np.repeat(np.cumsum(count) - count, count)
    segment = first[proposal] + nth
    overlap = _overlap(found.take(proposal), true.take(segment))
    order = np.lexsort((segment, -overlap, proposal))
    return _Pairs(proposal[order], segment[order], overlap[order])


def _overlap(a: Ranges, b: Ranges) -> Floats:
    """Intersection over union of two ranges each that meet, the first of which is not empty."""
    shared = np.minimum(a.stop, b.stop) - np.maximum(a.start, b.start)
    return np.asarray(shared / ((a.stop - a.start) + (b.stop - b.start) - shared))


def _hits(pairs: _Pairs, threshold: float, n_proposals: int) -> Bools:
    """Which proposals take a segment; each is looked at from its most overlapped one on."""
    hits = np.zeros(n_proposals, dtype=bool)
    taken: set[int] = set()
    enough = pairs.overlap >= threshold
    for proposal, segment in zip(
        pairs.proposal[enough].tolist(), pairs.segment[enough].tolist(), strict=True
    ):
        if not hits[proposal] and segment not in taken:
            hits[proposal] = True
            taken.add(segment)
    return hits
