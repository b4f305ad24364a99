"""SkeletonCLR: a strong view recognises the weak view of its clip. Li et al. 2021, 'CrosSCLR'."""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from training.clips import Clips
from training.contrast.heads import GlobalProjection
from training.contrast.info_nce import Negatives, info_nce
from training.draws import Draws
from training.features import View
from training.hosts.base import Compared, Side
from training.looks import Looks


@dataclass(frozen=True)
class SkeletonCLR:
    """One contrast, momentum and a queue. It does not mine."""

    tau: float

    def heads(self, n_features: int, n_dims: int) -> nn.ModuleDict:
        return nn.ModuleDict({"clip": GlobalProjection(n_features, n_dims)})

    def views(self, clips: Clips, looks: Looks, draws: Draws) -> dict[str, Clips]:
        return {"query": looks.strong(clips, draws), "key": looks.weak(clips, draws)}

    def compare(
        self, query: Side, key: Side, views: Mapping[str, View], queue: Tensor, *, mining: bool
    ) -> Compared:
        q = query.encode(views["query"])
        with torch.no_grad():
            k = key.encode(views["key"])
            positives = key.projected("clip", k.clips())
        anchors = query.projected("clip", q.clips())
        counts = q.somebody() & k.somebody()
        contrast = info_nce(anchors, positives, Negatives(queue), self.tau, counts)
        return Compared({"clip": contrast.loss}, contrast, q, k, positives, counts)
