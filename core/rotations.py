"""Rotation matrices from angles. They turn column vectors: ``matrix @ vector``, right-handed."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def about_axis(axis: int, angles: npt.ArrayLike) -> Floats:
    """``(..., 3, 3)``: turned about x, y or z (0, 1, 2) by ``(...)`` radians."""
    angles = np.asarray(angles, dtype=np.float64)
    matrices = np.zeros((*angles.shape, 3, 3))
    first, second = (axis + 1) % 3, (axis + 2) % 3
    cos, sin = np.cos(angles), np.sin(angles)
    matrices[..., axis, axis] = 1
    matrices[..., first, first] = matrices[..., second, second] = cos
    matrices[..., first, second], matrices[..., second, first] = -sin, sin
    return matrices


def about_axes(axes: Sequence[int], angles: npt.ArrayLike) -> Floats:
    """``(..., 3, 3)``: turned about fixed axes one after the other, by ``(..., len(axes))``."""
    angles = np.asarray(angles, dtype=np.float64)
    turned = np.broadcast_to(np.eye(3), (*angles.shape[:-1], 3, 3))
    for number, axis in enumerate(axes):
        turned = about_axis(axis, angles[..., number]) @ turned
    return turned


def from_vectors(vectors: npt.ArrayLike) -> Floats:
    """``(..., 3, 3)`` from ``(..., 3)`` vectors along the axis, as long as the angle in radians.

    Rodrigues' formula.
    """
    vectors = np.asarray(vectors, dtype=np.float64)
    x, y, z = np.moveaxis(vectors, -1, 0)
    zero = np.zeros_like(x)
    rows = ((zero, -z, y), (z, zero, -x), (-y, x, zero))
    cross = np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)
    angle = np.linalg.norm(vectors, axis=-1)[..., np.newaxis, np.newaxis]
    # sin(a) / a and (1 - cos(a)) / a², finite at zero too.
    once, twice = np.sinc(angle / np.pi), np.sinc(angle / (2 * np.pi)) ** 2 / 2
    rotations: Floats = np.eye(3) + once * cross + twice * (cross @ cross)
    return rotations
