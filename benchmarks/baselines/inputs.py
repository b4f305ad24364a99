"""What the baselines see of two bodies: positions of joints → numbers of each frame.

Positions are ``(B, T, 2, 25, 3)`` of the 25-joint layout, presence ``(B, T, 2)``. What is absent
is zero, and so is a rate whose frame before is.
"""

import torch
from torch import Tensor

from core.features import KEY_JOINTS
from core.skeleton import KINECT2

N_BODIES = 2

_HIP = KINECT2.joint_names.index("SpineBase")
_PAIRS = len(KEY_JOINTS) ** 2

N_PLAIN = N_BODIES * KINECT2.n_joints * 6
N_STRONG = N_BODIES * KINECT2.n_joints * 4 + 3 + 2 * _PAIRS


def plain(positions: Tensor, present: Tensor) -> Tensor:
    """Coordinates and velocities as they were measured, ``(B, T, N_PLAIN)``."""
    seen = positions * present[..., None, None]
    velocities = _rates(seen, present)
    return torch.cat([seen.flatten(2), velocities.flatten(2)], dim=-1)


def strong(positions: Tensor, present: Tensor) -> Tensor:
    """What does not depend on where in the room the bodies are, ``(B, T, N_STRONG)``.

    Coordinates relative to the own hip centre, the offset from the second body's hip centre to the
    first one's, distances between nine key joints of one and nine of the other, how these change,
    and how fast every joint moves.
    """
    both = present.all(dim=-1)  # (B, T)
    hips = positions[..., _HIP, :]
    own = (positions - hips[..., None, :]) * present[..., None, None]
    offset = (hips[:, :, 0] - hips[:, :, 1]) * both[..., None]
    distances = _distances(positions) * both[..., None]
    speeds = torch.linalg.vector_norm(_rates(positions, present), dim=-1)
    parts = [own.flatten(2), offset, distances, _rates(distances, both), speeds.flatten(2)]
    return torch.cat(parts, dim=-1)


def _distances(positions: Tensor) -> Tensor:
    """From each key joint of the first body to each of the second, ``(B, T, 81)``."""
    one, other = positions[..., KEY_JOINTS, :].unbind(dim=2)  # (B, T, 9, 3)
    between = one[..., :, None, :] - other[..., None, :, :]  # (B, T, 9, 9, 3)
    distances: Tensor = torch.linalg.vector_norm(between, dim=-1)
    return distances.flatten(2)


def _rates(values: Tensor, known: Tensor) -> Tensor:
    """Change since the frame before, zero where one of the two is not ``known``.

    ``known`` has the first dimensions of ``values``, of which the second is time.
    """
    rates = torch.zeros_like(values)
    pairs = (known[:, 1:] & known[:, :-1]).view(
        *known[:, 1:].shape, *[1] * (values.dim() - known.dim())
    )
    rates[:, 1:] = (values[:, 1:] - values[:, :-1]) * pairs
    return rates
