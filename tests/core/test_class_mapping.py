"""Which class is which: by name, by hand, never dropped."""

import numpy as np
import pytest

from core.class_mapping import ClassMapping
from core.labels import Segment
from core.prediction import Prediction

OURS = ("walk", "Sit-down", "turn_left", "turn left")


@pytest.mark.parametrize(
    ("theirs", "becomes"),
    [
        ("walk", "walk"),
        ("Walk", "walk"),
        ("sit down", "Sit-down"),
        ("turn left", "turn left"),
        ("TURN LEFT", "TURN LEFT"),
        ("jump", "jump"),
    ],
)
def test_names_that_are_alike_are_one_class_unless_in_doubt(theirs: str, becomes: str) -> None:
    assert ClassMapping.between([theirs], OURS).becomes == {theirs: becomes}


def test_what_is_not_ours_is_new_and_what_is_set_aside_is_handed_back() -> None:
    mapping = ClassMapping.between(["Walk", "jump", "none"], OURS).setting("none", None)
    segments = [Segment(0, 1, "Walk", 0.4), Segment(1, 2, "jump"), Segment(2, 3, "none")]
    mapped = mapping.apply(segments)
    assert mapping.new(OURS) == ("jump",)
    assert mapped.segments == (Segment(0, 1, "walk", 0.4), Segment(1, 2, "jump"))
    assert mapped.set_aside == (Segment(2, 3, "none"),)


def test_a_class_that_nobody_has_mapped_is_an_error() -> None:
    mapping = ClassMapping.between(["walk"], OURS)
    with pytest.raises(ValueError, match="'jump' is not mapped"):
        mapping.apply([Segment(0, 1, "jump")])
    with pytest.raises(ValueError, match="no class 'jump' to map"):
        mapping.setting("jump", "walk")


def test_what_was_chosen_stands_as_long_as_the_class_is_there() -> None:
    chosen = {"stroll": "walk", "jump": None, "turn": "turn left", "hop": "hop", "gone": "walk"}
    becomes = ClassMapping.between(["stroll", "jump", "turn", "hop"], OURS, chosen).becomes
    assert becomes == {"stroll": "walk", "jump": None, "turn": "turn left", "hop": "hop"}
    after = ClassMapping.between(["stroll", "jump", "turn"], ["walk"], chosen).becomes
    assert after == {"stroll": "walk", "jump": None, "turn": "turn"}


def test_a_translated_prediction_adds_what_becomes_one_and_calls_the_rest_background() -> None:
    probabilities = np.array([[0.1, 0.2, 0.3, 0.4]], np.float32).repeat(4, 0)
    said = (Segment(0, 1, "stroll", 0.5), Segment(1, 2, "jump", 0.5), Segment(2, 3, "walk", 0.5))
    prediction = Prediction(probabilities, ("walk", "jump", "stroll"), "m", said)
    mapping = ClassMapping({"walk": "walk", "jump": None, "stroll": "walk"})
    translated = mapping.translated(prediction)
    assert translated.classes == ("walk",)
    np.testing.assert_allclose(translated.probabilities, [[0.4, 0.6]] * 4, rtol=1e-6)
    assert translated.segments == (Segment(0, 1, "walk", 0.5), Segment(2, 3, "walk", 0.5))
    assert translated.model == "m"


def test_a_prediction_in_our_classes_is_not_copied() -> None:
    prediction = Prediction(np.ones((3, 2), np.float32), ("walk",), "m")
    assert ClassMapping({"walk": "walk"}).translated(prediction) is prediction
