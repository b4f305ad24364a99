"""What needs eyes: each reason by hand, and walking through."""

from dataclasses import replace

from core.classes import BACKGROUND
from core.edits.accept import accept, reject
from core.labels import LabelTrack, Segment, Source
from core.review import Item, Reason, ReviewQueue, review_queue
from core.spans import Span

MODEL = Source("model", "m", "2026-11-20T12:00:00")
DOUBT, SURE = Segment(10, 20, "a", 0.5), Segment(30, 40, "a", 0.9)
BRIEF = Segment(50, 52, "b", 0.9)
PREDICTED = (DOUBT, SURE, BRIEF)
EMPTY = LabelTrack("me", 100)
LOOKED = LabelTrack("me", 100, (Segment(10, 20, "b"),), (Span(0, 100),))


def found(track: LabelTrack, **options: object) -> list[tuple[int, int, Reason]]:
    queue = review_queue(track, PREDICTED, shortest=5, **options)
    return [(item.start, item.stop, item.reason) for item in queue.items]


def test_on_unseen_ground_doubts_and_flickers_are_named_besides_the_whole() -> None:
    assert found(EMPTY) == [
        (0, 100, Reason.UNREVIEWED),
        (10, 20, Reason.DOUBTFUL),
        (50, 52, Reason.FLICKER),
    ]


def test_where_somebody_looked_only_what_differs_at_length_is_left() -> None:
    assert found(LOOKED) == [(10, 20, Reason.DISAGREEMENT), (30, 40, Reason.DISAGREEMENT)]


def test_what_is_accepted_or_rejected_is_done_with() -> None:
    track = accept(LOOKED, SURE, MODEL).apply(LOOKED)
    assert found(track) == [(10, 20, Reason.DISAGREEMENT)]
    track = reject(track, [DOUBT], MODEL).apply(track)
    assert found(track) == []


def test_what_people_said_after_the_prediction_is_settled() -> None:
    own = replace(LOOKED.segments[0], source=Source("person", "Anna", "2026-11-20T13:00:00"))
    track = replace(LOOKED, segments=(own,))
    assert found(track, since="2026-11-20T12:30:00") == [(30, 40, Reason.DISAGREEMENT)]
    assert len(found(track, since="2026-11-20T14:00:00")) == 2


def test_background_that_a_person_refused_is_settled_for_good() -> None:
    own = LabelTrack("me", 100, (Segment(60, 80, "b"),), (Span(0, 100),))
    track = replace(own, rejected=frozenset({Segment(62, 79, BACKGROUND)}))
    differing = (60, 80, Reason.DISAGREEMENT)
    assert differing in found(own)
    assert differing not in found(track)
    longer = replace(track, segments=(Segment(60, 99, "b"),))
    assert (60, 99, Reason.DISAGREEMENT) in found(longer)


def test_gaps_between_edges_are_no_stretches() -> None:
    track = LabelTrack("me", 100, (Segment(0, 50, "c"), Segment(53, 94, "c")))
    assert (94, 100, Reason.UNREVIEWED) in found(track)
    assert (50, 53, Reason.UNREVIEWED) not in found(track)


def test_walking_goes_with_time_and_ends() -> None:
    items = tuple(Item(n, n + 5, 0.1, Reason.DOUBTFUL) for n in (10, 20, 30))
    queue = ReviewQueue(items)
    assert (queue.next(9), queue.next(10), queue.next(30)) == (items[0], items[1], None)
    assert (queue.previous(10), queue.previous(11), queue.previous(99)) == (
        None,
        items[0],
        items[2],
    )
    assert len(queue) == 3


def test_the_most_needed_is_what_a_sure_model_contradicts() -> None:
    queue = review_queue(LOOKED, PREDICTED, shortest=5)
    assert [item.start for item in queue.most_needed()] == [30, 10]


def test_a_recording_without_frames_needs_no_eyes() -> None:
    assert len(review_queue(LabelTrack("me", 0), (), shortest=5)) == 0
