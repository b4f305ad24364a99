"""Class, note and existence of segments as they are."""

from core.edits.relabel import delete, relabel, set_note
from core.labels import LabelTrack, Segment, Source
from tests.core.edits.drawing import after, drawn

ANNA = Source("person", "Anna", "2026-11-20")


def test_who_changes_the_class_is_its_source_and_is_sure() -> None:
    source = Source("model", "m", "2026-11-19")
    doubtful = Segment(0, 3, "a", 0.4, source, "why?")
    track = LabelTrack("me", 9, (doubtful, Segment(3, 5, "b", 0.6, source)))
    changed = relabel(track.segments, "b", ANNA).apply(track)
    assert changed.segments == (Segment(0, 3, "b", 1.0, ANNA, "why?"), track.segments[1])


def test_what_is_deleted_is_background_only_where_somebody_looked() -> None:
    track = drawn("Aa.Bb_C")
    assert after(delete([track.segments[2], track.segments[0]]), "Aa.Bb_C") == "...Bb_."


def test_a_note_is_set_and_removed() -> None:
    track = drawn("Aa")
    noted = set_note(track.segments[0], "odd").apply(track)
    assert noted.segments[0].note == "odd"
    assert set_note(noted.segments[0], "").apply(noted) == track
    assert not set_note(track.segments[0], "")
