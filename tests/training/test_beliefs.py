"""What teachers believe, by networks that say the same of every frame."""

from collections.abc import Sequence

import numpy as np
import pytest
import torch

from core.labels import LabelTrack, Segment, Span
from core.model.card import Card
from core.model.checkpoint import Model
from core.model.config import EncoderConfig, LocalizerConfig
from core.model.localizer import Localizer
from core.progress import finish
from core.recording import Recording
from core.skeleton import KINECT2
from training.beliefs import believed
from training.datasets.labelled import LabelledRecording

CLASSES = ("wave", "jump")
N_FRAMES = 40


def saying(probabilities: Sequence[float], classes: tuple[str, ...] = CLASSES) -> Model:
    """A model that says the same of every frame; background last."""
    encoder = EncoderConfig(width=2, relation=False)
    config = LocalizerConfig(len(classes), encoder, context_layers=0)
    network = Localizer(config)
    with torch.no_grad():
        network.classify.weight.zero_()
        network.classify.bias.copy_(torch.tensor(probabilities).log())
    return Model(Card("teacher", classes, config), network)


def labelled(*segments: Segment, reviewed: Sequence[Span] = ()) -> LabelledRecording:
    positions = np.random.default_rng(0).normal(size=(N_FRAMES, 1, 25, 3))
    track = LabelTrack("person", N_FRAMES, segments, reviewed)
    return LabelledRecording(Recording.measured(positions, KINECT2, 30, name="one"), track)


def said(*teachers: Model, one: LabelledRecording | None = None) -> list[list[float]]:
    """What they believe of every frame, rounded."""
    [beliefs] = finish(believed(teachers, [one or labelled()], CLASSES, device="cpu"))
    assert beliefs is not None
    return beliefs.round(3).tolist()


def test_what_a_teacher_says_is_believed() -> None:
    assert said(saying([0.7, 0.1, 0.2])) == [pytest.approx([0.7, 0.1, 0.2])] * N_FRAMES


def test_several_are_believed_on_average() -> None:
    both = said(saying([0.7, 0.1, 0.2]), saying([0.1, 0.7, 0.2]))
    assert both == [pytest.approx([0.4, 0.4, 0.2])] * N_FRAMES


def test_where_everything_is_known_nobody_is_asked() -> None:
    one = labelled(reviewed=[Span(0, N_FRAMES)])
    assert finish(believed([saying([0.7, 0.1, 0.2])], [one], CLASSES, device="cpu")) == [None]


def test_classes_are_told_by_their_names() -> None:
    teacher = saying([0.1, 0.2, 0.3, 0.4], ("jump", "kick", "wave"))
    # What is left is for the kick, which is not taught.
    assert said(teacher) == [pytest.approx([0.3, 0.1, 0.4])] * N_FRAMES


def test_a_teacher_must_know_all_classes() -> None:
    with pytest.raises(ValueError, match="does not know 'jump'"):
        said(saying([0.7, 0.1, 0.2]), saying([0.7, 0.3], ("wave",)))
