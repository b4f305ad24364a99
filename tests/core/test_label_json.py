"""Tracks as JSON: what goes out comes back equal, and damage is told."""

import json
from typing import Any

import pytest

from core.label_json import as_json, track_from_json
from core.labels import LabelTrack, Segment, Source, Span

MODEL = Source("model", "AimCLR", "2026-11-20T10:00:00")
TRACK = LabelTrack(
    "mine",
    100,
    (
        Segment(0, 10, "walk"),
        Segment(10, 11, "Sprung ↑", 0.1 + 0.2, MODEL, 'a "note",\nof two lines'),
        Segment(99, 100, "walk", 1 / 3, MODEL),
    ),
    (Span(5, 20), Span(30, 100)),
    visible=False,
    annotator="Anna",
    rejected=frozenset({Segment(40, 60, "turn", 0.3, MODEL), Segment(40, 50, "walk", 0.4, MODEL)}),
)


@pytest.mark.parametrize("track", [TRACK, LabelTrack("empty", 0)])
def test_a_track_comes_back_from_text(track: LabelTrack) -> None:
    assert track_from_json(json.loads(json.dumps(as_json(track)))) == track


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("kinescribe_track", 2, "of version 2, not 1"),
        ("segments", {"sources": [], "rows": [[0, 1, "walk", 1.0, 0, ""]]}, "damaged"),
        ("segments", {"rows": []}, "'sources' is missing"),
        ("reviewed", [[5, 3]], r"\[5, 3\) are not a range"),
        ("reviewed", None, "damaged"),
    ],
)
def test_damage_is_told(key: str, value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        track_from_json({**as_json(TRACK), key: value})
