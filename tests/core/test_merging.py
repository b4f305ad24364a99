"""Two copies of the labels of a recording come together."""

from dataclasses import replace

import pytest

from core.classes import ClassList
from core.differences import Difference
from core.label_set import LabelSet
from core.labels import LabelTrack
from core.merging import merge_label_sets
from tests.core.edits.drawing import drawn, picture

NOW = "2026-11-20T12:00:00"


def test_gaps_are_filled_conflicts_are_told_and_new_tracks_come_last() -> None:
    ours = LabelSet((drawn("Aa...__"),), ClassList.of("a"))
    hers = replace(drawn("B......"), name="hers")
    theirs = LabelSet((hers, drawn("AC.Aa_A")), ClassList.of("bac"))
    merged = merge_label_sets(ours, theirs, NOW)
    after = merged.step.apply(ours)
    assert [(track.name, picture(track)) for track in after.tracks] == [
        ("me", "Aa.Aa__"),
        ("hers", "B......"),
    ]
    assert after.classes.names == tuple("abc")
    assert merged.conflicts == {
        "me": (Difference(1, 2, "a", "c"), Difference(6, 7, "", "a")),
    }
    assert merged.step.revert(after) == ours


def test_merging_the_same_does_nothing() -> None:
    labels = LabelSet((drawn("Aa._B"),), ClassList.of("ab"))
    merged = merge_label_sets(labels, labels, NOW)
    assert not merged.step
    assert merged.conflicts == {}


def test_labels_of_another_recording_are_refused() -> None:
    with pytest.raises(ValueError, match=r"\[4, 5\] frames are not about the same recording"):
        merge_label_sets(LabelSet((LabelTrack("a", 4),)), LabelSet((LabelTrack("b", 5),)), NOW)
