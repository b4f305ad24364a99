"""Which class is which: by name, by hand, never dropped."""

import pytest

from core.class_mapping import ClassMapping
from core.labels import Segment

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
