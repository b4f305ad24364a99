"""What a teacher adds, by networks whose answer is known because it is the same for every frame."""

from collections.abc import Sequence

import numpy as np
import pytest
import torch

from core.labels import UNKNOWN, LabelTrack, Segment, Span
from core.model.card import Card
from core.model.checkpoint import Model
from core.model.config import EncoderConfig, LocalizerConfig
from core.model.localizer import Localizer
from core.progress import finish
from core.recording import Recording
from core.skeleton import KINECT2
from training.datasets.labelled import LabelledRecording
from training.pseudo_labels import pseudo_labelled

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


def taught(teacher: Model, one: LabelledRecording, sure: float) -> list[int]:
    [after] = finish(pseudo_labelled(teacher, [one], CLASSES, sure=sure, device="cpu"))
    return after.track.dense(CLASSES).tolist()


def test_what_nobody_knows_is_as_the_teacher_says() -> None:
    assert taught(saying([0.7, 0.1, 0.2]), labelled(), 0.6) == [0] * N_FRAMES
    assert taught(saying([0.1, 0.2, 0.7]), labelled(), 0.6) == [2] * N_FRAMES


def test_what_it_is_not_sure_of_stays_unknown() -> None:
    assert taught(saying([0.7, 0.1, 0.2]), labelled(), 0.8) == [UNKNOWN] * N_FRAMES


def test_what_people_said_stands() -> None:
    one = labelled(Segment(5, 10, "jump"), reviewed=[Span(0, 20)])
    said = [2] * 5 + [1] * 5 + [2] * 10
    assert taught(saying([0.7, 0.1, 0.2]), one, 0.6) == said + [0] * 20


def test_where_everything_is_known_nobody_is_asked() -> None:
    one = labelled(reviewed=[Span(0, N_FRAMES)])
    [after] = finish(pseudo_labelled(saying([0.7, 0.1, 0.2]), [one], CLASSES, device="cpu"))
    assert after is one


def test_a_class_that_is_not_taught_is_unknown() -> None:
    teacher = saying([0.1, 0.1, 0.7, 0.1], ("wave", "jump", "kick"))
    assert taught(teacher, labelled(), 0.5) == [UNKNOWN] * N_FRAMES


def test_a_teacher_must_know_all_classes() -> None:
    with pytest.raises(ValueError, match="does not know 'jump'"):
        taught(saying([0.7, 0.3], ("wave",)), labelled(), 0.5)
