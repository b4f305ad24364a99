"""What both say is taken over at once, what they differ about by decision."""

from dataclasses import replace

from core.adjudication import CONSENSUS, decide
from core.label_set import LabelSet
from core.spans import Span
from tests.core.edits.drawing import drawn, picture

NOW = "2026-11-20T12:00:00Z"


def test_decisions_add_up_and_can_be_taken_back() -> None:
    one = replace(drawn("Aaaa__Bb"), name="Anna")
    other = replace(drawn("AaBb__.."), name="Ben")
    before = LabelSet((one, other))
    first = decide(before, one, other, other, Span(2, 4), NOW)
    labels = first.apply(before)
    assert picture(labels.track(CONSENSUS)) == "AaBb__.."
    assert labels.tracks[:2] == (one, other)
    second = decide(labels, one, other, one, Span(2, 4), NOW)
    labels = second.apply(labels)
    assert picture(labels.track(CONSENSUS)) == "Aaaa__.."
    assert first.revert(second.revert(labels)) == before


def test_taking_what_is_there_is_no_step() -> None:
    one = replace(drawn("Aaaa"), name="Anna")
    other = replace(drawn("AaBb"), name="Ben")
    labels = decide(LabelSet((one, other)), one, other, one, Span(2, 4), NOW)
    labels = labels.apply(LabelSet((one, other)))
    assert not decide(labels, one, other, one, Span(2, 4), NOW)
