"""Reviewed spans, drawn before and after."""

import pytest

from core.edits.look import clear_reviewed, set_reviewed
from core.labels import LabelTrack
from core.spans import Span
from tests.core.edits.drawing import after, drawn


@pytest.mark.parametrize(
    ("start", "stop", "expected"),
    [
        (0, 3, "___._."),
        (1, 4, ".____."),
        (-5, 99, "______"),
        (3, 3, "._.._."),
        (7, 9, "._.._."),
        (-5, -2, "._.._."),
        (5, 6, "._..__"),
    ],
)
def test_what_is_reviewed_grows_together(start: int, stop: int, expected: str) -> None:
    assert after(set_reviewed(drawn("._.._."), start, stop), "._.._.") == expected


@pytest.mark.parametrize(
    ("start", "stop", "expected"),
    [(0, 2, "..__._"), (1, 3, "_.._._"), (2, 5, "__..._"), (-1, 9, "......"), (2, 2, "____._")],
)
def test_what_is_cleared_is_unknown(start: int, stop: int, expected: str) -> None:
    assert after(clear_reviewed(drawn("____._"), start, stop), "____._") == expected


def test_touching_spans_become_one() -> None:
    track = LabelTrack("me", 9, reviewed=(Span(0, 2), Span(4, 6)))
    assert set_reviewed(track, 2, 4).apply(track).reviewed == (Span(0, 6),)
