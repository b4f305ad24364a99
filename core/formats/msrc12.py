"""MSRC-12 gestures: a line per frame, its time and x, y, z and a state of each Kinect 1 joint.

81 numbers between blanks, the first a count of microseconds, which gives the rate. Axes as the
Kinect has them, x right, y up, z away from the camera, turned here to z up; metres; one body,
absent where all is zero; the first line is frame 0. Specification: S. Fothergill et al.,
Instructing People for Training Gestural Interactive Systems, 2012.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.errors import FormatError
from core.formats.cells import single
from core.formats.clock import Clock
from core.formats.text import Lines, first_lines, is_number
from core.progress import Steps
from core.recording import Recording, y_up_to_z_up
from core.skeleton import KINECT1

NAME = "MSRC-12"
SUFFIXES: tuple[str, ...] = (".csv",)

_N_VALUES = 1 + 4 * KINECT1.n_joints
_TICKS_PER_MILLISECOND = 49_875


def looks_like(head: bytes) -> bool:
    """A first line of so many numbers, of which the first is a time: a whole number, and great."""
    words = first_lines(head)[0].split()
    return len(words) == _N_VALUES and words[0].isdecimal() and all(map(is_number, words))


def read(path: Path) -> Steps[Recording]:
    times: list[npt.NDArray[np.float64]] = []
    parts: list[npt.NDArray[np.float32]] = []
    with Lines(path) as lines:
        while rows := lines.block():
            values = _values(lines, rows)
            times.append(values[:, 0])
            joints = values[:, 1:].reshape(-1, 1, KINECT1.n_joints, 4)[..., :3]
            parts.append(y_up_to_z_up(single(joints)))
            yield lines.progress
    if not parts:
        raise FormatError(path, "line 1", "the file holds no frames")
    positions = np.concatenate(parts)
    clock = Clock.of(len(positions), None, np.concatenate(times))
    return Recording.measured(
        positions, KINECT1, clock.fps, name=path.stem, warnings=clock.warnings
    )


def tag_microseconds(ticks: int) -> int:
    """When a tick of a ``.tagstream`` file was, as the recording counts time."""
    return (ticks * 1000 + _TICKS_PER_MILLISECOND // 2) // _TICKS_PER_MILLISECOND


def _values(lines: Lines, rows: list[str]) -> npt.NDArray[np.float64]:
    # Microseconds need more digits than a float32 has.
    try:
        values = np.loadtxt(rows, comments=None, ndmin=2)
    except ValueError:
        values = np.empty(0)
    if values.shape != (len(rows), _N_VALUES):
        raise lines.first_fault(enumerate(rows, lines.number - len(rows) + 1), _N_VALUES)
    return values
