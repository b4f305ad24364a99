"""A range is marked at the playhead, from either end."""

from pytestqt.qtbot import QtBot

from app.marks import Marks
from core.labels import Segment
from core.spans import Span
from tests.app.test_editor import opened


def test_a_range_has_two_ends_in_order(qtbot: QtBot) -> None:
    document, playback, _ = opened()
    marks = Marks(document, playback)
    playback.seek(40)
    with qtbot.waitSignal(marks.changed):
        marks.mark_out()
    assert (marks.ends, marks.span) == ((None, 41), None)
    playback.seek(50)
    marks.mark_in()
    assert (marks.ends, marks.span) == ((50, 41), None)
    playback.seek(40)
    marks.mark_in()
    assert marks.span == Span(40, 41)
    document.close()
    assert marks.ends == (None, None)


def test_who_marks_a_range_is_not_thinking_of_what_was_selected(qapp: object) -> None:
    walk = Segment(10, 20, "walk")
    document, playback, _ = opened(walk)
    marks = Marks(document, playback)
    for mark in (marks.mark_in, marks.mark_out):
        document.select([walk])
        mark()
        assert document.selection == ()
