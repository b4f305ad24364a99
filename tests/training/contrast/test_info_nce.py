"""The loss in closed form, and against a slow reading of its definition."""

import math

import pytest
import torch
import torch.nn.functional as F  # noqa: N812

from training.contrast.info_nce import Negatives, info_nce, mined, uniformity


def units(*shape: int, seed: int = 0) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    return F.normalize(torch.randn(*shape, generator=generator), dim=-1)


def all_of(anchors: torch.Tensor) -> torch.Tensor:
    return torch.ones(len(anchors), dtype=torch.bool)


def test_flat_logits_cost_the_log_of_the_number_of_choices() -> None:
    anchors = units(4, 8)
    contrast = info_nce(anchors, anchors, Negatives(units(99, 8, seed=1)), 1e9, all_of(anchors))
    assert contrast.loss.item() == pytest.approx(math.log(100), rel=1e-5)


def test_one_negative_at_a_right_angle() -> None:
    x, y = torch.eye(2)[:1], torch.eye(2)[1:]
    contrast = info_nce(x, x, Negatives(y), 0.5, all_of(x))
    assert contrast.loss.item() == pytest.approx(math.log(1 + math.exp(-1 / 0.5)))
    assert contrast.alignment == 0
    assert contrast.accuracy == 1


def test_it_is_its_definition_with_mined_and_other_negatives_and_rows_that_do_not_count() -> None:
    anchors, positives, queue = units(5, 8), units(5, 8, seed=1), units(7, 8, seed=2)
    others, told_apart = units(3, 8, seed=3), torch.rand(5, 3) > 0.4
    near = mined(anchors @ queue.T, 2)
    counts = torch.tensor([True, True, False, True, False])
    tau, losses, wins = 0.2, [], []
    for n in (0, 1, 3):
        positive = [anchors[n] @ positives[n], *(anchors[n] @ k for k in queue[near[n]])]
        negative = [anchors[n] @ k for k in [*queue[~near[n]], *others[told_apart[n]]]]
        total = sum(math.exp(s / tau) for s in positive + negative)
        losses.append(-sum(math.log(math.exp(s / tau) / total) for s in positive) / 3)
        wins.append(float(positive[0] > max(negative)))
    negatives = Negatives(queue, near, others, told_apart)
    contrast = info_nce(anchors, positives, negatives, tau, counts)
    assert contrast.loss.item() == pytest.approx(sum(losses) / 3, rel=1e-5)
    assert contrast.accuracy.item() == pytest.approx(sum(wins) / 3)
    apart = (anchors - positives).square().sum(dim=1)[counts].mean()
    torch.testing.assert_close(contrast.alignment, apart)


def test_rows_that_do_not_count_get_no_gradient() -> None:
    anchors = units(3, 4).requires_grad_()
    counts = torch.tensor([True, False, True])
    info_nce(
        anchors, units(3, 4, seed=1), Negatives(units(5, 4, seed=2)), 0.1, counts
    ).loss.backward()
    assert anchors.grad is not None
    assert anchors.grad[[0, 2]].abs().sum(dim=1).min() > 0
    assert not anchors.grad[1].any()


def test_nothing_that_counts_costs_nothing() -> None:
    anchors = units(3, 4)
    contrast = info_nce(anchors, anchors, Negatives(anchors), 0.1, ~all_of(anchors))
    assert contrast.loss == contrast.alignment == contrast.uniformity == 0


def test_mining_finds_the_nearest() -> None:
    similarities = torch.tensor([[0.1, 0.9, 0.5], [0.3, 0.2, 0.1]])
    assert mined(similarities, 2).tolist() == [[False, True, True], [True, True, False]]
    assert mined(similarities, 9).all()


def test_uniformity_shows_collapse() -> None:
    assert uniformity(units(1, 8).expand(10, -1)) == pytest.approx(0, abs=1e-5)
    assert uniformity(units(400, 128)) == pytest.approx(-4, abs=0.1)
    opposite = torch.tensor([[1.0, 0.0], [-1.0, 0.0]])
    assert uniformity(opposite) == pytest.approx(-8)
