"""Small recordings as exporters write them, made by hand."""

import numpy as np
import numpy.typing as npt

from core.skeleton import KINECT1

JOINT_TAIL = "277.4 191.8 1036.2 519.1 -0.2 0.05 0.96 -0.12 2"


def body(tracking_id: int, x: float) -> str:
    """A body of a ``.skeleton`` file: joint j is at (x, j, 3) as the Kinect counts axes."""
    joints = "".join(f"{x} {joint} 3 {JOINT_TAIL}\n" for joint in range(25))
    return f"{tracking_id} 0 1 1 1 1 0 0.02 0.05 2\n25\n{joints}"


def ntu(*frames: str) -> str:
    """A ``.skeleton`` file whose frames are bodies, one after the other."""
    n_lines = body(1, 0).count("\n")
    counted = (f"{frame.count(chr(10)) // n_lines}\n{frame}" for frame in frames)
    return f"{len(frames)}\n" + "".join(counted)


def pku(positions: npt.NDArray[np.floating]) -> str:
    """PKU-MMD text of ``(n_frames, 2, 25, 3)`` positions."""
    rows = positions.reshape(len(positions), -1)
    return "".join(" ".join(f"{value:.6f}" for value in row) + "\n" for row in rows)


def table(n_frames: int, classes: list[int] | None = None) -> str:
    """A PRECOG table: joint j of frame f is at (f, j, 3) as the Kinect counts axes."""
    lines = ["; ".join(KINECT1.joint_names)]
    for frame in range(n_frames):
        cells = [f"{frame} {joint} 3.0" for joint in range(20)]
        lines.append(";".join([*cells, *([str(classes[frame])] if classes else [])]))
    return "\n".join(lines) + "\n"
