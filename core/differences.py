"""Where two people say different things about a recording."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.agreement import both_known
from core.labels import UNKNOWN, LabelTrack, runs
from core.spans import Span


@dataclass(frozen=True, slots=True, order=True)
class Difference(Span):
    """Frames ``[start, stop)`` where one says one class and the other another.

    An empty name is background. Where either has not looked there is no difference.
    """

    one: str
    other: str


def differences(one: LabelTrack, other: LabelTrack, classes: Sequence[str]) -> Iterator[Difference]:
    """All of them, in order of time, each as long as both say the same throughout."""
    names = (*classes, "")
    a, b = both_known(one, other, classes)
    pairs = np.where((a == b) | (a == UNKNOWN), UNKNOWN, a * len(names) + b)
    for start, stop, pair in runs(pairs):
        if pair != UNKNOWN:
            mine, theirs = divmod(pair, len(names))
            yield Difference(start, stop, names[mine], names[theirs])
