"""What a host is: the views that it wants, and what it makes of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor, nn

from core.model.encoders import AnyEncoder
from training.clips import Clips
from training.contrast.encoded import Encoded, encode
from training.contrast.heads import DenseProjection
from training.contrast.info_nce import Contrast
from training.distributed import mean_over_all
from training.draws import Draws
from training.features import View
from training.looks import Looks


class Side(nn.Module):
    """An encoder and what is projected from it: the query side, or the key side that follows it."""

    def __init__(
        self, encoder: AnyEncoder, heads: nn.ModuleDict, dense: DenseProjection | None
    ) -> None:
        super().__init__()
        self.encoder = encoder
        self.heads = heads
        self.dense = dense
        self.in_bfloat16 = False

    def encode(self, view: View) -> Encoded:
        return encode(self.encoder, view, bfloat16=self.in_bfloat16)

    def projected(self, head: str, clips: Tensor) -> Tensor:
        """``(B, C)`` clip features through the projection of that name."""
        unit: Tensor = self.heads[head](clips)
        return unit


@dataclass(frozen=True, eq=False)
class Compared:
    """What a host says of a batch.

    Parameters
    ----------
    terms
        Named losses that it asks to be minimised together.
    contrast
        Of whole clips, by which a collapse is seen.
    query, key
        The two views that snippets are to be contrasted between.
    keys
        ``(B, D)``: what the queue of clips is fed with.
    counts
        ``(B,)`` bool: clips in which there is anybody.
    """

    terms: Mapping[str, Tensor]
    contrast: Contrast
    query: Encoded
    key: Encoded
    keys: Tensor
    counts: Tensor

    @property
    def loss(self) -> Tensor:
        return torch.stack(list(self.terms.values())).sum()


class Host(Protocol):
    """A method that contrasts whole clips. It has no weights of its own: those are in the sides."""

    def heads(self, n_features: int, n_dims: int) -> nn.ModuleDict:
        """The projections of one side."""
        ...

    def views(self, clips: Clips, looks: Looks, draws: Draws) -> dict[str, Clips]:
        """Views of a batch by name."""
        ...

    def compare(
        self, query: Side, key: Side, views: Mapping[str, View], queue: Tensor, *, mining: bool
    ) -> Compared:
        """Losses of the views against a queue ``(K, D)`` of clips seen before.

        Parameters
        ----------
        mining
            Whether nearest neighbours in the queue count as positives.
        """
        ...


def imitation(student: Tensor, teacher: Tensor, counts: Tensor) -> Tensor:
    """Cross-entropy of two distributions given as logits ``(N, K)``; the teacher learns nothing.

    The distributional divergence of Guo et al. 2022, 'AimCLR', equation 7.
    """
    target = teacher.detach().softmax(dim=1)
    return mean_over_all(-(target * student.log_softmax(dim=1)).sum(dim=1), counts)
