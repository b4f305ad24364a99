"""The key side: a slow follower of the query side, never trained itself."""

import copy
from typing import TypeVar

import torch
from torch import nn

Side = TypeVar("Side", bound=nn.Module)


def follower(side: Side) -> Side:
    """A copy that takes no gradient. Make it after the side is initialised, so that both agree."""
    return copy.deepcopy(side).requires_grad_(False)


@torch.no_grad()
def follow(key: nn.Module, query: nn.Module, momentum: float) -> None:
    """Move every parameter of ``key`` a little: ``key = momentum * key + (1 - momentum) * query``.

    Running statistics of normalisations are left alone: the key side sees its own batches.
    """
    for slow, fast in zip(key.parameters(), query.parameters(), strict=True):
        slow.lerp_(fast, 1 - momentum)
