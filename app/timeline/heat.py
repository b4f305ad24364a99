"""Class probabilities at any zoom: a pyramid of maxima, so that a short peak never vanishes."""

import numpy as np
import numpy.typing as npt

from app.timeline.geometry import TimeScale

_BLOCK = 4096
"""Frames turned into bytes at a time, few enough to stay in the processor's cache."""


class HeatPyramid:
    """Probabilities of one prediction as bytes, halved in time again and again.

    Parameters
    ----------
    probabilities
        ``(n_frames, n_classes + 1)`` float32; background, the last column, is left out.
    """

    def __init__(self, probabilities: npt.NDArray[np.float32]) -> None:
        self._levels = [_bytes(probabilities[:, :-1])]
        while self._levels[-1].shape[1] > 1:
            self._levels.append(_halved(self._levels[-1]))

    @property
    def n_classes(self) -> int:
        return len(self._levels[0])

    def columns(self, scale: TimeScale) -> npt.NDArray[np.uint8]:
        """``(n_classes, width)``: for each pixel at least the maximum over the frames it covers."""
        level = min(int(np.log2(max(scale.frames_per_pixel, 1))), len(self._levels) - 1)
        values = self._levels[level]
        edges = scale.first + np.arange(int(scale.width) + 1) * scale.frames_per_pixel
        cells = np.clip(edges / 2**level, 0, values.shape[1]).astype(np.float64)
        first = np.minimum(np.floor(cells[:-1]), values.shape[1] - 1).astype(np.intp)
        last = np.maximum(np.ceil(cells[1:]) - 1, first).astype(np.intp)
        # A pixel covers at most three cells of the level that is just finer than it.
        middle = np.minimum(first + 1, last)
        return np.maximum(values[:, first], np.maximum(values[:, middle], values[:, last]))


def _bytes(probabilities: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    """Transposed, a block at a time: whole, the numbers in between would take 500 MB."""
    n_frames, n_classes = probabilities.shape
    finest = np.empty((n_classes, n_frames), dtype=np.uint8)
    for start in range(0, n_frames, _BLOCK):
        block = probabilities[start : start + _BLOCK]
        finest[:, start : start + _BLOCK] = np.rint(block * 255).T
    return finest


def _halved(values: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    even = values[:, : values.shape[1] // 2 * 2]
    halved = np.maximum(even[:, ::2], even[:, 1::2])
    return halved if values.shape[1] % 2 == 0 else np.hstack([halved, values[:, -1:]])
