"""A head learns from features that are there, and remembers what nobody has contradicted."""

import numpy as np
import pytest
import torch

from core.labels import UNKNOWN, LabelTrack, Segment, Span
from core.progress import finish
from tests.core.networks import tiny_model, wandering
from tests.training.test_finetune import CLASSES, labelled
from training.pooled import pooling
from training.refit import Example, RefitConfig, example, forgotten, grown, refit

MODEL = tiny_model(2, relation=False)
CONFIG = RefitConfig(steps=60, crop=64, batch_size=4, learning_rate=0.02)


def examples(n: int = 3) -> list[Example]:
    return [
        example(finish(pooling(MODEL.network, one.recording)), one.track, 30, CLASSES)
        for one in map(labelled, range(n))
    ]


def test_arms_are_told_apart_by_a_new_head() -> None:
    begun = grown(MODEL, CLASSES, seed=0)
    losses: list[float] = []
    finish(refit(begun, examples(), CONFIG, lambda row: losses.append(row["loss"]), device="cpu"))
    assert losses[-1] < losses[0] / 2


def test_the_same_seed_gives_the_same_weights() -> None:
    weights = []
    for _ in range(2):
        begun = grown(MODEL, CLASSES, seed=0)
        finish(refit(begun, examples(1), RefitConfig(steps=3, crop=64), device="cpu"))
        weights.append(begun.network.classify.weight.detach().clone())
    assert weights[0].equal(weights[1])


def test_what_the_model_knew_stays_where_its_classes_go() -> None:
    begun = grown(MODEL, ("new", "class 1"), seed=0)
    before, after = MODEL.network.classify.weight, begun.network.classify.weight
    assert begun.known == [1, 2]
    assert after[1].equal(before[1])
    assert after[2].equal(before[2])
    mapped = grown(MODEL, ("new", "other"), seed=0, chosen={"class 0": "new", "class 1": None})
    assert mapped.known == [0, 2]
    assert mapped.network.classify.weight[0].equal(before[0])


def test_labels_are_at_the_rate_of_the_model() -> None:
    recording = wandering(100, fps=50)
    pooled = finish(pooling(tiny_model().network, recording))
    track = LabelTrack("person", 100, (Segment(20, 50, "a"),), (Span(0, 60),))
    one = example(pooled, track, 50, ("a",))
    expected = [1] * 12 + [0] * 18 + [1] * 6 + [UNKNOWN] * 28
    np.testing.assert_array_equal(one.labels, expected)


def test_only_known_classes_in_frames_without_a_label_are_remembered() -> None:
    random = torch.Generator().manual_seed(0)
    before = torch.randn(2, 5, 4, generator=random)
    where = torch.zeros(2, 5, dtype=torch.bool)
    where[0, 1] = True
    now = before.clone()
    now[~where] += torch.randn(4, generator=random)
    now[..., 2] = 9
    now[..., [0, 1, 3]] += 5
    assert forgotten(now, before, where, [0, 1, 3]) == pytest.approx(0, abs=1e-6)
    now[0, 1, 0] += 1
    assert forgotten(now, before, where, [0, 1, 3]) > 0.01
    assert forgotten(now, before, torch.zeros_like(where), [0, 1, 3]) == 0


def test_settings_that_cannot_be() -> None:
    for wrong in ({"steps": 0}, {"crop": 12}, {"learning_rate": 0}, {"balance": 2}):
        with pytest.raises(ValueError, match=r"at least 1|multiple of 8|above 0|between"):
            RefitConfig(**wrong)
