"""Snippets: what an encoder says of a clip, cut in time into pieces that do not overlap."""

from dataclasses import dataclass

import torch
from torch import Tensor

from training.contrast.encoded import Track


@dataclass(frozen=True, eq=False)
class Snippets:
    """S snippets of each of N tracks.

    Parameters
    ----------
    features
        ``(N, C, S)``: the mean of the backbone's features; zero where there are none.
    counts
        ``(N, S)`` bool: where there are any.
    instants
        ``(N, S)``: the mean instant that a snippet shows.
    """

    features: Tensor
    counts: Tensor
    instants: Tensor


def snippets(track: Track, n_snippets: int) -> Snippets:
    """Masked adaptive average pooling over time.

    Step ``t`` of ``T`` belongs to snippet ``floor(t * S / T)``, so every step to exactly one. With
    as many steps as snippets, it is the identity; with fewer, some snippets stay empty.
    """
    n_steps = track.features.shape[2]
    steps = torch.arange(n_steps, device=track.features.device)
    member = steps * n_snippets // n_steps  # (T,)
    pool = torch.zeros(n_steps, n_snippets, device=steps.device).index_put(
        (steps, member), torch.ones((), device=steps.device)
    )
    here = track.here.to(pool.dtype)  # (N, T)
    n_here = here @ pool  # (N, S)
    share = n_here.clamp(min=1)
    return Snippets(
        (track.features.float() * here[:, None]) @ pool / share[:, None],
        n_here > 0,
        (track.instants * here) @ pool / share,
    )
