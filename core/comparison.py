"""An old and a new model on the same recordings: what a person sees before one replaces the other.

Only frames that somebody has looked at are judged (`core.metrics.report`). What changed is told of
all recordings, also of those that nobody has labelled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.metrics.report import Compared, report
from core.metrics.segment_detection import segment_map
from core.revisions import Revision, Rivals, revisions, worst_first

FRAMES = "frames"
"""The name of the F1 of frames, beside those of segments, which go by their overlap."""

Figures = Mapping[str, Any]


@dataclass(frozen=True)
class ClassComparison:
    """One class under both models.

    Parameters
    ----------
    name
        Of the class.
    n_frames
        True ones, of those that count.
    old, new
        F1 between 0 and 1 by ``"frames"``, ``"10"``, ``"25"`` and ``"50"``; not a number where
        neither the truth nor the model speaks of the class.
    """

    name: str
    n_frames: int
    old: Mapping[str, float]
    new: Mapping[str, float]

    @property
    def difference(self) -> dict[str, float]:
        """By how much the new model is better."""
        return {name: self.new[name] - value for name, value in self.old.items()}


@dataclass(frozen=True)
class Comparison:
    """All that can be said for and against a new model.

    Parameters
    ----------
    old_model, new_model
        Names.
    classes
        All that occur in the labels or in what either model says.
    recordings
        Names of all that were predicted.
    judged
        Of those, the names of those in which any frame is known. The figures are about these.
    old, new
        What `core.metrics.report.report` says of each model, its mAP by the scores of segments;
        empty if nothing can be judged. ``confusion`` has a row and a column for each of
        ``classes`` and then background.
    revisions
        What changed, the worst first.
    """

    old_model: str
    new_model: str
    classes: tuple[str, ...]
    recordings: tuple[str, ...]
    judged: tuple[str, ...] = ()
    old: Figures = field(default_factory=dict)
    new: Figures = field(default_factory=dict)
    revisions: tuple[Revision, ...] = ()

    def __post_init__(self) -> None:
        if strangers := set(self.judged) - set(self.recordings):
            raise ValueError(f"{sorted(strangers)[0]!r} is judged but was not predicted")
        if bool(self.judged) != bool(self.old) or bool(self.judged) != bool(self.new):
            raise ValueError("figures are about recordings that are judged, and only about those")

    @property
    def per_class(self) -> tuple[ClassComparison, ...]:
        """Every class under both models; none if nothing can be judged."""
        if not self.judged:
            return ()
        return tuple(
            ClassComparison(
                name,
                self.old["per_class"][name]["frames"],
                _f1(self.old, number, name),
                _f1(self.new, number, name),
            )
            for number, name in enumerate(self.classes)
        )


def compare(
    rivals: Sequence[Rivals], old_model: str, new_model: str, classes: Sequence[str] = ()
) -> Comparison:
    """Judge what two models say.

    Parameters
    ----------
    rivals
        What both say about each recording, which neither of them has been trained on.
    classes
        Those of the project in their order; others that occur come after them.
    """
    names = tuple(dict.fromkeys((*classes, *_occurring(rivals))))
    judged = [one for one in rivals if one.is_known]
    return Comparison(
        old_model,
        new_model,
        names,
        recordings=tuple(one.name for one in rivals),
        judged=tuple(one.name for one in judged),
        old=_figures([_compared(one, new=False) for one in judged], names),
        new=_figures([_compared(one, new=True) for one in judged], names),
        revisions=worst_first([each for one in rivals for each in revisions(one, names)]),
    )


def _occurring(rivals: Sequence[Rivals]) -> tuple[str, ...]:
    said = {s.class_name for one in rivals for s in (*one.old, *one.new)}
    labelled = {s.class_name for one in rivals if one.truth for s in one.truth.segments}
    return tuple(sorted(said | labelled))


def _compared(rivals: Rivals, *, new: bool) -> Compared:
    assert rivals.truth is not None
    return Compared(rivals.name, rivals.new if new else rivals.old, rivals.truth)


def _figures(compared: Sequence[Compared], classes: Sequence[str]) -> Figures:
    if not compared:
        return {}
    precision = segment_map([one.predicted for one in compared], [one.truth for one in compared])
    return report(compared, classes, precision)


def _f1(figures: Figures, number: int, name: str) -> dict[str, float]:
    return {FRAMES: _frame_f1(figures["confusion"], number), **figures["per_class"][name]["f1"]}


def _frame_f1(confusion: Sequence[Sequence[int]], number: int) -> float:
    """Not a number if neither the truth nor the model speaks of the class."""
    true, said = sum(confusion[number]), sum(row[number] for row in confusion)
    return 2 * confusion[number][number] / (true + said) if true + said else float("nan")
