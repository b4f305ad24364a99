"""Bodies and the scenes that they are in: what is of bodies becomes what is of scenes."""

from dataclasses import dataclass

import torch
from torch import Tensor

BRIDGED = 120
"""Frames, 4 s: people whom a sensor loses for no longer than this were there all the time.

A multiple of all strides, so that the same gaps are bridged at every stage.
"""


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
        """``(B, T)`` bool: where anybody is, or is out of sight for a moment."""
        present = self.present.any(dim=2)
        return present | _gaps(present, BRIDGED).short

    @property
    def here(self) -> Tensor:
        """``(N, T)`` bool: where each body is."""
        return self.present.transpose(1, 2)[self.appear]

    def mean(self, x: Tensor, stride: int) -> Tensor:
        """``(N, C, T / stride)`` → ``(B, C, T / stride)``: of the bodies present, or zero.

        While all are out of sight for a moment it goes on in a straight line.
        """
        scene = self.appear.nonzero()[:, 0]  # (N,): which one each body is in
        n_scenes = len(self.present)
        mask = self.here[:, None, ::stride].to(x.dtype)  # (N, 1, T / stride)
        total = x.new_zeros(n_scenes, *x.shape[1:]).index_add(0, scene, x * mask)
        count = mask.new_zeros(n_scenes, *mask.shape[1:]).index_add(0, scene, mask)
        return bridged(total / count.clamp(min=1), count[:, 0] > 0, BRIDGED // stride)


def bridged(x: Tensor, seen: Tensor, longest: int) -> Tensor:
    """``(B, C, S)`` with straight lines over gaps of at most ``longest`` steps in ``seen``."""
    gaps = _gaps(seen, longest)
    if not gaps.short.any():
        return x
    before, after = (step.clamp(0, x.shape[2] - 1) for step in (gaps.before, gaps.after))
    share = (torch.arange(x.shape[2], device=x.device) - before) / (after - before).clamp(min=1)
    start, end = (x.gather(2, step[:, None].expand_as(x)) for step in (before, after))
    line = torch.lerp(start, end, share[:, None].to(x.dtype))
    return torch.where(gaps.short[:, None], line, x)


@dataclass(frozen=True, eq=False)
class _Gaps:
    """Of each frame ``(B, T)``: the last one up to it that holds, and the first from it on.

    Where there is none they are beyond the ends.
    """

    before: Tensor
    after: Tensor
    short: Tensor  # bool: whether it is between two that hold, in a gap that is not too long


def _gaps(holds: Tensor, longest: int) -> _Gaps:
    """Where gaps of at most ``longest`` frames are between those that hold, ``(B, T)`` bool."""
    frames, far = torch.arange(holds.shape[1], device=holds.device), longest + 2
    before = torch.where(holds, frames, -far).cummax(dim=1).values
    after = torch.where(holds, frames, len(frames) + far).flip(1).cummin(dim=1).values.flip(1)
    return _Gaps(before, after, ~holds & (after - before <= longest + 1))


def joint_mean(x: Tensor) -> Tensor:
    """``(N, C, T, V)`` → ``(N, C, T)``."""
    return x.permute(0, 2, 3, 1).mean(dim=2).transpose(1, 2)  # as it lies in memory


def joint_mean_and_max(x: Tensor) -> Tensor:
    """``(N, C, T, V)`` → ``(N, 2C, T)``."""
    joints = x.permute(0, 2, 3, 1)  # as it lies in memory
    return torch.cat([joints.mean(dim=2), joints.amax(dim=2)], dim=2).transpose(1, 2)
