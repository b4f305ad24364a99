"""Where frames are on the screen. Pure functions and values: no widget, no painting."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.labels import Span

MAX_PIXELS_PER_FRAME = 40.0
"""Closer than this, a frame is wider than any hand needs."""

_TICK_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Frame ↔ pixel: frame ``first`` is at the left edge of ``width`` pixels.

    A frame is as wide as a frame: pixel ``x_of(f)`` is where it starts, ``x_of(f + 1)`` where it
    ends, so a half-open range ``[start, stop)`` covers exactly ``[x_of(start), x_of(stop))``.
    """

    n_frames: int
    width: float
    first: float = 0.0
    frames_per_pixel: float = 1.0

    @classmethod
    def fitted(cls, n_frames: int, width: float) -> "TimeScale":
        """The whole recording over the whole width."""
        width = max(1.0, width)
        return cls(n_frames, width, 0.0, max(n_frames, 1) / width)

    @property
    def last(self) -> float:
        """The frame (a fraction) at the right edge."""
        return self.first + self.width * self.frames_per_pixel

    @property
    def is_fitted(self) -> bool:
        """Whether the whole recording is in sight, whatever rounding did to the ends."""
        slack = 1e-6 * max(self.n_frames, 1)
        return self.first <= slack and self.last >= self.n_frames - slack

    def x_of(self, frame: float) -> float:
        return (frame - self.first) / self.frames_per_pixel

    def frame_at(self, x: float) -> int:
        """The frame under a pixel, one of the recording's."""
        frame = int((self.first + x * self.frames_per_pixel) // 1)
        return max(0, min(frame, self.n_frames - 1))

    def edge_at(self, x: float) -> int:
        """The boundary between frames nearest to a pixel, 0 to ``n_frames``."""
        return max(0, min(round(self.first + x * self.frames_per_pixel), self.n_frames))

    def zoomed(self, x: float, factor: float) -> "TimeScale":
        """``factor`` times closer; what is under pixel ``x`` stays there if the ends allow."""
        widest = TimeScale.fitted(self.n_frames, self.width).frames_per_pixel
        closest = min(1 / MAX_PIXELS_PER_FRAME, widest)
        frames_per_pixel = max(closest, min(self.frames_per_pixel / factor, widest))
        under = self.first + x * self.frames_per_pixel
        return replace(
            self, first=under - x * frames_per_pixel, frames_per_pixel=frames_per_pixel
        )._held()

    def scrolled(self, pixels: float) -> "TimeScale":
        """Later by so many pixels."""
        return replace(self, first=self.first + pixels * self.frames_per_pixel)._held()

    def starting_at(self, frame: float) -> "TimeScale":
        return replace(self, first=frame)._held()

    def resized(self, width: float) -> "TimeScale":
        """As wide as this: fitted stays fitted, else the left edge and the zoom stay."""
        if self.is_fitted:
            return TimeScale.fitted(self.n_frames, width)
        widest = TimeScale.fitted(self.n_frames, width).frames_per_pixel
        return replace(
            self, width=width, frames_per_pixel=min(self.frames_per_pixel, widest)
        )._held()

    def showing(self, frame: int) -> "TimeScale":
        """The same zoom, turned like a page when the frame is not in sight."""
        if self.first <= frame < self.last:
            return self
        return self.starting_at(frame - 0.1 * self.width * self.frames_per_pixel)

    def _held(self) -> "TimeScale":
        """Within the recording: never scrolled past an end."""
        latest = max(0.0, self.n_frames - self.width * self.frames_per_pixel)
        return replace(self, first=max(0.0, min(self.first, latest)))

    def visible(self, spans: Sequence[Span]) -> slice:
        """Which of ordered, non-overlapping spans are in sight; O(log n)."""
        begin = bisect_right(spans, self.first, key=lambda span: span.stop)
        return slice(begin, bisect_left(spans, self.last, key=lambda span: span.start))


def tick_seconds(seconds_per_pixel: float, room: float = 90.0) -> float:
    """The step between labelled ticks: the smallest round one at least ``room`` pixels wide."""
    wanted = seconds_per_pixel * room
    small = next((s for s in (0.05, 0.1, 0.2, 0.5) if s >= wanted), None)
    return small or next((float(s) for s in _TICK_STEPS if s >= wanted), float(_TICK_STEPS[-1]))


def clock(seconds: float, step: float = 1.0) -> str:
    """A time for the ruler: ``0:05``, ``1:02:05``, with decimals where the step needs them."""
    digits = 0 if step >= 1 else 1 if step >= 0.1 else 2
    total = round(seconds, digits)
    minutes, rest = divmod(total, 60)
    hours, minutes = divmod(int(minutes), 60)
    width = 2 if digits == 0 else 3 + digits
    tail = (
        f"{minutes:02d}:{rest:0{width}.{digits}f}"
        if hours
        else f"{minutes}:{rest:0{width}.{digits}f}"
    )
    return f"{hours}:{tail}" if hours else tail
