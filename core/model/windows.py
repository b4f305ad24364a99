"""The parts in which a network reads a recording, each with the frames around it that matter."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.model.localizer import FRAME_MULTIPLE


@dataclass(frozen=True)
class Window:
    """Frames ``start`` to ``stop``, read among those from ``first`` to ``last``."""

    start: int
    stop: int
    first: int
    last: int

    @property
    def inside(self) -> slice:
        """Where its own frames are among those that are read."""
        return slice(self.start - self.first, self.stop - self.first)


def windows(n_frames: int, chunk: int, reach: int) -> Iterator[Window]:
    """Each frame once, ``chunk`` at a time, with at least ``reach`` frames before and behind.

    What is read begins at a multiple of `FRAME_MULTIPLE` if the chunks do.
    """
    halo = whole_steps(reach)
    for start in range(0, n_frames, chunk):
        stop = min(start + chunk, n_frames)
        yield Window(start, stop, max(start - halo, 0), min(stop + halo, n_frames))


def whole_steps(n_frames: int) -> int:
    """So many frames or a few more: a multiple of `FRAME_MULTIPLE`."""
    return -(-n_frames // FRAME_MULTIPLE) * FRAME_MULTIPLE
