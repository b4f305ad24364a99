"""PKU-MMD skeleton text: one line per frame, 2 bodies x 25 joints x 3 numbers between blanks.

Axes as the Kinect 2 has them, x right, y up, z away from the camera, turned here to z up; metres;
30 frames per second, which the file does not say; the first line is frame 0. A body of zeros is
absent. Specification: C. Liu et al., PKU-MMD: A Large Scale Benchmark for Continuous Multi-Modal
Human Action Understanding, 2017.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.errors import FormatError
from core.formats.text import Lines, first_lines, is_number, numbers
from core.progress import Steps
from core.recording import Recording, y_up_to_z_up
from core.skeleton import KINECT2

NAME = "PKU-MMD text"
SUFFIXES: tuple[str, ...] = (".txt",)
FPS = 30.0

_N_BODIES = 2
_N_VALUES = _N_BODIES * KINECT2.n_joints * 3
_MOST_OFF = 5


def looks_like(head: bytes) -> bool:
    """A first line of numbers alone, about as many as should be; `read` says if not exactly."""
    values = first_lines(head)[0].split()
    return abs(len(values) - _N_VALUES) <= _MOST_OFF and all(map(is_number, values[:-1]))


def read(path: Path) -> Steps[Recording]:
    n_frames, positions = 0, np.empty((0, _N_BODIES, KINECT2.n_joints, 3), dtype=np.float32)
    with Lines(path) as lines:
        while rows := lines.block():
            frames = slice(n_frames, n_frames := n_frames + len(rows))
            values = _values(lines, rows)
            positions = _with_room(positions, n_frames, lines.progress.fraction)
            y_up_to_z_up(values, out=positions[frames])
            yield lines.progress
    if not n_frames:
        raise FormatError(path, "line 1", "the file holds no frames")
    return Recording.measured(positions[:n_frames], KINECT2, FPS, name=path.stem)


def _values(lines: Lines, rows: list[str]) -> npt.NDArray[np.float32]:
    values = numbers(rows, _N_VALUES)
    if values is None:
        raise lines.first_fault(enumerate(rows, lines.number - len(rows) + 1), _N_VALUES)
    return values.reshape(-1, _N_BODIES, KINECT2.n_joints, 3)


def _with_room(
    positions: npt.NDArray[np.float32], n_frames: int, fraction_read: float
) -> npt.NDArray[np.float32]:
    """The array, or a longer one if it cannot hold so many frames.

    It gets as long as the whole file should need, so that a big one is hardly ever moved.
    """
    if n_frames <= len(positions):
        return positions
    expected = int(n_frames / fraction_read * 1.05)
    longer = np.empty((max(expected, n_frames), *positions.shape[1:]), dtype=np.float32)
    longer[: len(positions)] = positions
    return longer
