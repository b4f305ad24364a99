"""One number for a ranked list of proposals. Knows nothing of what makes a proposal right."""

from typing import Any

import numpy as np
import numpy.typing as npt

Bools = npt.NDArray[np.bool_]


def average_precision(hits: Bools, n_true: int) -> float:
    """Area under the precision-recall curve, all points, as in PASCAL VOC since 2010.

    The precision at a recall is the best one at that recall or a higher one. Without anything to
    find it is not a number.

    Parameters
    ----------
    hits
        ``(n_proposals,)``, the surest first: whether each finds what none before it has found.
    n_true
        How many there are to find.
    """
    if not n_true:
        return float("nan")
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    best_from_here = np.maximum.accumulate(precision[::-1])[::-1]
    # Recall rises at hits only, by the same step each time.
    return float(best_from_here[hits].sum() / n_true)


def mean_average_precision(hits: Bools, groups: npt.NDArray[Any], true: npt.NDArray[Any]) -> float:
    """Mean over the groups, such as classes, that there is something to find of.

    Proposals of other groups do not count; without any group it is not a number.

    Parameters
    ----------
    hits
        ``(n_proposals,)``, as in `average_precision`.
    groups
        ``(n_proposals,)``: the group of each proposal.
    true
        ``(n_true,)``: the group of each true segment.
    """
    names, counts = np.unique(true, return_counts=True)
    each = [
        average_precision(hits[groups == name], int(count))
        for name, count in zip(names, counts, strict=True)
    ]
    return float(np.mean(each)) if each else float("nan")
