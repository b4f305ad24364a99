"""RVTCLR: a clip at one tempo is told from the same clip at another. Zhu et al. 2023.

'Modeling the relative visual tempo for self-supervised skeleton-based action recognition'.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from training.clips import Clips
from training.contrast.heads import GlobalProjection, PartProjection
from training.contrast.info_nce import Negatives, info_nce, mined, similarities_of
from training.distributed import mean_over_all
from training.draws import Draws
from training.features import View
from training.hosts.base import Compared, Side, imitation
from training.looks import Looks
from training.views import chosen, fast, slow

_MARGIN = 1.0


@dataclass(frozen=True)
class RVTCLR:
    """Appearance is the same at both tempos; tempo is nearer to its equal; parts imitate the whole.

    Half of a batch is queried slowly, half fast; keys come at the same tempo and at the other one.
    The other one fills the queue, and is what snippets are matched to.

    Parameters
    ----------
    divides_every_logit
        False leaves the positive logit of the part branch undivided by tau until mining begins, a
        defect of the published code.
    """

    tau: float
    divides_every_logit: bool = True

    def heads(self, n_features: int, n_dims: int) -> nn.ModuleDict:
        return nn.ModuleDict(
            {
                "appearance": GlobalProjection(n_features, n_dims, deep=False),
                "tempo": GlobalProjection(n_features, n_dims, deep=False),
                "parts": PartProjection(n_features, n_dims),
            }
        )

    def views(self, clips: Clips, looks: Looks, draws: Draws) -> dict[str, Clips]:
        query, key = looks.strong(clips, draws), looks.weak(clips, draws)
        slowly = draws.half(len(clips))
        return {
            "query": chosen(slowly, slow(query), fast(query)),
            "same": chosen(slowly, slow(key), fast(key)),
            "other": chosen(slowly, fast(key), slow(key)),
            "parts": looks.weak(clips, draws),
        }

    def compare(
        self, query: Side, key: Side, views: Mapping[str, View], queue: Tensor, *, mining: bool
    ) -> Compared:
        q, whole = query.encode(views["query"]), query.encode(views["parts"])
        with torch.no_grad():
            same, other = key.encode(views["same"]), key.encode(views["other"])
            key_same, key_other = (key.projected("appearance", k.clips()) for k in (same, other))
            tempo_same, tempo_other = (key.projected("tempo", k.clips()) for k in (same, other))
        anchors = query.projected("appearance", q.clips())
        parts = query.heads["parts"](whole)
        counts = q.somebody() & same.somebody() & other.somebody() & whole.somebody()
        negatives = Negatives(queue, _mined(anchors, parts, queue) if mining else None)
        contrast = info_nce(anchors, key_same, negatives, self.tau, counts)
        across = info_nce(anchors, key_other, negatives, self.tau, counts)
        tempo = query.projected("tempo", q.clips())
        teacher = similarities_of(anchors, key_same, negatives) / self.tau
        student = self._logits(parts, key_same, negatives, mining=mining)
        terms = {
            "clip": contrast.loss,
            "other tempo": across.loss,
            "tempo": self._ranking(tempo, tempo_same, tempo_other, counts),
            "parts": imitation(student, teacher, counts),
        }
        return Compared(terms, contrast, q, other, key_other, counts)

    def _ranking(self, tempo: Tensor, same: Tensor, other: Tensor, counts: Tensor) -> Tensor:
        """How far the same tempo is from being nearer than the other one by a margin."""
        lead = (tempo * (same - other)).sum(dim=1) / self.tau
        return mean_over_all(F.relu(_MARGIN - lead), counts)

    def _logits(self, parts: Tensor, keys: Tensor, negatives: Negatives, *, mining: bool) -> Tensor:
        similarities = similarities_of(parts, keys, negatives)
        logits = similarities / self.tau
        if self.divides_every_logit or mining:
            return logits
        return torch.cat([similarities[:, :1], logits[:, 1:]], dim=1)


def _mined(anchors: Tensor, parts: Tensor, queue: Tensor) -> Tensor:
    """The nearest queue neighbour of either."""
    return mined(anchors.detach() @ queue.T, 1) | mined(parts.detach() @ queue.T, 1)
