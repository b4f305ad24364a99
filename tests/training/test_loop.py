"""One step after another."""

from copy import deepcopy

import pytest
import torch

from tests.core.networks import tiny_model
from training.batch import Batch
from training.loop import Trainer
from training.targets import targets_of


def batch(scale: float = 1.0) -> Batch:
    random = torch.Generator().manual_seed(0)
    features = scale * torch.randn(2, 16, 1, 25, 18, generator=random)
    labels = torch.randint(0, 4, (2, 16), generator=random)
    return Batch(features, torch.ones(2, 16, 1, dtype=torch.bool), targets_of(labels, 3))


def trainer(*, encoder_rate: float = 1.0, smoothing_weight: float = 0.1) -> Trainer:
    return Trainer(
        tiny_model().network,
        learning_rate=0.01,
        encoder_rate=encoder_rate,
        weight_decay=0.01,
        gradient_clip=5,
        smoothing_weight=smoothing_weight,
        edge_weight=0.3,
        bfloat16=False,
    )


def test_steps_make_the_loss_smaller() -> None:
    one = trainer()
    losses = [one.step(batch(), 0.5) for _ in range(10)]
    assert losses[-1] < losses[0]


def test_nothing_of_a_frozen_encoder_changes_or_is_dropped() -> None:
    one = trainer(encoder_rate=0)
    before = {name: value.clone() for name, value in one.network.state_dict().items()}
    one.step(batch(), 0.5)
    assert one.network.training
    assert not any(module.training for module in one.network.encoder.modules())
    changed = {
        name for name, value in one.network.state_dict().items() if not value.equal(before[name])
    }
    assert changed
    assert not any(name.startswith("encoder.") for name in changed)


def test_what_is_not_a_number_leaves_the_weights_alone() -> None:
    one = trainer(smoothing_weight=float("inf"))
    before = {name: value.clone() for name, value in one.network.named_parameters()}
    with pytest.raises(FloatingPointError, match="no longer a number"):
        one.step(batch(), 0.5)
    assert all(value.equal(before[name]) for name, value in one.network.named_parameters())


def test_from_its_state_another_goes_on_the_same() -> None:
    one, other = trainer(), trainer()
    one.step(batch(), 0.3)
    other.restore(deepcopy(one.state()))
    losses = []
    for each in (one, other):
        torch.manual_seed(0)
        losses.append([each.step(batch(), done) for done in (0.5, 0.6)])
    assert losses[0] == losses[1]
