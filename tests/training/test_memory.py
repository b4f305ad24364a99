"""What is remembered, by frames whose divergence is known."""

import numpy as np
import pytest
import torch

from core.labels import UNKNOWN
from training.memory import Memory, at_risk

KNOWN = [0, 1, 3]
"""Of four columns; 2 is a new class, 3 background."""


def test_only_known_classes_in_frames_that_count_are_compared() -> None:
    random = torch.Generator().manual_seed(0)
    before = torch.randn(2, 5, 4, generator=random)
    where = torch.zeros(2, 5, dtype=torch.bool)
    where[0, 1] = True
    now = before.clone()
    now[~where] += torch.randn(4, generator=random)
    now[..., 2] = 9
    now[..., KNOWN] += 5
    memory = Memory(KNOWN)
    assert memory.lost(now, before, where) == pytest.approx(0, abs=1e-6)
    now[0, 1, 0] += 1
    assert memory.lost(now, before, where) > 0.01
    assert memory.lost(now, before, torch.zeros_like(where)) == 0


def test_no_new_class_takes_the_place_of_one_that_the_model_is_sure_of() -> None:
    """There it may only be part of background: the sum of both is compared."""
    sure = torch.tensor([0.95, 0.02, 0.5, 0.03]).log()
    unsure = torch.tensor([0.6, 0.2, 0.5, 0.2]).log()
    before, where = torch.stack([sure, unsure])[None], torch.ones(1, 2, dtype=torch.bool)
    shared = torch.tensor([0.95, 0.02, 0.01, 0.02]).log()
    memory = Memory(KNOWN, risky=[0])
    assert memory.lost(torch.stack([shared, unsure])[None], before, where) == pytest.approx(
        0, abs=1e-6
    )
    expected = 0.95 * np.log(1.5) + 0.02 * np.log(1.5) + 0.03 * np.log(0.03 / (0.53 / 1.5))
    assert memory.lost(before, before, where) * 2 == pytest.approx(expected, rel=1e-5)
    assert Memory(KNOWN, risky=[1]).lost(before, before, where) == pytest.approx(0, abs=1e-6)


def test_a_class_is_at_risk_while_hardly_anything_of_it_is_labelled() -> None:
    labels = np.repeat([0, 1, 2, 3, UNKNOWN], [15, 14, 0, 90, 50])
    assert at_risk(labels, [0, 1, 3]) == (1,)
    assert at_risk(labels, [0, 3]) == ()
