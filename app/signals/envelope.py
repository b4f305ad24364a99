"""A curve at any zoom: a pyramid of minima and maxima, so that no peak vanishes. No widget."""

import numpy as np
import numpy.typing as npt

from app.timeline.geometry import TimeScale
from core.signals import Curve


class Envelope:
    """Values of one signal, halved in time again and again.

    Parameters
    ----------
    values
        ``(n_frames,)``; NaN where there is none.
    """

    def __init__(self, values: Curve) -> None:
        self.values = values
        self._levels = [(values, values)]
        while len(self._levels[-1][0]) > 1:
            low, high = self._levels[-1]
            self._levels.append((_halved(low, np.fmin), _halved(high, np.fmax)))

    @property
    def lowest(self) -> float:
        """NaN if there is no value at all, as for `highest`."""
        return float(self._levels[-1][0][0])

    @property
    def highest(self) -> float:
        return float(self._levels[-1][1][0])

    def points(self, scale: TimeScale) -> tuple[npt.NDArray[np.float64], Curve]:
        """Frames and values of what is in sight; at most some four points a pixel.

        A frame stands at its middle. Far away, each half pixel or more has its lowest and its
        highest value, always of the same frames, so that nothing shimmers when time is scrolled.
        """
        level = int(np.log2(max(scale.frames_per_pixel, 1)))
        level = min(level, len(self._levels) - 1)
        low, high = self._levels[level]
        cell = 2**level
        first = max(int(scale.first // cell) - 1, 0)
        stop = min(int(scale.last // cell) + 2, len(low))
        middles = (np.arange(first, stop) + 0.5) * cell
        if level == 0:
            return middles, low[first:stop]
        both = np.stack((low[first:stop], high[first:stop]), axis=1)
        return np.repeat(middles, 2), both.ravel()


def _halved(values: Curve, extreme: np.ufunc) -> Curve:
    even = values[: len(values) // 2 * 2]
    halved = extreme(even[::2], even[1::2])
    return halved if len(values) % 2 == 0 else np.append(halved, values[-1])
