"""The U-shaped module that brings three stages together at the full rate. It knows no bodies."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from core.model.encoder import STAGE_STRIDES, Stages


class Fusion(nn.Module):
    """Nested skip connections over T, T/4 and T/8, after Zhou et al. 2018, 'UNet++'.

    In the notation of UNet++, with ``up`` the nearest up-sampling::

        x00 ────────────── x01 = f(x00, up x10) ── x02 = f(x00, x01, up x11) ── out
        x10 ── x11 = f(x10, up x20)
        x20

    Parameters
    ----------
    widths
        Channels of the three stages. With (64, 128, 256) it has the paper's 2,244,672 parameters.
    """

    reach = 12
    """An output depends on no input more than this many frames away."""

    def __init__(self, widths: Sequence[int]) -> None:
        super().__init__()
        fine, middle, coarse = widths
        self.x01 = Merge(fine + middle)
        self.x11 = Merge(middle + coarse)
        self.x02 = Merge(fine + self.x01.width + self.x11.width)
        self.width = 2 * coarse
        self.out = nn.Conv1d(fine + self.x01.width + self.x02.width, self.width, 1)

    def forward(self, stages: Stages, here: Tensor) -> Tensor:
        """Stage features ``(B, C_s, T_s)`` and ``(B, T)`` where anybody is → ``(B, width, T)``."""
        x00, x10, x20 = stages
        mask = here[:, None].to(x00.dtype)
        x01 = self.x01([x00, up(x10, 4)], mask)
        x11 = self.x11([x10, up(x20, 2)], mask[:, :, :: STAGE_STRIDES[1]])
        x02 = self.x02([x00, x01, up(x11, 4)], mask)
        fused: Tensor = self.out(torch.cat([x00, x01, x02], dim=1))
        return fused


class Merge(nn.Module):
    """Concatenated features through one convolution of width 3."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width
        self.layers = nn.Sequential(
            nn.Conv1d(width, width, 3, padding=1), nn.BatchNorm1d(width), nn.ReLU()
        )

    def forward(self, parts: list[Tensor], mask: Tensor) -> Tensor:
        merged: Tensor = self.layers(torch.cat(parts, dim=1) * mask)
        return merged


def up(x: Tensor, times: int) -> Tensor:
    """Nearest up-sampling of ``(B, C, T)``; exact, as full lengths are multiples of 8."""
    return x.repeat_interleave(times, dim=-1)
