"""What became of each segment: found, with another class, missed, or never there."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from core.labels import UNKNOWN, Segment, Span
from core.metrics.report import Compared
from core.metrics.segment_detection import known_part
from core.pairing import paired


class Kind(Enum):
    """As people read it."""

    FOUND = "found"
    WRONG_CLASS = "wrong class"
    MISSED = "missed"
    SPURIOUS = "spurious"


@dataclass(frozen=True)
class Outcome:
    """A true segment and the prediction that is about the same action; one of them may be None.

    Parameters
    ----------
    true
        What a person says; None if nobody does.
    predicted
        The known part of what a model says; None if it says nothing.
    n_wrong
        Known frames of both in which the prediction is wrong.
    """

    true: Segment | None
    predicted: Segment | None
    n_wrong: int

    def __post_init__(self) -> None:
        if self.true is None and self.predicted is None:
            raise ValueError("an outcome is of a true or a predicted segment")

    @property
    def kind(self) -> Kind:
        if self.true is None:
            return Kind.SPURIOUS
        if self.predicted is None:
            return Kind.MISSED
        same = self.true.class_name == self.predicted.class_name
        return Kind.FOUND if same else Kind.WRONG_CLASS

    @property
    def span(self) -> Span:
        """From the first frame of either to the last."""
        both = [one for one in (self.true, self.predicted) if one]
        return Span(min(one.start for one in both), max(one.stop for one in both))

    @property
    def start_off(self) -> int:
        """Frames by which the predicted segment begins too late; 0 unless there are both."""
        return self.predicted.start - self.true.start if self.true and self.predicted else 0

    @property
    def stop_off(self) -> int:
        """Frames by which it stops too late."""
        return self.predicted.stop - self.true.stop if self.true and self.predicted else 0


def outcomes(compared: Compared, classes: Sequence[str]) -> tuple[Outcome, ...]:
    """Every true segment and every predicted one once, in order of time.

    Predictions are cut to known frames, as everywhere (`core.metrics.report`).

    Parameters
    ----------
    classes
        At least all that occur on either side.
    """
    said, true = compared.dense(classes)
    wrong = (said != true) & (true != UNKNOWN)
    known = sorted(known_part(compared.predicted, compared.truth))
    found = []
    for pair in paired(compared.truth.segments, known):
        frames = np.unique(np.concatenate([np.r_[one.start : one.stop] for one in pair if one]))
        found.append(Outcome(*pair, int(wrong[frames].sum())))
    return tuple(found)
