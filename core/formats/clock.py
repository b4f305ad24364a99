"""What columns of times and frame numbers say: the rate, and which frames are not there."""

from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

FPS = 30.0
"""Of a file that does not say its rate."""

# Units of time that files use; the one that makes the rate most ordinary is taken.
_SECONDS = (1.0, 1e-3, 1e-6, 1e-7, 1e-9)
_SLOWEST, _ORDINARY, _FASTEST = 1.0, 60.0, 1500.0
_SNAP = 2e-4
_PAUSE = 1.5
_MOST_FILLED = 10


@dataclass(frozen=True, eq=False)
class Clock:
    """When rows were measured.

    Parameters
    ----------
    fps
        Frames per second.
    frames
        ``(n_rows,)``: which frame each row is, counted from 0, in increasing order.
    warnings
        What was odd.
    """

    fps: float
    frames: npt.NDArray[np.intp]
    warnings: tuple[str, ...] = ()

    @property
    def n_frames(self) -> int:
        return int(self.frames[-1]) + 1

    @classmethod
    def of(
        cls, n_rows: int, numbers: Floats | None, times: Floats | None, fps: float = 0.0
    ) -> "Clock":
        """From what a file has of frame numbers, times in any unit, and a rate it states."""
        frames, odd = _frames(n_rows, numbers)
        if fps > 0:
            return cls(fps, frames, odd)
        measured, odder = _rate(times, frames)
        return cls(measured, frames, (*odd, *odder))

    def spread(self, rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Rows ``(n_rows, ...)`` at their frames; frames that are not in the file are missing."""
        if self.n_frames == len(rows):
            return rows
        frames = np.full((self.n_frames, *rows.shape[1:]), np.nan, dtype=np.float32)
        frames[self.frames] = rows
        return frames


def _frames(n_rows: int, numbers: Floats | None) -> tuple[npt.NDArray[np.intp], tuple[str, ...]]:
    in_order = np.arange(n_rows)
    if numbers is None:
        return in_order, ()
    steps = np.diff(numbers)
    if not np.isfinite(numbers).all() or (numbers % 1).any() or (steps < 1).any():
        return in_order, ("the frame numbers do not count up; rows are counted instead",)
    gaps, each = steps - 1, int(steps.min(initial=np.inf)) if len(steps) else 1
    if each > 1 and not (steps % each).any():
        # Every n-th frame was exported; there is nothing between them to be missing.
        numbers, gaps = numbers / each, steps / each - 1
    if gaps.sum() > _MOST_FILLED * n_rows:
        return in_order, ("the frame numbers jump too far; rows are counted instead",)
    said = []
    if numbers[0] > 1:
        said.append(f"the file begins with frame number {numbers[0]:.0f}, here frame 0")
    if gaps.any():
        said.append(f"{gaps.sum():.0f} frames are not in the file; they are shown as missing")
    return (numbers - numbers[0]).astype(np.intp), tuple(said)


def _rate(times: Floats | None, frames: npt.NDArray[np.intp]) -> tuple[float, tuple[str, ...]]:
    unknown = FPS, (f"the file does not say its frame rate; taken for {FPS:g}",)
    if times is None or len(times) < 2 or not np.isfinite(times).all():
        return unknown
    steps = np.diff(times) / np.diff(frames)
    middle = float(np.median(steps))
    unit = _unit(middle)
    usual = (steps > 0) & (steps < _PAUSE * middle)
    if not unit or not usual.any():
        return unknown
    between = np.diff(frames)[usual]
    fps = _round(float(between.sum() / (steps[usual] * between).sum() / unit))
    if usual.all():
        return fps, ()
    off = np.abs(steps - middle)
    return fps, (
        f"the times are uneven at {int((~usual).sum())} frames (by up to {off.max() * unit:.3g} s, "
        f"at frame {frames[off.argmax()]}); frames are counted as if they were not",
    )


def _unit(step: float) -> float:
    """Seconds in the unit of a step between frames; 0 if it can be none."""
    rates = {unit: 1 / step / unit for unit in _SECONDS if step > 0}
    likely = {unit: fps for unit, fps in rates.items() if _SLOWEST < fps <= _FASTEST}
    return min(likely, key=lambda unit: abs(log(likely[unit] / _ORDINARY)), default=0.0)


def _round(fps: float) -> float:
    """Times are written with few digits; a rate that is nearly a whole number is meant to be."""
    return round(fps) if abs(fps - round(fps)) < _SNAP * fps else round(fps, 4)
