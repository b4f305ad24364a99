"""The whole network: features of all bodies → a score for every frame and class."""

import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from core.model.config import LocalizerConfig
from core.model.encoder import STAGE_STRIDES
from core.model.encoders import build_encoder
from core.model.heads import Pooled, build_head
from core.model.scene import BRIDGED, Scenes

FRAME_MULTIPLE = STAGE_STRIDES[-1]
"""Lengths are padded to a multiple of this; windows that start at one agree with the whole."""


class Localizer(nn.Module):
    """Encoder per body, bodies averaged, stages fused, every frame classified.

    Where nobody is present it is as silent as beyond the ends, but for moments in which people are
    out of sight: see `Scenes`. So padding a batch changes nothing, nor does a body that never
    appears. It is symmetric in the bodies.
    """

    def __init__(self, config: LocalizerConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = build_encoder(config.encoder)
        self.head = build_head(self.encoder.widths, config)
        self.classify = nn.Conv1d(self.head.width, config.n_classes + 1, 1)

    @property
    def reach(self) -> int:
        """A frame's scores depend on no frame more than this many away."""
        return self.pooled_reach + int(self.head.reach)

    @property
    def pooled_reach(self) -> int:
        """Nor does what is `pooled` at a frame on any more than this many away."""
        return int(self.encoder.reach) + BRIDGED

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
        return self.classified(self.seen(features, present))[:, : features.shape[1]]

    def seen(self, features: Tensor, present: Tensor) -> Tensor:
        """``(B, width, T')``: all that is known of each frame when it is classified, padded."""
        seen: Tensor = self.head.seen(*self.pooled(features, present))
        return seen

    def classified(self, seen: Tensor) -> Tensor:
        """What `seen` returned → ``(B, T', n_classes + 1)``, background last."""
        scores: Tensor = self.classify(seen)
        return scores.transpose(1, 2)

    def pooled(self, features: Tensor, present: Tensor) -> tuple[Pooled, Tensor]:
        """What the encoder makes of scenes, padded to T', and where anybody is ``(B, T')``.

        Nothing of the head is in it, so it is the same for all heads that this encoder can have.
        """
        beyond = -features.shape[1] % FRAME_MULTIPLE
        features = F.pad(features, (0, 0, 0, 0, 0, 0, 0, beyond))
        scenes = Scenes(F.pad(present, (0, 0, 0, beyond)))
        seen = features[..., : self.config.encoder.n_channels].transpose(1, 2)  # (B, M, T, V, C)
        bodies = seen[scenes.appear].permute(0, 3, 1, 2)  # (N, C, T, V), channels last in memory
        return self.head.pooled(self.encoder(bodies, scenes.here), scenes), scenes.somebody

    def scores(self, pooled: Pooled, somebody: Tensor) -> Tensor:
        """What `pooled` returned → ``(B, T', n_classes + 1)``, background last."""
        return self.classified(self.head.seen(pooled, somebody))
