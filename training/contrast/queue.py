"""A memory of keys, the negatives of every contrast. He et al. 2020, 'Momentum contrast'."""

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from training.distributed import gathered


class Queue(nn.Module):
    """Unit vectors of which the oldest make room for new ones. Random ones, to begin with.

    Parameters
    ----------
    n_keys
        How many it holds.
    n_dims
        Length of each.
    moves
        False reproduces a defect of the published code: the place to write stays the first, and
        all keys beyond the first batch remain random.
    """

    def __init__(self, n_keys: int, n_dims: int, *, moves: bool = True) -> None:
        super().__init__()
        self.keys: Tensor
        self.pointer: Tensor
        self.register_buffer("keys", F.normalize(torch.randn(n_keys, n_dims), dim=1))
        self.register_buffer("pointer", torch.zeros((), dtype=torch.long))
        self._moves = moves

    @torch.no_grad()
    def push(self, keys: Tensor, counts: Tensor) -> None:
        """Take in the rows of ``keys`` ``(N, D)`` that count ``(N,)``, of all processes."""
        keys = gathered(keys)[gathered(counts)][-len(self.keys) :]
        places = (self.pointer + torch.arange(len(keys), device=keys.device)) % len(self.keys)
        self.keys[places] = keys.to(self.keys.dtype)
        if self._moves:
            self.pointer.add_(len(keys)).remainder_(len(self.keys))
