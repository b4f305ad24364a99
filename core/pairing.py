"""Which segments of two accounts of a recording are about the same action."""

from collections.abc import Sequence

from core.labels import Segment
from core.spans import Spans, overlap

LEAST = 0.25
"""Intersection over union below which two segments are taken for different actions."""

Pair = tuple[Segment | None, Segment | None]


def paired(one: Sequence[Segment], other: Sequence[Segment]) -> tuple[Pair, ...]:
    """Every segment of either side once, beside its counterpart or None, in order of time.

    Counterparts overlap by at least `LEAST`. Those of one class find each other first, then those
    that overlap most, in a tie the earlier.

    Parameters
    ----------
    one, other
        In order of time, none overlapping the next of its side.
    """
    counterparts = _counterparts(one, other)
    taken = set(counterparts.values())
    pairs: list[Pair] = [
        (mine, other[counterparts[number]] if number in counterparts else None)
        for number, mine in enumerate(one)
    ]
    pairs += [(None, theirs) for number, theirs in enumerate(other) if number not in taken]
    return tuple(sorted(pairs, key=_begin))


def _counterparts(one: Sequence[Segment], other: Sequence[Segment]) -> dict[int, int]:
    """The numbers of those on the one side that have a counterpart, and the number of that."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, mine, theirs in sorted(_candidates(one, other)):
        if mine not in found and theirs not in taken:
            found[mine] = theirs
            taken.add(theirs)
    return found


def _candidates(
    one: Sequence[Segment], other: Sequence[Segment]
) -> list[tuple[bool, float, int, int]]:
    """Whether they differ in class, their overlap, negative, and the numbers of both."""
    spans = Spans.of(other)
    candidates = []
    for mine, segment in enumerate(one):
        first = spans.n_begun(segment.start) - 1
        for theirs in range(max(first, 0), spans.n_begun(segment.stop - 1)):
            share = overlap(segment, other[theirs])
            if share >= LEAST:
                different = segment.class_name != other[theirs].class_name
                candidates.append((different, -share, mine, theirs))
    return candidates


def _begin(pair: Pair) -> int:
    return min(segment.start for segment in pair if segment)
