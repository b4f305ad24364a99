"""A recording's own frames ↔ frames at the model's rate. Knows nothing of what is in a frame."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Value = TypeVar("Value", bound=np.floating)

MODEL_FPS = 30.0
"""Frames per second that every model sees."""

TOLERANCE = 0.05
"""A rate that is this close to `MODEL_FPS`, relatively, is used frame by frame."""


@dataclass(frozen=True)
class Resampling:
    """Which instants of a recording the model sees: frame ``k`` is at ``k / MODEL_FPS`` seconds.

    Parameters
    ----------
    n_frames
        Frames of the recording.
    fps
        Its rate.
    """

    n_frames: int
    fps: float

    @property
    def step(self) -> float:
        """Own frames per model frame; exactly 1 where frames are used one by one."""
        step = self.fps / MODEL_FPS
        return 1.0 if abs(step - 1) <= TOLERANCE else step

    @property
    def n_model_frames(self) -> int:
        # Products such as 100 * 1.2 end a hair below the integer they mean.
        return int((self.n_frames - 1) / self.step + 1e-9) + 1

    def neighbours(
        self, start: int, stop: int
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.float32]]:
        """Own frames before and after model frames ``[start, stop)``, and the latter's share."""
        return _neighbours(np.arange(start, stop) * self.step, self.n_frames)

    def nearest(self, start: int, stop: int) -> npt.NDArray[np.intp]:
        """The own frame nearest to each model frame in ``[start, stop)``."""
        before, after, share = self.neighbours(start, stop)
        return np.where(share < 0.5, before, after)

    def back(self, values: npt.NDArray[Value]) -> npt.NDArray[Value]:
        """Values of all model frames, ``(n_model_frames, ...)``, interpolated on the own frames."""
        if self.step == 1:
            return values
        instants = np.arange(self.n_frames) / self.step
        before, after, share = _neighbours(instants, self.n_model_frames)
        share = share.reshape(-1, *[1] * (values.ndim - 1))
        return (values[before] * (1 - share) + values[after] * share).astype(values.dtype)


def _neighbours(
    instants: npt.NDArray[np.floating], n_frames: int
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.float32]]:
    instants = np.minimum(np.round(instants, 6), n_frames - 1)
    before = np.floor(instants).astype(np.intp)
    share = (instants - before).astype(np.float32)
    # An exact hit takes nothing from its neighbour, not even whether that one is valid.
    return before, before + (share > 0), share
