"""Which pictures a clip is made of, and how long each is shown. Values only."""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil

MOST_A_SECOND = 30
"""Pictures: more would make files larger and no movement clearer."""


@dataclass(frozen=True, slots=True)
class Clip:
    """Frames ``[start, stop)`` of a recording in real time.

    Parameters
    ----------
    fps
        Of the recording. Above `MOST_A_SECOND`, every second, third … frame is shown.
    width, height
        Pixels.
    """

    start: int
    stop: int
    fps: float
    width: int
    height: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.stop:
            raise ValueError(f"frames [{self.start}, {self.stop}) are no clip")
        if not self.fps > 0:
            raise ValueError(f"a clip cannot have {self.fps} frames per second")
        if not (0 < self.width <= 8192 and 0 < self.height <= 8192):
            raise ValueError(f"a clip cannot be {self.width} × {self.height} pixels large")

    @property
    def frames(self) -> range:
        return range(self.start, self.stop, ceil(self.fps / MOST_A_SECOND))

    @property
    def seconds(self) -> float:
        return (self.stop - self.start) / self.fps

    def durations(self, tick_ms: int) -> list[int]:
        """For how many milliseconds each picture is shown, in whole ticks of a file format.

        Rounded where each begins, so that the clip as a whole never drifts.
        """
        begins = [1000 * (frame - self.start) / self.fps for frame in (*self.frames, self.stop)]
        ticks = [round(begin / tick_ms) for begin in begins]
        return [max(after - before, 1) * tick_ms for before, after in pairwise(ticks)]
