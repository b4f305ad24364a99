"""Both baselines learn by heart what they are shown, the same way for the same seed."""

import numpy as np
import pytest
import torch

from benchmarks.baselines.recipe import INPUTS, BaselineConfig, predict, train
from core.labels import LabelTrack, Segment, Span
from core.progress import finish
from core.recording import Recording
from core.skeleton import KINECT2
from tests.core.networks import wandering
from training.datasets.labelled import LabelledRecording


def lifting() -> LabelledRecording:
    """Two bodies of which the first has its joints a metre higher while it lifts."""
    recording = wandering(120)
    positions = recording.positions.copy()
    positions[40:80, 0, 1:, 2] += 1
    lifted = Recording.measured(positions, KINECT2, 30, name="lifting")
    track = LabelTrack("by hand", 120, (Segment(40, 80, "lift"),), (Span(0, 120),))
    return LabelledRecording(lifted, track)


@pytest.mark.parametrize("inputs", INPUTS)
def test_learned_by_heart(inputs: str) -> None:
    config = BaselineConfig(inputs, epochs=25, crop=120, batch_size=2, bfloat16=False)
    network = finish(train([lifting()], ["lift"], config))
    prediction = predict(network, INPUTS[inputs], lifting().recording, ["lift"])
    truth = lifting().track.dense(["lift"])
    assert (prediction.probabilities.argmax(axis=1) == truth).mean() > 0.9
    np.testing.assert_allclose(prediction.probabilities.sum(axis=1), 1, rtol=1e-5)


def test_the_same_seed_gives_the_same_network() -> None:
    config = BaselineConfig(epochs=1, crop=32, batch_size=1)
    one, other = (finish(train([lifting()], ["lift"], config)) for _ in range(2))
    for a, b in zip(one.state_dict().values(), other.state_dict().values(), strict=True):
        assert torch.equal(a, b)
