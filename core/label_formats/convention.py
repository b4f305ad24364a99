"""How label formats count, as data: unit, first number, which end belongs, what gets lost.

All frames and times of all formats go through `Convention.places` and `Convention.numbers`, so what
a convention says is what is done. Knows no format and no file.
"""

from dataclasses import dataclass
from math import floor, isfinite

FRAMES, SECONDS, MILLISECONDS = "frames", "s", "ms"
_PER_SECOND = {SECONDS: 1.0, MILLISECONDS: 1000.0}

TRACKS, REVIEWED, SCORES, NOTES, BORDERS = "tracks", "reviewed", "scores", "notes", "borders"
LOSSES = {
    TRACKS: "on which track a segment is",
    REVIEWED: "which frames were reviewed without a class",
    SCORES: "scores",
    NOTES: "notes",
    BORDERS: "the border between two segments of one class that touch",
}
"""What a format may be unable to keep, in words."""
EVERYTHING = frozenset(LOSSES)


@dataclass(frozen=True)
class Clock:
    """How the time of a label file runs beside the frames of a recording.

    Parameters
    ----------
    fps
        Of the recording; None if nobody knows, which formats that count frames do not mind.
    n_frames
        Of the recording; None if it is not known.
    offset
        Seconds on the clock of the file at which frame 0 begins.
    recording
        Its name: which of several recordings in a file is meant; empty if there is only one.
    """

    fps: float | None = None
    n_frames: int | None = None
    offset: float = 0.0
    recording: str = ""

    def __post_init__(self) -> None:
        if self.fps is not None and not (isfinite(self.fps) and 0 < self.fps <= 100_000):
            raise ValueError(f"a recording cannot have {self.fps} frames per second")
        if self.n_frames is not None and self.n_frames < 1:
            raise ValueError(f"a recording cannot have {self.n_frames} frames")
        if not isfinite(self.offset):
            raise ValueError(f"labels cannot begin {self.offset} s after the recording")


@dataclass(frozen=True)
class Convention:
    """How one format counts.

    Parameters
    ----------
    unit
        `FRAMES`, `SECONDS` or `MILLISECONDS`.
    base
        The number of the first frame; 0 for times.
    inclusive
        Whether the frame that is called the end belongs to a segment.
    digits
        Decimals that are written; times are rounded to the nearest such number.
    keeps
        Which of `EVERYTHING` a file can hold.
    """

    unit: str
    base: int = 0
    inclusive: bool = False
    digits: int = 0
    keeps: frozenset[str] = EVERYTHING

    def __post_init__(self) -> None:
        if self.unit not in (FRAMES, *_PER_SECOND):
            raise ValueError(f"{self.unit!r} is none of frames, s, ms")
        if self.unit != FRAMES and (self.base or self.inclusive):
            raise ValueError("times begin at 0 and ranges of times do not contain their end")

    @property
    def loses(self) -> tuple[str, ...]:
        """What cannot be kept, in words."""
        return tuple(words for name, words in LOSSES.items() if name not in self.keeps)

    def places(self, start: float, stop: float, clock: Clock) -> tuple[float, float]:
        """Where on the axis of frames two numbers of a file are: frame k is ``[k, k + 1)``."""
        if self.unit == FRAMES:
            return start - self.base, stop - self.base + self.inclusive
        return self._place(start, clock), self._place(stop, clock)

    def numbers(self, start: int, stop: int, clock: Clock) -> tuple[float, float]:
        """How a file calls frames ``[start, stop)``; the inverse of `places`."""
        if self.unit == FRAMES:
            return start + self.base, stop + self.base - self.inclusive
        return self._number(start, clock), self._number(stop, clock)

    def tells_apart(self, clock: Clock) -> bool:
        """Whether no two edges of frames get the same number."""
        return self.unit == FRAMES or _rate(clock) <= _PER_SECOND[self.unit] * 10**self.digits

    def slack(self, clock: Clock) -> float:
        """Frames by which a time may be earlier than the edge that it was written for."""
        if self.unit == FRAMES:
            return 0.0
        return min(0.5 * _rate(clock) / (_PER_SECOND[self.unit] * 10.0**self.digits), 0.5)

    @property
    def step(self) -> str:
        """What lies between two numbers that can be written."""
        if self.unit == FRAMES:
            return "1 frame"
        digits = self.digits + (3 if self.unit == MILLISECONDS else 0)
        return {3: "1 ms", 6: "1 µs"}.get(digits, f"{10.0**-digits:g} s")

    def shown(self, start: float, stop: float) -> str:
        """A range as the format has it, for a message."""
        if self.unit != FRAMES:
            return f"{start:g} to {stop:g} {self.unit}"
        return (
            f"frames {start:g} to {stop:g}" if self.inclusive else f"frames [{start:g}, {stop:g})"
        )

    def _place(self, number: float, clock: Clock) -> float:
        return (number / _PER_SECOND[self.unit] - clock.offset) * _rate(clock)

    def _number(self, frame: int, clock: Clock) -> float:
        seconds = frame / _rate(clock) + clock.offset
        return round(seconds * _PER_SECOND[self.unit], self.digits)


def nearest(place: float) -> int:
    """The edge between two frames that is nearest to a place; of two as near, the later."""
    return floor(place + 0.5)


def _rate(clock: Clock) -> float:
    if clock.fps is None:
        raise ValueError("holds times: say which recording they are of, for its frame rate")
    return clock.fps
