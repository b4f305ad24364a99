"""Snippet contrast: every snippet of a view recognises its counterpart in the other view.

Cheng et al. 2025, 'Skeleton-snippet contrastive learning with multiscale feature fusion for action
localization', after Wang et al. 2021, 'Dense contrastive learning' (DenseCL).
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from training.contrast.encoded import Track
from training.contrast.heads import DenseProjection
from training.contrast.info_nce import Contrast, Negatives, info_nce, mined
from training.contrast.matching import match
from training.contrast.pooling import Snippets, snippets
from training.contrast.queue import Queue
from training.distributed import gathered, place


@dataclass(frozen=True)
class SnippetConfig:
    """How snippets are made, matched and told apart."""

    n_snippets: int = 32  # snippets of a view; with one per 8 frames, pooling changes nothing
    matching: str = "time"  # time, similarity (the paper's) or both
    reach: float = 12.0  # frames by which snippets of the same instant may differ; for time, both
    batch_negatives: bool = True  # whether all far snippets of the batch are negatives too
    n_mined: int = 5  # queue neighbours that become positives once mining begins
    cosine: bool = True  # False matches by plain products, as the published code does


@dataclass(frozen=True, eq=False)
class SnippetOutcome:
    """The loss of a batch, and what its queue learns from it."""

    contrast: Contrast
    keys: Tensor  # (N, D): one for each track
    counts: Tensor  # (N,) bool


class SnippetContrast(nn.Module):
    """The dense head's loss, against a queue of its own.

    Parameters
    ----------
    queue
        Fed with one vector per track: the mean of its key snippets' projections.
    tau
        Temperature.
    """

    def __init__(self, config: SnippetConfig, queue: Queue, tau: float) -> None:
        super().__init__()
        self.queue = queue
        self._config = config
        self._tau = tau

    def forward(
        self,
        query: tuple[Track, DenseProjection],
        key: tuple[Track, DenseProjection],
        *,
        mining: bool,
    ) -> SnippetOutcome:
        """Contrast two views of the same N tracks, each with its side's projection."""
        config = self._config
        q, s = self._projected(*query)  # s: (N, D, S)
        with torch.no_grad():
            k, t = self._projected(*key)
            places, found = match(q, k, config.matching, reach=config.reach, cosine=config.cosine)
        anchors, keys = (F.normalize(x, dim=1).transpose(1, 2) for x in (s, t))  # (N, S, D)
        positives = keys.gather(1, places[..., None].expand_as(anchors))
        flat = anchors.flatten(0, 1)  # (N S, D)
        negatives = self._negatives(flat, keys, k, places, mining=mining)
        contrast = info_nce(
            flat, positives.flatten(0, 1), negatives, self._tau, (q.counts & found).flatten()
        )
        return SnippetOutcome(contrast, _means(t, k.counts), k.counts.any(dim=1))

    def _projected(self, track: Track, projection: DenseProjection) -> tuple[Snippets, Tensor]:
        pooled = snippets(track, self._config.n_snippets)
        return pooled, projection(pooled.features)

    def _negatives(
        self, anchors: Tensor, keys: Tensor, key: Snippets, places: Tensor, *, mining: bool
    ) -> Negatives:
        """The queue and, if asked for, the snippets of all clips but what is near in the same."""
        queue, config = self.queue.keys, self._config
        near = mined(anchors.detach() @ queue.T, config.n_mined) if mining else None
        if not config.batch_negatives:
            return Negatives(queue, near)
        told_apart = _told_apart(key, places, config.reach)
        return Negatives(queue, near, gathered(keys).flatten(0, 1), told_apart)


def _told_apart(key: Snippets, places: Tensor, reach: float) -> Tensor:
    """``(N S, H)`` bool: of all processes' key snippets, those that show anything, and not about
    the same moment of the same track as the one at ``places`` ``(N, S)``."""
    n_tracks, n_snippets = places.shape
    moment = key.instants.gather(1, places).flatten()  # (N S,)
    track = torch.arange(n_tracks, device=places.device) + place().rank * n_tracks
    track = track.repeat_interleave(n_snippets)
    instants, counts = gathered(key.instants), gathered(key.counts)
    tracks = torch.arange(len(instants), device=places.device).repeat_interleave(n_snippets)
    apart = (instants.flatten() - moment[:, None]).abs() > 2 * reach
    return (apart | (tracks != track[:, None])) & counts.flatten()


def _means(projected: Tensor, counts: Tensor) -> Tensor:
    """``(N, D, S)`` → ``(N, D)``: unit vectors of the mean over the snippets that count."""
    mask = counts[:, None].to(projected.dtype)
    return F.normalize((projected * mask).sum(dim=2), dim=1)
