"""How far two people agree about a recording, where both have looked.

Frames are durations: all frames last equally long. For one class, of ``n`` frames that both have
looked at, ``a`` have it by both, ``b`` and ``c`` by one only, ``d`` by none:

- positive agreement ``2a / (2a + b + c)``, negative agreement ``2d / (2d + b + c)`` and prevalence
  index ``(a - d) / n`` as Cockx et al. 2022, 'The gray area of freezing of gait annotation'
  (doi:10.1002/mdc3.13556), ask for in place of kappa, which falls with rare classes;
- kappa over all classes and background together (Cohen 1960).

What there is none of to agree about is not a number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.labels import UNKNOWN, LabelTrack
from core.metrics.segments import f1_at

OVERLAPS = (0.1, 0.25, 0.5)
"""Intersections over union at which segments are compared."""

Labels = npt.NDArray[np.integer]


@dataclass(frozen=True)
class ClassAgreement:
    """About one class: the agreements lie between 0 and 1, the prevalence between -1 and 1.

    A prevalence of 0 is a class that happens as much as it does not, -1 one that never happens.
    """

    positive: float
    negative: float
    prevalence: float


@dataclass(frozen=True)
class Agreement:
    """How far two tracks agree.

    Parameters
    ----------
    n_frames
        That both have looked at; all figures are about those.
    kappa
        1 for equal tracks, 0 for what chance would do.
    classes
        Of each class.
    f1
        By intersection over union: of the first track's segments if the second is right, and the
        other way round. They differ where a segment of one meets several of the other.
    """

    n_frames: int
    kappa: float
    classes: dict[str, ClassAgreement]
    f1: dict[float, tuple[float, float]]


def agreement(one: LabelTrack, other: LabelTrack, classes: Sequence[str]) -> Agreement:
    """Compare the tracks of two people about the same recording."""
    a, b = both_known(one, other, classes)
    looked = a != UNKNOWN
    kappa = cohens_kappa(a[looked], b[looked])
    each = {
        name: class_agreement(a[looked] == number, b[looked] == number)
        for number, name in enumerate(classes)
    }
    f1 = {
        overlap: (f1_at(overlap, [a], [b], len(classes)), f1_at(overlap, [b], [a], len(classes)))
        for overlap in OVERLAPS
    }
    return Agreement(int(looked.sum()), kappa, each, f1)


def cohens_kappa(one: Labels, other: Labels) -> float:
    """Agreement of two ``(n,)`` arrays of class numbers beyond that of independent raters."""
    if not len(one):
        return float("nan")
    n_classes = int(max(one.max(), other.max())) + 1
    chance = np.bincount(one, minlength=n_classes) @ np.bincount(other, minlength=n_classes)
    expected = float(chance) / len(one) ** 2
    observed = float((one == other).mean())
    return (observed - expected) / (1 - expected) if expected < 1 else float("nan")


def class_agreement(one: npt.NDArray[np.bool_], other: npt.NDArray[np.bool_]) -> ClassAgreement:
    """From two ``(n,)`` arrays that say in which frames the class happens."""
    both, neither = int((one & other).sum()), int((~one & ~other).sum())
    differing = len(one) - both - neither
    return ClassAgreement(
        positive=_ratio(2 * both, 2 * both + differing),
        negative=_ratio(2 * neither, 2 * neither + differing),
        prevalence=_ratio(both - neither, len(one)),
    )


def both_known(
    one: LabelTrack, other: LabelTrack, classes: Sequence[str]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Dense labels of both, ``(n_frames,)``, `UNKNOWN` wherever either has not looked."""
    if one.n_frames != other.n_frames:
        raise ValueError(
            f"tracks {one.name!r} and {other.name!r} are of {one.n_frames} and "
            f"{other.n_frames} frames, so they are not about the same recording"
        )
    a, b = one.dense(classes), other.dense(classes)
    unknown = (a == UNKNOWN) | (b == UNKNOWN)
    return np.where(unknown, UNKNOWN, a), np.where(unknown, UNKNOWN, b)


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
