import pytest
import torch

from training.contrast.matching import match
from training.contrast.pooling import Snippets


def seen(n_snippets: int, seed: int) -> Snippets:
    generator = torch.Generator().manual_seed(seed)
    return Snippets(
        torch.randn(4, 6, n_snippets, generator=generator),
        torch.rand(4, n_snippets, generator=generator) > 0.3,
        torch.rand(4, n_snippets, generator=generator) * 50,
    )


def merit(how: str, query: Snippets, key: Snippets, n: int, i: int, j: int, cosine: bool) -> float:
    """How well key snippet ``j`` matches query snippet ``i``; -inf if it may not."""
    apart = abs(float(query.instants[n, i] - key.instants[n, j]))
    if not key.counts[n, j] or (how != "similarity" and apart > 10):
        return -float("inf")
    if how == "time":
        return -apart
    a, b = query.features[n, :, i], key.features[n, :, j]
    return float(a @ b / (a.norm() * b.norm() if cosine else 1))


@pytest.mark.parametrize("how", ["similarity", "time", "both"])
@pytest.mark.parametrize("cosine", [True, False])
def test_each_snippet_finds_the_best_that_it_may(how: str, cosine: bool) -> None:
    query, key = seen(7, 0), seen(9, 1)
    places, found = match(query, key, how, reach=10, cosine=cosine)
    for n in range(4):
        for i in range(7):
            merits = [merit(how, query, key, n, i, j, cosine) for j in range(9)]
            possible = bool(query.counts[n, i]) and max(merits) > -float("inf")
            assert found[n, i] == possible
            if possible:
                assert places[n, i] == merits.index(max(merits))


def test_a_view_matches_itself() -> None:
    one = seen(8, 0)
    for how in ("similarity", "time", "both"):
        places, found = match(one, one, how, reach=5)
        assert torch.equal(found, one.counts)
        assert torch.equal(places[found], torch.arange(8).expand(4, -1)[found])


def test_another_way_is_refused() -> None:
    with pytest.raises(ValueError, match="no matching 'colour'"):
        match(seen(3, 0), seen(3, 0), "colour", reach=1)
