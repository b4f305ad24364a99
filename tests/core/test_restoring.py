"""Restoring gives the past exactly, and undoing that the present."""

from itertools import product

from core.classes import ClassList
from core.label_set import LabelSet
from core.labels import LabelTrack, Segment, Span
from core.restoring import restore

MINE = LabelTrack("mine", 30, (Segment(0, 5, "a", note="n"),), (Span(0, 9),))
EDITED = LabelTrack("mine", 30, (Segment(0, 7, "a"),), annotator="Anna")
HERS = LabelTrack("hers", 30, (Segment(3, 6, "b"),))
STATES = (
    LabelSet(),
    LabelSet((MINE,), ClassList.of("a")),
    LabelSet((EDITED, HERS), ClassList.of("ab")),
    LabelSet((HERS, MINE), ClassList.of("ba")),
)


def test_from_any_state_to_any_other_and_back() -> None:
    for now, past in product(STATES, STATES):
        step = restore(now, past, "Restore", "2026-11-20T12:00:00Z")
        assert bool(step) == (now != past)
        assert step.apply(now) == past
        assert step.revert(past) == now
