"""The heat strip never loses a peak and never smears one over more pixels than it covers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.timeline.geometry import TimeScale
from app.timeline.heat import HeatPyramid


@given(
    st.integers(1, 3000),
    st.integers(1, 400),
    st.floats(1, 300),
    st.floats(0, 1),
    st.integers(0, 2**32 - 1),
)
def test_each_pixel_holds_at_least_the_maximum_of_its_frames(
    n_frames: int, width: int, zoom: float, share: float, seed: int
) -> None:
    random = np.random.default_rng(seed)
    values = random.integers(0, 256, (n_frames, 3), dtype=np.uint8)
    scale = TimeScale.fitted(n_frames, width).zoomed(share * width, zoom)
    columns = HeatPyramid(values / np.float32(255)).columns(scale)
    assert columns.shape == (2, int(scale.width))
    reach = int(np.ceil(2 * max(scale.frames_per_pixel, 1)))
    for x in random.integers(0, width, 8):
        first = int(np.floor(scale.first + x * scale.frames_per_pixel + 1e-6))
        stop = int(np.ceil(scale.first + (x + 1) * scale.frames_per_pixel - 1e-6))
        stop = min(max(stop, first + 1), n_frames)
        exact = values[first:stop, :2].max(axis=0, initial=0)
        near = values[max(first - reach, 0) : stop + reach, :2].max(axis=0, initial=0)
        assert (columns[:, x] >= exact).all()
        assert (columns[:, x] <= near).all()


def test_a_single_frame_survives_at_any_zoom() -> None:
    probabilities = np.zeros((1_000_000, 2), dtype=np.float32)
    probabilities[123_456, 0] = 1
    columns = HeatPyramid(probabilities).columns(TimeScale.fitted(1_000_000, 300))
    seen = np.flatnonzero(columns[0]).tolist()
    assert int(123_456 / 1_000_000 * 300) in seen
    assert len(seen) <= 2
