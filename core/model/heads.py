"""Heads: stage features of all bodies → features of every frame of their scenes."""

from collections.abc import Sequence

import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from core.model.config import LocalizerConfig
from core.model.encoder import STAGE_STRIDES, Stages
from core.model.fusion import Fusion
from core.model.scene import Scenes, joint_mean, joint_mean_and_max

Pooled = tuple[Tensor, ...]
"""Stage features of scenes: bodies and joints are brought together, with nothing of the head."""


class FusionHead(nn.Module):
    """All three stages brought together at the full rate, then a longer view over time."""

    def __init__(self, widths: Sequence[int], config: LocalizerConfig) -> None:
        super().__init__()
        self.squeeze = nn.ModuleList(nn.Conv1d(2 * w, w, 1) for w in widths)
        self.fusion = Fusion(widths)
        self.context = Context(self.fusion.width, config)
        self.width = self.context.width
        self.reach = self.fusion.reach + self.context.reach

    def forward(self, stages: Stages, scenes: Scenes) -> Tensor:
        """``(N, C_s, T_s, V)`` → ``(B, width, T)``."""
        return self.seen(self.pooled(stages, scenes), scenes.somebody)

    def pooled(self, stages: Stages, scenes: Scenes) -> Pooled:
        """``(N, C_s, T_s, V)`` → ``(B, 2 C_s, T_s)``: what no weight of the head changes."""
        return tuple(
            scenes.mean(joint_mean_and_max(x), stride)
            for x, stride in zip(stages, STAGE_STRIDES, strict=True)
        )

    def seen(self, pooled: Pooled, somebody: Tensor) -> Tensor:
        """What was `pooled`, and where anybody is ``(B, T)`` → ``(B, width, T)``."""
        fine, middle, coarse = (squeeze(x) for squeeze, x in zip(self.squeeze, pooled, strict=True))
        seen: Tensor = self.context(self.fusion((fine, middle, coarse), somebody), somebody)
        return seen


class LinearHead(nn.Module):
    """The last stage alone, drawn out to the full rate by straight lines.

    The plain head of Cheng et al. 2025. Theirs stretches a recording from its first frame to its
    last; here a step stands at the frame that it was computed at, so that chunks agree.
    """

    def __init__(self, widths: Sequence[int]) -> None:
        super().__init__()
        self.width = widths[-1]
        self.reach = STAGE_STRIDES[-1]

    def forward(self, stages: Stages, scenes: Scenes) -> Tensor:
        """``(N, C_s, T_s, V)`` → ``(B, width, T)``."""
        return self.seen(self.pooled(stages, scenes), scenes.somebody)

    def pooled(self, stages: Stages, scenes: Scenes) -> Pooled:
        """``(N, C_s, T_s, V)`` → ``(B, C, T / 8)`` of the last stage."""
        return (scenes.mean(joint_mean(stages[-1]), STAGE_STRIDES[-1]),)

    def seen(self, pooled: Pooled, somebody: Tensor) -> Tensor:
        """What was `pooled`, and where anybody is ``(B, T)`` → ``(B, width, T)``."""
        stride = STAGE_STRIDES[-1]
        (steps,) = pooled
        counts = somebody[:, None, ::stride].to(steps.dtype)
        # Towards a step without anybody there is no line: the last one before it goes on.
        return _lines(steps, stride) / _lines(counts, stride).clamp(min=1 / stride)


def _lines(steps: Tensor, stride: int) -> Tensor:
    """``(B, C, S)`` → ``(B, C, stride * S)``: lines between steps, the last towards zero."""
    ends = F.pad(steps, (0, 1))
    size = stride * steps.shape[2] + 1
    return F.interpolate(ends, size=size, mode="linear", align_corners=True)[:, :, :-1]


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


Head = FusionHead | LinearHead


def build_head(widths: Sequence[int], config: LocalizerConfig) -> Head:
    """The head that a config names."""
    return LinearHead(widths) if config.head == "linear" else FusionHead(widths, config)
