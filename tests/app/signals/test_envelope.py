"""At any zoom the curve reaches every minimum and maximum, and never goes beyond."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.signals.envelope import Envelope
from app.timeline.geometry import TimeScale


@given(
    st.integers(1, 3000),
    st.integers(1, 300),
    st.floats(1, 300),
    st.floats(0, 1),
    st.integers(0, 2**32 - 1),
)
def test_what_is_in_sight_has_its_extremes(
    n_frames: int, width: int, zoom: float, share: float, seed: int
) -> None:
    random = np.random.default_rng(seed)
    values = random.normal(size=n_frames).astype(np.float32)
    values[random.random(n_frames) < 0.2] = np.nan
    scale = TimeScale.fitted(n_frames, width).zoomed(share * width, zoom)
    x, y = Envelope(values).points(scale)
    assert len(x) == len(y) <= 4 * scale.width + 12
    assert (np.diff(x) >= 0).all()
    seen = values[int(scale.first) : int(np.ceil(scale.last))]
    if np.isfinite(seen).any():
        assert np.nanmin(y) <= np.nanmin(seen)
        assert np.nanmax(y) >= np.nanmax(seen)
    assert np.isin(y[np.isfinite(y)], values).all()


def test_near_by_a_frame_is_its_very_value_at_its_middle() -> None:
    values = np.arange(10, dtype=np.float32)
    x, y = Envelope(values).points(TimeScale(10, 40, first=2.0, frames_per_pixel=0.1))
    assert x.tolist() == (y + 0.5).tolist()
    assert x[0] < 2.0
    assert x[-1] > 6.0


def test_a_hole_stays_a_hole_until_it_is_smaller_than_a_pixel() -> None:
    values = np.ones(1024, dtype=np.float32)
    values[512:768] = np.nan
    x, y = Envelope(values).points(TimeScale.fitted(1024, 64))
    assert x[np.isnan(y)].min() == pytest.approx(520)
    assert x[np.isnan(y)].max() == pytest.approx(760)


def test_the_range_is_that_of_all_values() -> None:
    values = np.array([np.nan, 3, -2, 8, np.nan], dtype=np.float32)
    envelope = Envelope(values)
    assert (envelope.lowest, envelope.highest) == (-2, 8)
    assert np.isnan(Envelope(np.full(3, np.nan, np.float32)).highest)
