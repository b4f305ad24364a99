"""A clip lasts as long as its frames did, at any rate and in any file's ticks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.export.clip import MOST_A_SECOND, Clip


@given(
    st.integers(0, 10**6),
    st.integers(1, 500),
    st.floats(0.5, 2000),
    st.sampled_from([1, 10]),
)
def test_it_never_drifts(start: int, n_frames: int, fps: float, tick_ms: int) -> None:
    clip = Clip(start, start + n_frames, fps, 64, 48)
    durations = clip.durations(tick_ms)
    assert len(durations) == len(clip.frames)
    assert all(d % tick_ms == 0 and d > 0 for d in durations)
    # The last picture may be due for less than a tick.
    assert abs(sum(durations) - 1000 * clip.seconds) <= 1.5 * tick_ms


@pytest.mark.parametrize(
    ("fps", "step"), [(15.0, 1), (29.97, 1), (30.0, 1), (58.83, 2), (60.0, 2), (120.0, 4)]
)
def test_no_more_pictures_a_second_than_eyes_need(fps: float, step: int) -> None:
    clip = Clip(10, 250, fps, 64, 48)
    assert clip.frames == range(10, 250, step)
    assert len(clip.frames) / clip.seconds <= MOST_A_SECOND + 1


def test_thirty_a_second_alternate_in_hundredths() -> None:
    assert Clip(0, 6, 30.0, 64, 48).durations(10) == [30, 40, 30, 30, 40, 30]


@pytest.mark.parametrize(
    "wrong",
    [(5, 5, 30.0, 64, 48), (-1, 5, 30.0, 64, 48), (0, 5, 0.0, 64, 48), (0, 5, 30.0, 0, 48)],
)
def test_what_is_no_clip_is_refused(wrong: tuple[int, int, float, int, int]) -> None:
    with pytest.raises(ValueError, match=r"clip"):
        Clip(*wrong)
