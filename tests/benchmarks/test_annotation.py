"""The simulated person gets predictions only of recordings that the model has not seen labelled."""

from argparse import Namespace
from dataclasses import replace

import pytest

from benchmarks import annotation
from benchmarks.annotation import Seen, cost, in_order, least_sure, refitting
from benchmarks.keystrokes import SECONDS
from core.corrections import Act
from core.inference import predict
from core.labels import LabelTrack, Segment, Span
from core.model.checkpoint import Model
from core.progress import finish
from tests.core.networks import tiny_model, wandering
from training.datasets.labelled import LabelledRecording
from training.pooled import pooling

ARGUMENTS = Namespace(steps=2, every=1)


@pytest.fixture(scope="module")
def seen() -> list[Seen]:
    recordings = [replace(wandering(96, 1, seed=n), name=str(n)) for n in range(3)]
    track = LabelTrack("Anna", 96, (Segment(20, 60, "class 1"),), (Span(0, 96),))
    network = tiny_model().network
    return [
        Seen(LabelledRecording(one, track, one.name), finish(pooling(network, one, device="cpu")))
        for one in recordings
    ]


def test_the_first_is_predicted_before_anything_is_learnt_from_it(seen: list[Seen]) -> None:
    model = tiny_model()
    pairs = list(refitting(model, [], [], seen, in_order, ARGUMENTS))
    said = finish(predict(model, seen[0].labelled.recording, device="cpu")).segments
    assert [(s.start, s.stop, s.class_name) for s in pairs[0][0]] == [
        (s.start, s.stop, s.class_name) for s in said
    ]
    assert [true for _, true in pairs] == [tuple(one.labelled.track.segments) for one in seen]


def test_a_refit_learns_from_what_was_labelled_before(
    seen: list[Seen], monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt: list[list[str]] = []
    whole = annotation.refitted

    def watched(model: Model, examples: object, labelled: list[LabelledRecording], n: int) -> Model:
        learnt.append([one.recording.name for one in labelled])
        return whole(model, examples, labelled, n)

    monkeypatch.setattr(annotation, "refitted", watched)
    list(refitting(tiny_model(), [], [], seen, in_order, ARGUMENTS))
    assert learnt == [["0"], ["0", "1"]]


def test_the_least_sure_come_first(seen: list[Seen]) -> None:
    model = tiny_model()
    sure = {
        one.labelled.recording.name: one.predicted(model).probabilities.max(axis=1).mean()
        for one in seen
    }
    ordered = [one.labelled.recording.name for one in least_sure(model, seen)]
    assert ordered == sorted(sure, key=lambda name: sure[name])


def test_costs_are_those_of_the_cheapest_acts() -> None:
    true = (Segment(10, 50, "a"),)
    assert cost([((), true)], 0) == (1, SECONDS[Act.INSERT])
    assert cost([(true, true), ((Segment(10, 50, "b"),), true)], 0) == (1, SECONDS[Act.RELABEL])
    assert cost([((Segment(13, 50, "a"),), true)], 3) == (0, 0)
