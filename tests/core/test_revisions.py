"""What a new model says differently."""

import numpy as np
import pytest

from core.labels import LabelTrack, Segment, Span, segments_from_dense
from core.revisions import Kind, Revision, Rivals, Verdict, revisions, worst_first

CLASSES = ("a", "b")


def revised(
    old: list[Segment], new: list[Segment], truth: LabelTrack | None = None
) -> list[Revision]:
    return list(revisions(Rivals("one", 100, 30, tuple(old), tuple(new), truth), CLASSES))


def truth(*segments: Segment, reviewed: int = 100) -> LabelTrack:
    return LabelTrack("Anna", 100, segments, (Span(0, reviewed),) if reviewed else ())


@pytest.mark.parametrize(
    ("old", "new", "kind", "n_changed"),
    [
        ([], [Segment(10, 30, "a")], Kind.APPEARED, 20),
        ([Segment(10, 30, "a")], [], Kind.VANISHED, 20),
        ([Segment(10, 30, "a")], [Segment(12, 30, "b")], Kind.RELABELLED, 20),
        ([Segment(10, 30, "a")], [Segment(15, 34, "a")], Kind.MOVED, 9),
    ],
)
def test_kinds(old: list[Segment], new: list[Segment], kind: Kind, n_changed: int) -> None:
    (one,) = revised(old, new)
    assert (one.kind, one.n_changed, one.n_known) == (kind, n_changed, 0)
    assert one.verdict is Verdict.UNKNOWN
    assert [one.old] == (old or [None])
    assert [one.new] == (new or [None])
    assert one.span == Span(10, max(s.stop for s in (*old, *new)))


def test_how_far_edges_moved() -> None:
    (one,) = revised([Segment(10, 30, "a")], [Segment(15, 26, "a")])
    assert (one.start_moved, one.stop_moved) == (5, -4)
    (one,) = revised([], [Segment(15, 26, "a")])
    assert (one.start_moved, one.stop_moved) == (0, 0)


def test_edges_that_hardly_move_are_still() -> None:
    old = [Segment(10, 30, "a")]
    assert not revised(old, [Segment(13, 27, "a")])
    assert revised(old, [Segment(14, 30, "a")])
    assert revised(old, [Segment(10, 30, "b")])


def test_who_is_right() -> None:
    old, new = [Segment(10, 30, "a")], [Segment(20, 40, "a")]
    (one,) = revised(old, new, truth(Segment(10, 33, "a")))
    # Frames 10 to 19 became wrong, 30 to 32 right, 33 to 39 wrong.
    assert (one.n_changed, one.n_known, one.n_lost, one.n_won) == (20, 20, 17, 3)
    assert (one.verdict, one.harm) == (Verdict.LOST, pytest.approx(14 / 30))
    (one,) = revised(old, new, truth(Segment(20, 40, "a")))
    assert (one.verdict, one.harm) == (Verdict.WON, pytest.approx(-20 / 30))
    (one,) = revised(old, new, truth(Segment(10, 40, "a")))
    assert (one.verdict, one.harm) == (Verdict.EVEN, 0)
    (one,) = revised([Segment(10, 30, "a")], [], truth(Segment(10, 30, "b")))
    assert (one.verdict, one.n_known) == (Verdict.NEITHER, 20)


def test_what_nobody_has_looked_at_is_not_background() -> None:
    (one,) = revised([], [Segment(10, 30, "a")], truth(reviewed=15))
    assert (one.n_changed, one.n_known, one.n_lost, one.n_unknown) == (20, 5, 5, 15)


def test_counts_are_those_of_frames() -> None:
    """Of random labels, against sets of frames."""
    rng = np.random.default_rng(0)
    n_changes = 0
    for _ in range(100):
        old, new, true = (rng.integers(0, 3, 10).repeat(10) for _ in "123")
        track = LabelTrack("", 100, segments_from_dense(true, CLASSES), (Span(0, 100),))
        said = [segments_from_dense(labels, CLASSES) for labels in (old, new)]
        for one in revisions(Rivals("one", 100, 5, *said, track), CLASSES):
            spans = [segment for segment in (one.old, one.new) if segment]
            frames = {f for s in spans for f in range(s.start, s.stop) if old[f] != new[f]}
            assert one.n_changed == one.n_known == len(frames)
            assert one.n_lost == sum(old[f] == true[f] for f in frames)
            assert one.n_won == sum(new[f] == true[f] for f in frames)
            n_changes += 1
    assert n_changes > 100


def test_the_worst_comes_first() -> None:
    lost = revised([Segment(0, 40, "a")], [], truth(Segment(0, 40, "a")))
    little = revised([Segment(0, 30, "a")], [], truth(Segment(0, 30, "a")))
    long = revised([], [Segment(0, 90, "a")])
    short = revised([], [Segment(0, 20, "a")])
    won = revised([], [Segment(0, 20, "a")], truth(Segment(0, 20, "a")))
    ordered = [*lost, *little, *long, *short, *won]
    assert list(worst_first(ordered[::-1])) == ordered


def test_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="its labels 100"):
        Rivals("one", 99, 30, (), (), truth())
    with pytest.raises(ValueError, match="cannot be"):
        Revision("one", 30, Kind.VANISHED, Segment(0, 5, "a"), None, 5, n_known=3, n_lost=4)
    with pytest.raises(ValueError, match="has not"):
        Revision("one", 30, Kind.APPEARED, Segment(0, 5, "a"), None, 5)
