"""A head learns from features that are there, and remembers what nobody has contradicted."""

import numpy as np
import numpy.typing as npt
import pytest
import torch

from core.labels import UNKNOWN, LabelTrack, Segment, Span
from core.progress import finish
from tests.core.networks import tiny_model, wandering
from tests.training.test_finetune import CLASSES, labelled
from training.pooled import Pooled, pooling
from training.refit import grown, refit
from training.refit_config import RefitConfig
from training.refit_crops import Example, example

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


def test_other_recordings_are_remembered_by_while_a_class_could_be_forgotten() -> None:
    one, other = (each.pooled for each in examples(2))
    everything = np.arange(len(one.somebody)) // 20 % 4
    without_the_first = np.where(everything == 0, UNKNOWN, everything)

    def weights(labels: npt.NDArray[np.int64], *others: Pooled) -> torch.Tensor:
        begun = grown(MODEL, ("class 0", "class 1", "new"), seed=0)
        config = RefitConfig(steps=3, crop=64)
        finish(refit(begun, [Example(one, labels)], config, others=others, device="cpu"))
        return begun.network.classify.weight

    assert weights(everything, other).equal(weights(everything))
    assert not weights(without_the_first, other).equal(weights(without_the_first))


def test_settings_that_cannot_be() -> None:
    for wrong in (
        {"steps": 0},
        {"crop": 12},
        {"learning_rate": 0},
        {"balance": 2},
        {"remembered": 2},
    ):
        with pytest.raises(ValueError, match=r"at least 1|multiple of 8|above 0|between"):
            RefitConfig(**wrong)
