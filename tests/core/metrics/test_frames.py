import math

import numpy as np
import pytest

from core.metrics.frames import frame_accuracy


def test_frames_of_all_recordings_count_alike_and_unknown_ones_do_not() -> None:
    predicted = [np.array([0, 1, 2, 2]), np.array([1])]
    truth = [np.array([0, 1, 1, -1]), np.array([1])]
    assert frame_accuracy(predicted, truth) == 3 / 4


def test_without_a_known_frame_there_is_no_accuracy() -> None:
    assert math.isnan(frame_accuracy([np.array([0])], [np.array([-1])]))


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="predicted labels"):
        frame_accuracy([np.array([0])], [np.array([0, 1])])
