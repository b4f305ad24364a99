"""Bodies and the scenes that they are in: what is of bodies becomes what is of scenes."""

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, eq=False)
class Scenes:
    """Where each of N bodies is, over T frames of B scenes.

    Parameters
    ----------
    present
        ``(B, T, M)`` bool.
    """

    present: Tensor

    @property
    def appear(self) -> Tensor:
        """``(B, M)`` bool: the N places that hold a body at any time."""
        return self.present.any(dim=1)

    @property
    def somebody(self) -> Tensor:
        """``(B, T)`` bool."""
        return self.present.any(dim=2)

    @property
    def here(self) -> Tensor:
        """``(N, T)`` bool: where each body is."""
        return self.present.transpose(1, 2)[self.appear]

    def mean(self, x: Tensor, stride: int) -> Tensor:
        """``(N, C, T / stride)`` → ``(B, C, T / stride)``: of the bodies present, or zero."""
        scene = self.appear.nonzero()[:, 0]  # (N,): which one each body is in
        n_scenes = len(self.present)
        mask = self.here[:, None, ::stride].to(x.dtype)  # (N, 1, T / stride)
        total = x.new_zeros(n_scenes, *x.shape[1:]).index_add(0, scene, x * mask)
        count = mask.new_zeros(n_scenes, *mask.shape[1:]).index_add(0, scene, mask)
        return total / count.clamp(min=1)


def joint_mean(x: Tensor) -> Tensor:
    """``(N, C, T, V)`` → ``(N, C, T)``."""
    return x.permute(0, 2, 3, 1).mean(dim=2).transpose(1, 2)  # as it lies in memory


def joint_mean_and_max(x: Tensor) -> Tensor:
    """``(N, C, T, V)`` → ``(N, 2C, T)``."""
    joints = x.permute(0, 2, 3, 1)  # as it lies in memory
    return torch.cat([joints.mean(dim=2), joints.amax(dim=2)], dim=2).transpose(1, 2)
