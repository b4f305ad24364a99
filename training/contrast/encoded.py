"""What an encoder says of a view, and how that is pooled without what is not there."""

from dataclasses import dataclass

import torch
from torch import Tensor

from core.model.encoder import STAGE_STRIDES
from core.model.encoders import AnyEncoder
from training.features import View

_STRIDE = STAGE_STRIDES[-1]


@dataclass(frozen=True, eq=False)
class Track:
    """Features over time.

    Parameters
    ----------
    features
        ``(N, C, T)``.
    here
        ``(N, T)`` bool: where there is anything.
    instants
        ``(N, T)``: when in its clip each step is, in frames.
    """

    features: Tensor
    here: Tensor
    instants: Tensor


@dataclass(frozen=True, eq=False)
class Encoded:
    """The last stage of all bodies that appear in B clips.

    Parameters
    ----------
    features
        ``(N, C, T, V)``.
    here
        ``(N, T)`` bool: where the body is.
    scene
        ``(N,)``: which of the clips it is in.
    instants
        ``(B, T)``: when in its clip each step is, in frames.
    """

    features: Tensor
    here: Tensor
    scene: Tensor
    instants: Tensor

    def bodies(self) -> Track:
        """Every body by itself, the mean over its joints."""
        return Track(self.features.mean(dim=3), self.here, self.instants[self.scene])

    def scenes(self) -> Track:
        """Every clip, the mean over joints and over the bodies that are there."""
        bodies = self.bodies()
        mask = self.here[:, None].to(bodies.features.dtype)  # (N, 1, T)
        total = self._sum_in_clip(bodies.features * mask)
        count = self._sum_in_clip(mask)
        return Track(total / count.clamp(min=1), count[:, 0] > 0, self.instants)

    def clips(self) -> Tensor:
        """``(B, C)``: the mean over joints, time and bodies."""
        return self.per_clip(self.features.mean(dim=3))

    def per_clip(self, bodies: Tensor) -> Tensor:
        """``(N, C, T)`` → ``(B, C)``: the mean over time of every body, then over bodies."""
        here = self.here.any(dim=1, keepdim=True).to(bodies.dtype)  # (N, 1)
        total = self._sum_in_clip(mean_over_time(bodies, self.here) * here)
        return total / self._sum_in_clip(here).clamp(min=1)

    def somebody(self) -> Tensor:
        """``(B,)`` bool: whether anybody is in a clip."""
        here = self.here.any(dim=1).to(self.instants.dtype)
        return self._sum_in_clip(here) > 0

    def _sum_in_clip(self, of_bodies: Tensor) -> Tensor:
        zeros = of_bodies.new_zeros(len(self.instants), *of_bodies.shape[1:])
        return zeros.index_add(0, self.scene, of_bodies)


def encode(encoder: AnyEncoder, view: View, *, bfloat16: bool = False) -> Encoded:
    """Run an encoder over every body that appears in a view."""
    appear = view.present.any(dim=1)  # (B, M)
    bodies = view.features[..., : encoder.n_channels].permute(0, 2, 4, 1, 3)[appear]
    here = view.present.transpose(1, 2)[appear]  # (N, T)
    with torch.autocast(bodies.device.type, dtype=torch.bfloat16, enabled=bfloat16):
        _, _, coarse = encoder(bodies, here)
    return Encoded(
        coarse.float(), here[:, ::_STRIDE], appear.nonzero()[:, 0], view.instants[:, ::_STRIDE]
    )


def mean_over_time(features: Tensor, here: Tensor) -> Tensor:
    """``(N, C, T)`` → ``(N, C)``: the mean over the steps that are there, zero without any."""
    mask = here[:, None].to(features.dtype)
    return (features * mask).sum(dim=2) / mask.sum(dim=2).clamp(min=1)
