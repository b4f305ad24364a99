"""A small body model and recordings of it, in the formats of SMPL-H and AMASS."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

_BODY = (-1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 12, 13, 14, 16, 17, 18, 19)
# Fifteen joints on each wrist: five fingers of three.
_HANDS = tuple(
    wrist if joint % 3 == 0 else 22 + 15 * side + joint - 1
    for side, wrist in enumerate((20, 21))
    for joint in range(15)
)
PARENTS = _BODY + _HANDS
N_VERTICES = 6890


def model_arrays(seed: int = 0) -> dict[str, npt.NDArray[np.generic]]:
    """Random vertices, and joints that are means of three of them each."""
    rng = np.random.default_rng(seed)
    regressor = np.zeros((52, N_VERTICES))
    for row in regressor:
        row[rng.choice(N_VERTICES, 3, replace=False)] = 1 / 3
    first = np.iinfo(np.uint32).max
    table = np.array([[first, *PARENTS[1:]], range(52)], dtype=np.uint32)
    vertices = rng.normal(size=(N_VERTICES, 3))
    return {
        "v_template": vertices,
        "J_regressor": regressor,
        "J": regressor @ vertices,
        "kintree_table": table,
    }


def write_amass(path: Path, poses: npt.NDArray[np.floating], fps: float) -> None:
    """Poses ``(n_frames, 156)`` as AMASS has them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(
        path,
        poses=poses,
        trans=np.ones((len(poses), 3)),
        betas=np.ones(16),
        gender=np.array("female"),
        mocap_framerate=np.array(fps),
    )
