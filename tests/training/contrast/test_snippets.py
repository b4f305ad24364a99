"""The dense head: what it learns, what it must not see, and what its queue gets."""

import itertools
from dataclasses import replace

import pytest
import torch
import torch.nn.functional as F  # noqa: N812

from training.contrast.encoded import Track
from training.contrast.heads import DenseProjection
from training.contrast.momentum import follower
from training.contrast.pooling import snippets
from training.contrast.queue import Queue
from training.contrast.snippets import (
    SnippetConfig,
    SnippetContrast,
    SnippetOutcome,
    _told_apart,
)

CONFIG = SnippetConfig(n_snippets=8, matching="time", reach=4, batch_negatives=False)


def track(n: int = 2, n_steps: int = 8, seed: int = 0) -> Track:
    generator = torch.Generator().manual_seed(seed)
    return Track(
        torch.randn(n, 64, n_steps, generator=generator),
        torch.ones(n, n_steps, dtype=torch.bool),
        torch.arange(n_steps) * 8.0 + torch.zeros(n, 1),
    )


def head(config: SnippetConfig = CONFIG) -> tuple[SnippetContrast, DenseProjection]:
    torch.manual_seed(0)
    return SnippetContrast(config, Queue(64, 32), tau=0.1), DenseProjection(64, 32)


def outcome(
    query: Track, key: Track, config: SnippetConfig = CONFIG, *, mining: bool = False
) -> SnippetOutcome:
    contrast, projection = head(config)
    result: SnippetOutcome = contrast((query, projection), (key, projection), mining=mining)
    return result


def test_eight_snippets_are_learnt_by_heart() -> None:
    contrast, projection = head(replace(CONFIG, batch_negatives=True))
    query, key = track(1), track(1, seed=1)
    still = follower(projection)
    optimiser = torch.optim.Adam(projection.parameters(), 0.01)
    for _ in range(60):
        result = contrast((query, projection), (key, still), mining=False)
        optimiser.zero_grad()
        result.contrast.loss.backward()
        optimiser.step()
    assert result.contrast.loss < 0.05
    assert result.contrast.accuracy == 1


@pytest.mark.parametrize("hard", [False, True])
@pytest.mark.parametrize("matching", ["similarity", "time", "both"])
def test_padding_changes_nothing(matching: str, hard: bool) -> None:
    config = replace(CONFIG, matching=matching, batch_negatives=hard)
    query, key = track(3), track(3, seed=1)
    here = torch.ones(3, 8, dtype=torch.bool)
    here[0, 5:] = here[1, 3:] = False
    results = []
    for seed in (2, 3):
        noise = track(3, seed=seed).features
        views = [
            Track(torch.where(here[:, None], one.features, noise), here, one.instants)
            for one in (query, key)
        ]
        results.append(outcome(*views, config, mining=True))
    one, other = results
    torch.testing.assert_close(one.contrast.loss, other.contrast.loss)
    torch.testing.assert_close(one.keys, other.keys)


def test_the_queue_gets_the_mean_of_the_key_snippets() -> None:
    query, key = track(), track(seed=1)
    _, projection = head()
    result = outcome(query, key)
    expected = F.normalize(projection(key.features).mean(dim=2), dim=1)
    torch.testing.assert_close(result.keys, expected)
    assert result.counts.all()


def test_a_track_in_which_nobody_is_feeds_nothing() -> None:
    query, key = track(), track(seed=1)
    here = key.here.clone()
    here[1] = False
    result = outcome(
        Track(query.features, here, query.instants), Track(key.features, here, key.instants)
    )
    assert result.counts.tolist() == [True, False]
    assert torch.isfinite(result.contrast.loss)


def test_keys_get_no_gradient() -> None:
    contrast, projection = head()
    key_projection = DenseProjection(64, 32)
    contrast(
        (track(), projection), (track(seed=1), key_projection), mining=False
    ).contrast.loss.backward()
    assert all(p.grad is None for p in key_projection.parameters())
    assert all(p.grad is not None for p in projection.parameters())


def test_far_snippets_of_the_batch_make_it_harder() -> None:
    query, key = track(1), track(1, seed=1)
    plain = outcome(query, key).contrast.loss
    hard = outcome(query, key, replace(CONFIG, batch_negatives=True)).contrast.loss
    assert hard > plain
    # Within a clip, nothing is farther than a long enough reach.
    near = replace(CONFIG, batch_negatives=True, reach=100)
    torch.testing.assert_close(outcome(query, key, near).contrast.loss, plain)


def test_which_snippets_of_the_batch_are_told_apart() -> None:
    here = torch.ones(2, 8, dtype=torch.bool)
    here[1, 6:] = False
    key = snippets(replace(track(), here=here), 8)
    places = torch.arange(8).expand(2, 8)
    told_apart = _told_apart(key, places, reach=8)  # 16 frames, two snippets
    for anchor, other in itertools.product(range(16), repeat=2):
        same_clip = anchor // 8 == other // 8
        shows_something = other < 14
        far = abs(anchor % 8 - other % 8) > 2
        instants_known = anchor < 14
        if instants_known:
            assert told_apart[anchor, other] == (shows_something and (far or not same_clip))
