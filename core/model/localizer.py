"""The whole network: features of all bodies → a score for every frame and class."""

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from core.model.config import LocalizerConfig
from core.model.encoder import STAGE_STRIDES, Stages
from core.model.encoders import build_encoder
from core.model.fusion import Fusion

FRAME_MULTIPLE = STAGE_STRIDES[-1]
"""Lengths are padded to a multiple of this; windows that start at one agree with the whole."""


class Localizer(nn.Module):
    """Encoder per body, bodies averaged, stages fused, every frame classified.

    A frame in which nobody is present is as silent as the padding beyond the ends. So padding a
    batch changes nothing, nor does a body that never appears. It is symmetric in the bodies.
    """

    def __init__(self, config: LocalizerConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = build_encoder(config.encoder)
        self.squeeze = nn.ModuleList(nn.Conv1d(2 * w, w, 1) for w in self.encoder.widths)
        self.fusion = Fusion(self.encoder.widths)
        self.context = Context(self.fusion.width, config)
        self.classify = nn.Conv1d(self.context.width, config.n_classes + 1, 1)

    @property
    def reach(self) -> int:
        """A frame's scores depend on no frame more than this many away."""
        return int(self.encoder.reach + self.fusion.reach + self.context.reach)

    def forward(self, features: Tensor, present: Tensor) -> Tensor:
        """Score every frame.

        Parameters
        ----------
        features
            ``(B, T, M, V, C)``, see `core.features`; any T.
        present
            ``(B, T, M)`` bool: where a body is.

        Returns
        -------
        logits
            ``(B, T, n_classes + 1)``, background last.
        """
        n_frames = features.shape[1]
        beyond = -n_frames % FRAME_MULTIPLE
        features = F.pad(features, (0, 0, 0, 0, 0, 0, 0, beyond))
        present = F.pad(present, (0, 0, 0, beyond))
        somebody = present.any(dim=2)  # (B, T)
        x = self.fusion(self._stages(features, present), somebody)  # (B, width, T)
        scores: Tensor = self.classify(self.context(x, somebody))
        return scores.transpose(1, 2)[:, :n_frames]

    def _stages(self, features: Tensor, present: Tensor) -> Stages:
        """Stage features of the scene, ``(B, C_s, T_s)``: the mean over bodies that are there."""
        appear = present.any(dim=1)  # (B, M)
        seen = features[..., : self.config.encoder.n_channels]
        bodies = seen.permute(0, 2, 4, 1, 3)[appear]  # (N, C, T, V)
        here = present.transpose(1, 2)[appear]  # (N, T)
        scene = appear.nonzero()[:, 0]  # (N,): which of the B scenes each body is in
        fine, middle, coarse = (
            squeeze(_mean_in_scene(_over_joints(x), here[:, ::stride], scene, len(features)))
            for squeeze, x, stride in zip(
                self.squeeze, self.encoder(bodies, here), STAGE_STRIDES, strict=True
            )
        )
        return fine, middle, coarse


class Context(nn.Module):
    """Residual dilated convolutions at the full rate: a longer view than the encoder's."""

    def __init__(self, n_in: int, config: LocalizerConfig) -> None:
        super().__init__()
        dilations = [2**n for n in range(config.context_layers)]
        self.reach = sum(dilations)
        self.width = config.context_width if dilations else n_in
        self.enter = nn.Conv1d(n_in, self.width, 1) if dilations else nn.Identity()
        self.layers = nn.ModuleList(
            nn.Sequential(
                nn.Conv1d(self.width, self.width, 3, padding=dilation, dilation=dilation),
                nn.ReLU(),
                nn.Dropout(config.dropout),
                nn.Conv1d(self.width, self.width, 1),
            )
            for dilation in dilations
        )

    def forward(self, x: Tensor, here: Tensor) -> Tensor:
        x = self.enter(x)
        mask = here[:, None].to(x.dtype)
        for layer in self.layers:
            x = x + layer(x * mask)
        return x


def _over_joints(x: Tensor) -> Tensor:
    """``(N, C, T, V)`` → mean and maximum over joints, ``(N, 2C, T)``."""
    joints = x.permute(0, 2, 3, 1)  # as in memory
    return torch.cat([joints.mean(dim=2), joints.amax(dim=2)], dim=2).transpose(1, 2)


def _mean_in_scene(x: Tensor, here: Tensor, scene: Tensor, n_scenes: int) -> Tensor:
    """``(N, C, T)`` of bodies → ``(B, C, T)``: the mean over those present, zero without any."""
    mask = here[:, None].to(x.dtype)  # (N, 1, T)
    total = x.new_zeros(n_scenes, *x.shape[1:]).index_add(0, scene, x * mask)
    count = mask.new_zeros(n_scenes, *mask.shape[1:]).index_add(0, scene, mask)
    return total / count.clamp(min=1)
