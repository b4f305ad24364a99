"""Which of two limbs is the left one, told by how a body bends. Needs no names.

A person looks where the toes point and where knees bend to; the left is on the left of that.
"""

import numpy as np
import numpy.typing as npt

from core.body_shape import BodyShape

Floats = npt.NDArray[np.floating]
_UP = np.array((0.0, 0.0, 1.0))


def forward(shape: BodyShape, legs: tuple[tuple[int, ...], ...]) -> Floats:
    """``(n, 3)``: where each pose looks, on the ground; NaN where it cannot be told.

    Parameters
    ----------
    legs
        Joints from the hip on: hip, knee, ankle and, if there is one, foot.
    """
    ways = [_toes(shape, leg) + _bend(shape, leg) for leg in legs]
    ahead = np.nansum(ways, axis=0) * (1, 1, 0)
    length = np.linalg.norm(ahead, axis=-1, keepdims=True)
    return np.where(length > 0, ahead / np.where(length > 0, length, 1), np.nan)


def leftness(shape: BodyShape, ahead: Floats, one: int, other: int) -> float:
    """Whether a joint is left of another one: from 1, always, to -1, never; 0 if unknown."""
    across = shape.poses[:, one] - shape.poses[:, other]
    left = np.einsum("ni,ni->n", np.cross(_UP, ahead), across)
    left = left[np.isfinite(left)]
    return float(np.sign(left).mean()) if len(left) else 0.0


def _toes(shape: BodyShape, leg: tuple[int, ...]) -> Floats:
    if len(leg) < 4:
        return np.zeros((len(shape.poses), 3))
    return shape.poses[:, leg[3]] - shape.poses[:, leg[2]]


def _bend(shape: BodyShape, leg: tuple[int, ...]) -> Floats:
    hip, knee, ankle = (shape.poses[:, joint] for joint in leg[:3])
    return knee - (hip + ankle) / 2
