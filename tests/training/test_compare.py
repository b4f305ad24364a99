from dataclasses import replace

import torch

from core.inference import predict
from core.labels import LabelTrack, Segment, Span
from core.model.checkpoint import Model
from core.progress import finish
from tests.core.networks import tiny_model, wandering
from training.compare import compare_models


def other_model() -> Model:
    model = tiny_model()
    with torch.no_grad():
        bias = model.network.classify.bias
        assert bias is not None
        bias[1] += 9
    return replace(model, card=replace(model.card, name="other"))


def test_models_are_compared_by_what_they_predict() -> None:
    recordings = [replace(wandering(120, 1, seed=n), name=str(n)) for n in range(2)]
    truth = LabelTrack("Anna", 120, (Segment(0, 60, "class 1"),), (Span(0, 120),))
    held_out = [(recordings[0], truth), (recordings[1], None)]
    comparison = finish(compare_models(tiny_model(), other_model(), held_out, device="cpu"))
    assert (comparison.old_model, comparison.new_model) == ("tiny", "other")
    assert (comparison.recordings, comparison.judged) == (("0", "1"), ("0",))
    assert {one.recording for one in comparison.revisions} == {"0", "1"}
    said = finish(predict(other_model(), recordings[1], device="cpu")).segments
    new = {one.new for one in comparison.revisions if one.recording == "1" and one.new}
    assert new
    assert new <= set(said)


def test_a_model_does_not_differ_from_itself() -> None:
    held_out = [(wandering(120, 1), None)]
    comparison = finish(compare_models(tiny_model(), tiny_model(), held_out, device="cpu"))
    assert comparison.revisions == ()
