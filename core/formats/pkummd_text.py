"""PKU-MMD skeleton text: one line per frame, 2 bodies x 25 joints x 3 numbers between blanks.

Axes as the Kinect 2 has them, x right, y up, z away from the camera, turned here to z up; metres;
30 frames per second, which the file does not say; the first line is frame 0. A body of zeros is
absent. Specification: C. Liu et al., PKU-MMD: A Large Scale Benchmark for Continuous Multi-Modal
Human Action Understanding, 2017.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.formats.text import Lines, first_lines, is_number, numbers
from core.progress import Steps
from core.recording import Recording, y_up_to_z_up
from core.skeleton import KINECT2

NAME = "PKU-MMD text"
SUFFIXES: tuple[str, ...] = (".txt",)
FPS = 30.0

_N_BODIES = 2
_FEWEST = 100
_N_VALUES = _N_BODIES * KINECT2.n_joints * 3


def looks_like(head: bytes) -> bool:
    """A first line of numbers alone, about as many as should be; `read` says if not exactly."""
    *values, _maybe_cut_off = first_lines(head)[0].split() or [""]
    return len(values) >= _FEWEST and all(map(is_number, values))


def read(path: Path) -> Steps[Recording]:
    blocks = []
    with Lines(path) as lines:
        while rows := lines.block():
            blocks.append(_values(lines, rows))
            yield lines.progress
        if not blocks:
            raise lines.wrong("the file holds no frames", 1)
    return Recording.measured(_joined(blocks), KINECT2, FPS, name=path.stem)


def _values(lines: Lines, rows: list[str]) -> npt.NDArray[np.float32]:
    values = numbers(rows, _N_VALUES)
    if values is None:
        raise lines.first_fault(enumerate(rows, lines.number - len(rows) + 1), _N_VALUES)
    return values.reshape(-1, _N_BODIES, KINECT2.n_joints, 3)


def _joined(blocks: Sequence[npt.NDArray[np.float32]]) -> npt.NDArray[np.float32]:
    """All frames, turned to z up on the way, so that they are copied only once."""
    positions = np.empty((sum(map(len, blocks)), *blocks[0].shape[1:]), dtype=np.float32)
    stop = 0
    for block in blocks:
        start, stop = stop, stop + len(block)
        y_up_to_z_up(block, out=positions[start:stop])
    return positions
