"""Frames and pixels: nothing may be off by one, nothing may be scrolled past an end."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.timeline.geometry import MAX_PIXELS_PER_FRAME, TimeScale, clock, tick_seconds
from core.labels import Span

scales = st.builds(
    lambda n, width, x, factor, scroll: (
        TimeScale.fitted(n, width).zoomed(x, factor).scrolled(scroll)
    ),
    n=st.integers(1, 10**6),
    width=st.integers(50, 4000),
    x=st.floats(0, 4000),
    factor=st.floats(0.5, 5000),
    scroll=st.floats(-(10**6), 10**6),
)


def test_fitted_shows_every_frame() -> None:
    scale = TimeScale.fitted(1000, 500)
    assert scale.x_of(0) == 0
    assert scale.x_of(1000) == 500
    assert scale.frame_at(499.99) == 999


def test_a_frame_covers_its_own_pixels_and_no_others() -> None:
    scale = TimeScale(100, 1000, first=10, frames_per_pixel=0.1)
    assert [scale.frame_at(x) for x in (0, 9.99, 10, 19.99)] == [10, 10, 11, 11]


def test_the_edge_nearest_to_a_pixel_may_be_the_end() -> None:
    scale = TimeScale.fitted(10, 100)
    assert scale.edge_at(0) == 0
    assert scale.edge_at(14.9) == 1
    assert scale.edge_at(15.1) == 2
    assert scale.edge_at(100) == 10


@given(scales)
def test_what_is_in_sight_lies_within_the_recording(scale: TimeScale) -> None:
    assert scale.first >= 0
    assert scale.last <= scale.n_frames * (1 + 1e-9)
    assert scale.frames_per_pixel >= 1 / MAX_PIXELS_PER_FRAME * (1 - 1e-9) or scale.is_fitted


@given(scales, st.floats(0, 1))
def test_frame_at_inverts_x_of(scale: TimeScale, share: float) -> None:
    frame = scale.frame_at(share * scale.width)
    middle = scale.x_of(frame + 0.5)
    assert scale.frame_at(middle) == frame


@given(scales, st.floats(0, 1), st.floats(1, 3))
def test_zooming_in_keeps_what_is_under_the_pointer(
    scale: TimeScale, share: float, factor: float
) -> None:
    x = share * scale.width
    before = scale.first + x * scale.frames_per_pixel
    closer = scale.zoomed(x, factor)
    after = closer.first + x * closer.frames_per_pixel
    assert math.isclose(before, after, abs_tol=1e-6 * scale.n_frames + 1e-6)


def test_zooming_out_ends_at_the_whole_recording() -> None:
    scale = TimeScale.fitted(1000, 500).zoomed(100, 10).zoomed(400, 1e-9)
    assert scale.first == pytest.approx(0)
    assert scale.last == pytest.approx(1000)


def test_resizing_keeps_fitted_fitted_and_zoom_zoomed() -> None:
    assert TimeScale.fitted(1000, 500).resized(800).is_fitted
    zoomed = TimeScale.fitted(1000, 500).zoomed(0, 4)
    assert zoomed.resized(800).frames_per_pixel == zoomed.frames_per_pixel


def test_paging_follows_the_playhead() -> None:
    scale = TimeScale.fitted(1000, 100).zoomed(0, 10)
    assert scale.showing(50) is scale
    turned = scale.showing(500)
    assert turned.first < 500 < turned.last


@given(
    scales,
    st.lists(st.integers(0, 10**6), min_size=2, max_size=60, unique=True).map(sorted),
)
def test_visible_finds_exactly_what_a_scan_finds(scale: TimeScale, edges: list[int]) -> None:
    spans = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    scanned = [s for s in spans if s.stop > scale.first and s.start < scale.last]
    assert spans[scale.visible(spans)] == scanned


def test_ticks_are_round_and_far_enough_apart() -> None:
    assert tick_seconds(1 / 30) == 5
    assert tick_seconds(0.0001) == 0.05
    assert tick_seconds(100) == 14400


@pytest.mark.parametrize(
    ("seconds", "step", "text"),
    [
        (5, 1, "0:05"),
        (65, 5, "1:05"),
        (3725, 60, "1:02:05"),
        (0.25, 0.05, "0:00.25"),
        (59.96, 0.1, "1:00.0"),
        (61.5, 0.5, "1:01.5"),
    ],
)
def test_clock(seconds: float, step: float, text: str) -> None:
    assert clock(seconds, step) == text
