import math

import numpy as np
import pytest

from core.metrics.average_precision import average_precision, mean_average_precision


@pytest.mark.parametrize(
    ("hits", "n_true", "expected"),
    [
        ([1], 1, 1),
        ([0, 1], 1, 1 / 2),
        ([1, 0], 1, 1),
        ([1, 1], 4, 1 / 2),
        # Precision 1, 1/2, 2/3, 3/4: the envelope lifts the third to 3/4.
        ([1, 0, 1, 1], 3, (1 + 3 / 4 + 3 / 4) / 3),
        ([0, 0], 2, 0),
        ([], 2, 0),
    ],
)
def test_average_precision(hits: list[int], n_true: int, expected: float) -> None:
    assert average_precision(np.array(hits, dtype=bool), n_true) == pytest.approx(expected)


def test_with_nothing_to_find_there_is_no_average_precision() -> None:
    assert math.isnan(average_precision(np.array([False]), 0))


def test_the_mean_is_over_the_groups_to_be_found() -> None:
    hits, groups = np.array([True, False, False]), np.array(["a", "c", "a"])
    assert mean_average_precision(hits, groups, np.array(["b", "a"])) == 1 / 2
    assert math.isnan(mean_average_precision(hits, groups, np.array([], dtype=str)))
