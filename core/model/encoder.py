"""Encoders: one body's features over time → stage features. They know no classes.

Tensors are ``(N, C, T, V)`` with the channels last in memory, so that convolutions over time and
products over joints both find their numbers side by side.

An encoder is any module with ``widths``, ``reach`` and the ``forward`` of `Encoder`.
"""

from itertools import pairwise
from typing import Protocol

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from core.model.config import EncoderConfig
from core.model.dropout import Dropout
from core.model.graph import partitions
from core.skeleton import KINECT2

_NARROW = 32
"""Channels up to which gathering and mixing at once is the faster way."""

Stages = tuple[Tensor, Tensor, Tensor]

STAGE_STRIDES = (1, 4, 8)
"""Frames per step of the three stages that an encoder returns."""


class Encoder(Protocol):
    """What everything downstream relies on."""

    widths: tuple[int, int, int]
    """Channels of the three stages."""

    reach: int
    """An output depends on no input more than this many frames away."""

    def __call__(self, x: Tensor, here: Tensor) -> Stages:
        """Features of bodies ``(N, C, T, V)`` and where they are present ``(N, T)``, T a multiple
        of 8 → features ``(N, C_s, T_s, V)`` at T, T/4 and T/8 frames."""
        ...


class GraphConvolution(nn.Module):
    """Joints gather from their neighbours, over learned weights, then mix channels."""

    def __init__(self, n_in: int, n_out: int) -> None:
        super().__init__()
        # Which joint listens to which is learned, starting from the bones.
        self.adjacency = nn.Parameter(torch.from_numpy(partitions(KINECT2, "SpineShoulder")))
        self.mix = nn.Conv2d(n_in * len(self.adjacency), n_out, 1)

    def forward(self, x: Tensor) -> Tensor:
        n, c, t, v = x.shape
        rows = x.permute(0, 2, 3, 1).reshape(n * t, v, c)  # (NT, V, C)
        # Matrix units for bfloat16 do one large product faster than many small ones.
        narrow = torch.is_autocast_enabled(x.device.type) and self.mix.out_channels <= _NARROW
        mixed = self._at_once(rows) if narrow else self._in_turn(rows)
        assert self.mix.bias is not None
        mixed = mixed + self.mix.bias.to(mixed.dtype)
        return mixed.view(n, t, v, self.mix.out_channels).permute(0, 3, 1, 2)

    def _at_once(self, rows: Tensor) -> Tensor:
        """Gathering and mixing as one matrix from all joints and channels to all others."""
        k, v, _ = self.adjacency.shape
        weight = self.mix.weight.view(self.mix.out_channels, k, -1)
        whole = torch.einsum("kvw,okc->wovc", self.adjacency, weight)  # (V, C', V, C)
        mixed = F.linear(rows.flatten(1), whole.flatten(2).flatten(0, 1))
        return mixed.view(len(rows), v, self.mix.out_channels)

    def _in_turn(self, rows: Tensor) -> Tensor:
        """Every joint mixes what it has to say to each kind of neighbour, then all gather."""
        k, v, _ = self.adjacency.shape
        weight = self.mix.weight.view(self.mix.out_channels, k, -1).transpose(0, 1)
        said = F.linear(rows, weight.flatten(0, 1))  # (NT, V, KC')
        said = said.view(len(rows), v * k, self.mix.out_channels)
        gather = self.adjacency.permute(2, 1, 0).flatten(1).to(said.dtype)  # (V, VK)
        return torch.bmm(gather.expand(len(rows), -1, -1), said)


class Unit(nn.Module):
    """One graph convolution, one temporal convolution, and a way around them."""

    def __init__(
        self, n_in: int, n_out: int, config: EncoderConfig, *, stride: int = 1, skip: bool = True
    ) -> None:
        super().__init__()
        self.stride = stride
        self.graph = nn.Sequential(GraphConvolution(n_in, n_out), nn.BatchNorm2d(n_out), nn.ReLU())
        self.time = nn.Sequential(
            nn.Conv2d(n_out, n_out, (config.kernel, 1), (stride, 1), (config.kernel // 2, 0)),
            nn.BatchNorm2d(n_out),
            Dropout(config.dropout),
        )
        self.skip = _skip(n_in, n_out, stride) if skip else None

    def forward(self, x: Tensor, here: Tensor) -> Tensor:
        # Frames without the body must be as silent as the padding beyond the ends.
        y = self.graph(x)
        y = self.time(y * here.to(y.dtype))
        return F.relu(y if self.skip is None else y + self.skip(x[:, :, :: self.stride]))


def _skip(n_in: int, n_out: int, stride: int) -> nn.Module:
    """The way around, for every ``stride``-th frame."""
    if n_in == n_out and stride == 1:
        return nn.Identity()
    # Not a strided convolution: one of a single frame and fewer than 16 channels, last in memory,
    # crashes in oneDNN's backward pass (torch 2.13).
    return nn.Sequential(nn.Conv2d(n_in, n_out, 1), nn.BatchNorm2d(n_out))


class STGCN(nn.Module):
    """Ten units as in Yan et al. 2018, striding at units 2, 5 and 8.

    The features of units 1, 7 and 10 are the stages.
    """

    _STAGE_UNITS = (1, 7, 10)
    _STRIDED_UNITS = (2, 5, 8)

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        w = config.width
        self.n_channels = config.n_channels
        self.widths = (w, 2 * w, 4 * w)
        self.reach = (config.kernel // 2) * (1 + 1 + 3 * 2 + 3 * 4 + 2 * 8)
        self.norm = nn.BatchNorm1d(config.n_channels * KINECT2.n_joints)
        channels = [config.n_channels, *[w] * 4, *[2 * w] * 3, *[4 * w] * 3]
        self.units = nn.ModuleList(
            Unit(n_in, n_out, config, stride=1 + (n in self._STRIDED_UNITS), skip=n > 1)
            for n, (n_in, n_out) in enumerate(pairwise(channels), start=1)
        )

    def forward(self, x: Tensor, here: Tensor) -> Stages:
        x = self._normalised(x)
        mask = here[:, None, :, None].to(x.dtype)  # (N, 1, T, 1)
        stages = []
        for number, unit in enumerate(self.units, start=1):
            x = unit(x, mask)
            mask = mask[:, :, :: unit.stride]
            if number in self._STAGE_UNITS:
                stages.append(x)
        fine, middle, coarse = stages
        return fine, middle, coarse

    def _normalised(self, x: Tensor) -> Tensor:
        n, c, t, v = x.shape
        rows = x.permute(0, 2, 3, 1).reshape(n * t, v * c)
        normed: Tensor = self.norm(rows)
        return normed.view(n, t, v, c).permute(0, 3, 1, 2)
