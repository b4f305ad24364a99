import math

import numpy as np
import pytest

from core.labels import UNKNOWN
from core.metrics.confusion import confusion, precision_and_recall


def test_rows_are_true_and_columns_predicted() -> None:
    predicted = [np.array([0, 1, 1, 2]), np.array([2, 2])]
    truth = [np.array([0, 0, 1, 2]), np.array([0, UNKNOWN])]
    assert confusion(predicted, truth, 3).tolist() == [[1, 1, 1], [0, 1, 0], [0, 0, 1]]


def test_it_counts_like_a_loop() -> None:
    rng = np.random.default_rng(0)
    said, true = rng.integers(0, 4, 500), rng.integers(-1, 4, 500)
    counts = confusion([said], [true], 4)
    for row in range(4):
        for column in range(4):
            assert counts[row, column] == ((true == row) & (said == column)).sum()


def test_precision_and_recall() -> None:
    counts = np.array([[6, 2, 0], [4, 0, 0], [0, 0, 0]])
    assert precision_and_recall(counts, 0) == (0.6, 0.75)
    assert precision_and_recall(counts, 1) == (0, 0)
    assert all(map(math.isnan, precision_and_recall(counts, 2)))


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match=r"\(3,\) predicted labels for \(4,\)"):
        confusion([np.zeros(3, int)], [np.zeros(4, int)], 1)
