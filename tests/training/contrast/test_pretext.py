"""The whole of stage 1 against the paper's figures."""

import math
from dataclasses import replace

import pytest
import torch
from torch import nn

from core.model.config import EncoderConfig
from training.contrast.pretext import Outcome, Pretext
from training.features import View
from training.pretrain_config import PAPER, PretrainConfig

UNUSED_CONVOLUTION = 128 * 128
# Each side of the published model has, besides, a normalisation of 3 coordinates of 25 joints that
# nothing passes through.
UNUSED_NORMS = 2 * 2 * 3 * 25

SMALL = replace(PAPER, encoder=replace(PAPER.encoder, width=8), queue=256)


def count(module: nn.Module) -> int:
    return sum(p.numel() for p in module.parameters())


def paper_views(n_frames: int = 64, n: int = 2) -> dict[str, View]:
    """Views of noise with the names that RVTCLR gives them."""
    generator = torch.Generator().manual_seed(0)
    return {
        name: View(
            torch.randn(n, length, 1, 25, 3, generator=generator),
            torch.ones(n, length, 1, dtype=torch.bool),
            torch.arange(length).float().expand(n, -1),
        )
        for name, length in (
            ("query", n_frames // 2),
            ("same", n_frames // 2),
            ("other", n_frames // 2),
            ("parts", n_frames),
        )
    }


def outcome(config: PretrainConfig) -> Outcome:
    torch.manual_seed(0)
    result: Outcome = Pretext(config)(paper_views(), False)
    return result


def test_it_has_the_parameters_of_the_papers() -> None:
    pretext = Pretext(PAPER)
    assert count(pretext.query) == count(pretext.key) == 3_458_178 + 460_928
    assert count(pretext) + UNUSED_CONVOLUTION + UNUSED_NORMS == 7_854_896


def test_queues_are_those_of_the_paper() -> None:
    pretext = Pretext(PAPER)
    assert pretext.snippets is not None
    assert pretext.queue.keys.shape == pretext.snippets.queue.keys.shape == (32_768, 128)


def test_flat_logits_cost_what_the_paper_expects() -> None:
    flat = outcome(replace(SMALL, tau=1e9, queue=32_768))
    expected = 3 * math.log(32_769) + 1 + 1.5 * math.log(32_769)
    assert expected == pytest.approx(47.8, abs=0.02)
    assert flat.loss.item() == pytest.approx(expected, rel=1e-4)


def test_the_published_code_begins_near_its_log() -> None:
    loss = outcome(replace(PAPER, encoder=SMALL.encoder, paper_code=True)).loss
    assert loss.item() == pytest.approx(50.26, abs=6)


def test_the_key_side_begins_as_the_query_side_but_not_in_the_published_code() -> None:
    for paper_code in (False, True):
        torch.manual_seed(0)
        pretext = Pretext(replace(SMALL, paper_code=paper_code))
        same = [
            torch.equal(q, k)
            for q, k in zip(pretext.query.parameters(), pretext.key.parameters(), strict=True)
            if q.dim() > 1
        ]
        assert all(same) is not paper_code


def test_only_the_query_side_learns_from_the_loss_and_the_rest_follows() -> None:
    torch.manual_seed(0)
    pretext = Pretext(SMALL)
    result = pretext(paper_views(), False)
    result.loss.backward()
    assert all(p.grad is None for p in pretext.key.parameters())
    still = [n for n, p in pretext.query.named_parameters() if p.requires_grad and p.grad is None]
    assert still == []
    pretext.learn(result)
    assert pretext.snippets is not None
    assert pretext.queue.pointer == pretext.snippets.queue.pointer == 2
    torch.testing.assert_close(pretext.queue.keys[:2], result.clips.keys)


def test_only_the_query_side_drops() -> None:
    network = EncoderConfig(width=4, relation=False, movement=False, dropout=0.5)
    pretext = Pretext(replace(SMALL, encoder=network)).train()
    view = paper_views()["parts"]
    with torch.no_grad():
        key, same_key, query, other_query = (
            side.encode(view).features
            for side in (pretext.key, pretext.key, pretext.query, pretext.query)
        )
    assert torch.equal(key, same_key)
    assert not torch.equal(query, other_query)


def test_figures_show_every_term() -> None:
    assert set(outcome(SMALL).figures()) == {
        *("loss", "loss clip", "loss other tempo", "loss tempo", "loss parts", "loss snippets"),
        *("alignment clips", "uniformity clips", "accuracy clips"),
        *("alignment snippets", "uniformity snippets", "accuracy snippets"),
    }


def test_without_snippets_there_is_only_the_host() -> None:
    result = outcome(replace(SMALL, snippets=False))
    assert result.snippets is None
    torch.testing.assert_close(result.loss, result.clips.loss)
