"""Probes of separable features, and an encoder that they leave as it was."""

import numpy as np
import pytest
import torch

from core.labels import UNKNOWN, LabelTrack, Segment, Span
from core.model.config import EncoderConfig
from core.model.encoders import build_encoder
from core.model.pretrained import EncoderCard, PretrainedEncoder
from core.progress import finish
from tests.core.networks import wandering
from training.datasets.labelled import LabelledRecording
from training.probe import Frames, LinearProbe, NeighbourProbe, encoded, known, probed


def separable(n: int = 90) -> tuple[torch.Tensor, torch.Tensor]:
    """Three directions, a class each."""
    labels = torch.arange(n) % 3
    noise = torch.randn(n, 5, generator=torch.Generator().manual_seed(0))
    return 10 * torch.eye(5)[labels] + noise, labels


def pretrained() -> PretrainedEncoder:
    torch.manual_seed(0)
    config = EncoderConfig(width=4)
    return PretrainedEncoder(EncoderCard(config), build_encoder(config))


def labelled(n_frames: int = 45) -> LabelledRecording:
    track = LabelTrack("by hand", n_frames, (Segment(5, 20, "a"),), (Span(0, 30),))
    return LabelledRecording(wandering(n_frames), track)


@pytest.mark.parametrize("probe", [LinearProbe, NeighbourProbe])
def test_separable_features_are_told_apart(
    probe: type[LinearProbe] | type[NeighbourProbe],
) -> None:
    features, labels = separable()
    probabilities = probe(features[:60], labels[:60], 3)(features[60:])
    torch.testing.assert_close(probabilities.sum(dim=1), torch.ones(30))
    assert torch.equal(probabilities.argmax(dim=1), labels[60:])


def test_the_linear_probe_is_trained_to_the_end() -> None:
    """Where the gradient vanishes, the mean probabilities are the shares of the classes."""
    features, labels = separable()
    labels[:7] = 0
    mean = LinearProbe(features, labels, 3)(features).mean(dim=0)
    torch.testing.assert_close(mean, labels.bincount() / len(labels), atol=1e-3, rtol=0)


def test_nearer_neighbours_weigh_more() -> None:
    directions = torch.tensor([[1.0, 0.0], [0.8, 0.6], [0.0, 1.0]])
    probe = NeighbourProbe(directions, torch.tensor([0, 1, 1]), 2, k=2)
    votes = np.exp(np.array([1.0, 0.8]) / 0.07)
    np.testing.assert_allclose(probe(torch.tensor([[3.0, 0.0]]))[0], votes / votes.sum(), rtol=1e-4)


def test_who_may_vote_is_drawn_by_the_seed() -> None:
    features, labels = separable()
    one, same, other = (
        NeighbourProbe(features, labels, 3, n_references=4, seed=seed)(features)
        for seed in (0, 0, 1)
    )
    assert torch.equal(one, same)
    assert not torch.equal(one, other)


def test_the_encoder_stays_as_it_was() -> None:
    encoder = pretrained()
    before = {name: value.clone() for name, value in encoder.network.state_dict().items()}
    (frames,) = finish(encoded(encoder, [labelled()], ["a"]))
    after = encoder.network.state_dict()
    assert all(torch.equal(after[name], value) for name, value in before.items())
    assert frames.features.shape == (45, 16)
    assert not frames.features.requires_grad


def test_only_known_frames_teach() -> None:
    frames = finish(encoded(pretrained(), [labelled(), labelled()], ["a"]))
    features, labels = known(frames)
    assert features.shape == (60, 16)
    assert labels.bincount().tolist() == [30, 30]
    assert UNKNOWN not in labels


def test_features_are_the_steps_at_every_eighth_frame_and_between_them() -> None:
    (frames,) = finish(encoded(pretrained(), [labelled()], ["a"]))
    x = frames.features
    torch.testing.assert_close(x[12], (x[8] + x[16]) / 2)
    torch.testing.assert_close(x[18], 0.75 * x[16] + 0.25 * x[24])


def test_nobody_is_background() -> None:
    here = torch.ones(40, dtype=torch.bool)
    here[30:] = False
    frames = Frames(torch.ones(40, 3), torch.zeros(40, dtype=torch.long), here)
    prediction = probed(lambda x: torch.eye(2)[[0] * len(x)], frames, wandering(40), ["a"])
    assert [(s.start, s.stop, s.class_name) for s in prediction.segments] == [(0, 30, "a")]
