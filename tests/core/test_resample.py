import numpy as np
import pytest

from core.resample import Resampling


@pytest.mark.parametrize("fps", [29.97, 30, 28.6, 31.4])
def test_rates_near_the_models_are_used_frame_by_frame(fps: float) -> None:
    resampling = Resampling(100, fps)
    before, _, share = resampling.neighbours(0, resampling.n_model_frames)
    np.testing.assert_array_equal(before, np.arange(100))
    assert not share.any()


@pytest.mark.parametrize("fps", [10, 24, 50, 60, 100, 120, 250.5])
@pytest.mark.parametrize("n_frames", [1, 2, 101, 1000])
def test_a_straight_line_survives_the_way_to_the_model_and_back(fps: float, n_frames: int) -> None:
    resampling = Resampling(n_frames, fps)
    line = np.arange(n_frames) / fps
    before, after, share = resampling.neighbours(0, resampling.n_model_frames)
    seen = line[before] * (1 - share) + line[after] * share
    np.testing.assert_allclose(seen, np.arange(resampling.n_model_frames) / 30, atol=1e-5)
    # Beyond the last instant that the model saw, its last word stands.
    expected = np.minimum(line, seen[-1])
    np.testing.assert_allclose(resampling.back(seen), expected, atol=1e-5)


def test_at_four_times_the_rate_every_fourth_frame_is_taken_as_it_is() -> None:
    before, after, share = Resampling(401, 120).neighbours(0, 101)
    np.testing.assert_array_equal(before, np.arange(0, 401, 4))
    np.testing.assert_array_equal(after, before)
    assert not share.any()
