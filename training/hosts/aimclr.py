"""AimCLR: views too hard to contrast learn from how an ordinary view sees the queue.

Guo et al. 2022, 'Contrastive learning from extremely augmented skeleton sequences for
self-supervised action recognition'.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from training.clips import Clips
from training.contrast.encoded import Encoded
from training.contrast.heads import GlobalProjection
from training.contrast.info_nce import Negatives, info_nce, mined, similarities_of
from training.draws import Draws
from training.features import View
from training.hosts.base import Compared, Side, imitation
from training.looks import Looks

_KEPT = 0.9


@dataclass(frozen=True)
class AimCLR:
    """Contrast of two weak views; the extreme one, whole and with its best parts dropped, imitates.

    Once it mines, the nearest queue neighbour of each of the three queries is a positive.
    """

    tau: float

    def heads(self, n_features: int, n_dims: int) -> nn.ModuleDict:
        return nn.ModuleDict({"clip": GlobalProjection(n_features, n_dims)})

    def views(self, clips: Clips, looks: Looks, draws: Draws) -> dict[str, Clips]:
        return {
            "query": looks.weak(clips, draws),
            "key": looks.weak(clips, draws),
            "extreme": looks.extreme(clips, draws),
        }

    def compare(
        self, query: Side, key: Side, views: Mapping[str, View], queue: Tensor, *, mining: bool
    ) -> Compared:
        q, extreme = query.encode(views["query"]), query.encode(views["extreme"])
        with torch.no_grad():
            k = key.encode(views["key"])
            positives = key.projected("clip", k.clips())
        anchors, hard, harder = (
            query.projected("clip", one.clips()) for one in (q, extreme, without_best(extreme))
        )
        counts = q.somebody() & k.somebody() & extreme.somebody()
        negatives = Negatives(queue, _mined((anchors, hard, harder), queue) if mining else None)
        contrast = info_nce(anchors, positives, negatives, self.tau, counts)
        teacher, *students = (
            similarities_of(one, positives, negatives) / self.tau for one in (anchors, hard, harder)
        )
        imitations = [imitation(student, teacher, counts) for student in students]
        terms = {"clip": contrast.loss, "extreme": torch.stack(imitations).mean()}
        return Compared(terms, contrast, q, k, positives, counts)


def without_best(encoded: Encoded) -> Encoded:
    """A tenth of joints and of moments set to zero, the more likely the more attention they get.

    A joint or moment gets attention as its features agree with their own mean. What remains is
    scaled so that the total stays. Dropping is drawn with the default generator.
    """
    features, here = encoded.features, encoded.here
    mask = here[:, None, :, None].to(features.dtype)  # (N, 1, T, 1)
    joints = (features * mask).sum(dim=2) / mask.sum(dim=2).clamp(min=1)  # (N, C, V)
    kept_joints = _kept(joints, torch.ones_like(joints[:, 0], dtype=torch.bool))
    kept_steps = _kept(features.mean(dim=3), here)
    kept = kept_joints[:, None, None] * kept_steps[:, None, :, None]
    return replace(encoded, features=features * kept)


@torch.no_grad()
def _kept(features: Tensor, here: Tensor) -> Tensor:
    """``(N, C, n)`` → factors ``(N, n)``: 0 where dropped, else a little over 1."""
    n_here = here.sum(dim=1, keepdim=True).clamp(min=1)
    mean = (features * here[:, None]).sum(dim=2) / n_here  # (N, C)
    agreement = (mean[:, :, None] * features).sum(dim=1) / features.shape[1] ** 0.5
    attention = agreement.masked_fill(~here, -1e9).softmax(dim=1) * n_here  # mean 1
    dropped = torch.rand_like(attention) < (1 - _KEPT) * attention
    kept = (~dropped & here).to(features.dtype)
    factors: Tensor = kept * n_here / kept.sum(dim=1, keepdim=True).clamp(min=1)
    return factors


def _mined(queries: tuple[Tensor, ...], queue: Tensor) -> Tensor:
    return torch.stack([mined(one.detach() @ queue.T, 1) for one in queries]).any(dim=0)
