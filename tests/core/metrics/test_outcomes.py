import pytest

from core.labels import LabelTrack, Segment, Span
from core.metrics.outcomes import Kind, Outcome, outcomes
from core.metrics.report import Compared


def became(predicted: list[Segment], true: list[Segment], reviewed: int = 100) -> list[Outcome]:
    spans = (Span(0, reviewed),) if reviewed else ()
    compared = Compared("one", tuple(predicted), LabelTrack("Anna", 100, true, spans))
    return list(outcomes(compared, ("a", "b")))


def test_kinds_and_how_much_is_wrong() -> None:
    found, swapped, missed, spurious = became(
        [Segment(12, 33, "a"), Segment(40, 50, "b"), Segment(80, 95, "a")],
        [Segment(10, 30, "a"), Segment(40, 50, "a"), Segment(60, 70, "b")],
    )
    assert [one.kind for one in (found, swapped, missed, spurious)] == [
        Kind.FOUND,
        Kind.WRONG_CLASS,
        Kind.MISSED,
        Kind.SPURIOUS,
    ]
    assert [one.n_wrong for one in (found, swapped, missed, spurious)] == [5, 10, 10, 15]
    assert (found.start_off, found.stop_off, found.span) == (2, 3, Span(10, 33))
    assert (missed.start_off, missed.stop_off, missed.span) == (0, 0, Span(60, 70))


def test_unknown_frames_are_not_wrong() -> None:
    assert became([Segment(60, 90, "a")], [Segment(10, 30, "a")], reviewed=50) == [
        Outcome(Segment(10, 30, "a"), None, 20)
    ]
    (one,) = became([Segment(40, 90, "a")], [], reviewed=50)
    assert (one.kind, one.span, one.n_wrong) == (Kind.SPURIOUS, Span(40, 50), 10)


def test_an_outcome_is_of_something() -> None:
    with pytest.raises(ValueError, match="true or a predicted"):
        Outcome(None, None, 0)
