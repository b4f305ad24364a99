"""Which snippet of one view corresponds to which of the other."""

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from training.contrast.pooling import Snippets

MATCHINGS = ("similarity", "time", "both")


def match(
    query: Snippets, key: Snippets, how: str, *, reach: float, cosine: bool = True
) -> tuple[Tensor, Tensor]:
    """For every query snippet its key snippet, and whether it has one.

    Parameters
    ----------
    query, key
        The same N things seen twice.
    how
        ``"similarity"``, the paper's: the key whose backbone features are most alike.
        ``"time"``: the key that shows the nearest instant, by the known mapping of the views.
        ``"both"``: the most alike among those of about the same instant.
    reach
        Frames: what is farther away is not the same instant.
    cosine
        False compares by plain products, in which the loudest key wins, as the published code does.

    Returns
    -------
    places, found
        ``(N, S)`` long and ``(N, S)`` bool.
    """
    if how not in MATCHINGS:
        raise ValueError(f"there is no matching {how!r}; known: {', '.join(MATCHINGS)}")
    possible = query.counts[:, :, None] & key.counts[:, None]  # (N, S, S')
    apart = (query.instants[:, :, None] - key.instants[:, None]).abs()
    if how != "similarity":
        possible = possible & (apart <= reach)
    merit = -apart if how == "time" else _likeness(query.features, key.features, cosine=cosine)
    places = merit.masked_fill(~possible, -torch.inf).argmax(dim=2)
    return places, possible.any(dim=2)


def _likeness(query: Tensor, key: Tensor, *, cosine: bool) -> Tensor:
    """``(N, C, S)`` and ``(N, C, S')`` → ``(N, S, S')``."""
    if cosine:
        query, key = F.normalize(query, dim=1), F.normalize(key, dim=1)
    return query.transpose(1, 2) @ key
