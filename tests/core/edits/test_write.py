"""Create, paint, erase and paste, drawn before and after."""

import pytest

from core.edits.write import create, erase, free_around, neighbours, paint, paste
from core.labels import Segment, Source
from core.spans import Span
from tests.core.edits.drawing import after, drawn


@pytest.mark.parametrize(
    ("before", "start", "stop", "expected"),
    [
        ("......", 1, 4, ".Bbb.."),
        ("Aaaaaa", 2, 4, "AaBbAa"),
        ("AaaCcc", 2, 4, "AaBbCc"),
        (".AaCc.", 0, 6, "Bbbbbb"),
        ("AaAaAa", 2, 4, "AaBbAa"),
        ("__Aa__", 1, 3, "_BbA__"),
        ("BbbBbb", 2, 4, "BbBbBb"),
        ("Aaa...", 4, 90, "Aaa.Bb"),
    ],
)
def test_what_is_created_wins(before: str, start: int, stop: int, expected: str) -> None:
    assert after(create(drawn(before), Segment(start, stop, "b")), before) == expected


@pytest.mark.parametrize(
    ("before", "start", "stop", "expected"),
    [
        ("Bb....", 2, 4, "Bbbb.."),
        ("Bb..Bb", 2, 4, "Bbbbbb"),
        ("BbbBbb", 2, 4, "Bbbbbb"),
        ("Bb.Aaa", 1, 4, "BbbbAa"),
        ("Bb....", 3, 4, "Bb.B.."),
        ("Bbbbbb", 2, 4, "Bbbbbb"),
    ],
)
def test_paint_grows_together_with_its_own_class(
    before: str, start: int, stop: int, expected: str
) -> None:
    assert after(paint(drawn(before), Segment(start, stop, "b")), before) == expected


@pytest.mark.parametrize(
    ("before", "start", "stop", "expected"),
    [
        ("AaaCcc", 2, 4, "Aa..Cc"),
        ("Aaaaaa", 2, 4, "Aa..Aa"),
        ("_Aaaa_", -3, 90, "_...._"),
        ("AaaCcc", 4, 4, "AaaCcc"),
    ],
)
def test_erase_leaves_background_where_it_was(
    before: str, start: int, stop: int, expected: str
) -> None:
    assert after(erase(drawn(before), start, stop), before) == expected


@pytest.mark.parametrize(
    ("copied", "frame", "expected"),
    [
        ("..Aa.B", 0, "AaCBCc"),
        ("..Aa.B", 3, "CccAaC"),
        ("..Aa.B", 5, "CccccA"),
        ("..Aa.B", -3, "BCcccc"),
        ("..Aa.B", 9, "Cccccc"),
        ("......", 0, "Cccccc"),
    ],
)
def test_paste_keeps_distances_and_is_cut_at_the_ends(
    copied: str, frame: int, expected: str
) -> None:
    before = "Cccccc"
    assert after(paste(drawn(before), drawn(copied).segments, frame), before) == expected


def test_the_rest_keeps_what_was_known_about_it_and_one_note() -> None:
    source = Source("import", "labels.csv", "2026-01-01")
    old = Segment(0, 9, "a", 0.5, source, "odd")
    track = create(drawn("........."), old).apply(drawn("........."))
    cut = create(track, Segment(3, 5, "b")).apply(track)
    assert cut.segments == (
        Segment(0, 3, "a", 0.5, source, "odd"),
        Segment(3, 5, "b"),
        Segment(5, 9, "a", 0.5, source),
    )


def test_only_what_changes_is_drawn_anew() -> None:
    assert create(drawn("Aa.Cc.Ee"), Segment(3, 4, "b")).span == Span(3, 5)
    assert not paint(drawn("Bbbb"), Segment(1, 2, "b"))
    assert not create(drawn("Bbbb"), Segment(9, 12, "b"))


@pytest.mark.parametrize(
    ("frame", "expected"), [(0, None), (2, Span(2, 4)), (3, Span(2, 4)), (6, Span(6, 8)), (8, None)]
)
def test_the_gap_around_a_frame(frame: int, expected: Span | None) -> None:
    assert free_around(drawn("Aa..Bb.."), frame) == expected


def test_neighbours_are_the_nearest_on_both_sides() -> None:
    track = drawn("AaBb.C")
    a, b, c = track.segments
    assert neighbours(track, b.start, b.stop) == (a, c)
    assert neighbours(track, a.start, a.stop) == (None, b)
    assert neighbours(track, c.start, c.stop) == (b, None)
