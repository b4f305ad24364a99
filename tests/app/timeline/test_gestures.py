"""What a drag means, without a mouse."""

from app.timeline.gestures import Band, DrawSegment, Magnets, MoveBody, MoveEdge, Pull
from core.edits.move import Side
from core.labels import LabelTrack, Segment
from core.spans import Span, Spans

A, B = Segment(100, 200, "walk"), Segment(200, 300, "run")
TRACK = LabelTrack("mine", 1000, (A, B))
PREDICTED = Segment(230, 420, "run")
MAGNETS = Magnets(6, (500,), (Spans(TRACK.segments), Spans((PREDICTED,))))
FREE = Span(300, 1000)


def after(gesture: DrawSegment | MoveBody | MoveEdge, pull: Pull) -> list[tuple[int, int]]:
    return [(s.start, s.stop) for s in gesture.change(pull).apply(TRACK).segments]


def at(frame: int, *, snapping: bool = False, linked: bool = True) -> Pull:
    return Pull(frame, frame, snapping, linked)


def test_a_shared_edge_rolls_both_and_alt_parts_them() -> None:
    gesture = MoveEdge(TRACK, A, Side.STOP, MAGNETS)
    assert after(gesture, at(180)) == [(100, 180), (180, 300)]
    assert after(gesture, at(180, linked=False)) == [(100, 180), (200, 300)]
    assert after(gesture, at(250, linked=False)) == [(100, 200), (200, 300)]
    assert after(gesture, at(900)) == [(100, 299), (299, 300)]


def test_the_view_shows_the_last_frame_before_a_stop_and_the_first_after_a_start() -> None:
    assert MoveEdge(TRACK, A, Side.STOP, MAGNETS).shown(at(180)) == 179
    assert MoveEdge(TRACK, A, Side.START, MAGNETS).shown(at(80)) == 80
    assert MoveEdge(TRACK, B, Side.START, MAGNETS).shown(at(180)) == 180
    assert MoveBody(TRACK, B, 250, MAGNETS).shown(at(350)) == 300


def test_edges_snap_to_what_is_predicted_but_not_back_to_where_they_were() -> None:
    gesture = MoveEdge(TRACK, B, Side.START, MAGNETS)
    assert after(gesture, at(226, snapping=True)) == [(100, 230), (230, 300)]
    assert after(gesture, at(226)) == [(100, 226), (226, 300)]
    assert after(gesture, at(203, snapping=True)) == [(100, 203), (203, 300)]
    assert after(gesture, at(223, snapping=True)) == [(100, 223), (223, 300)]


def test_a_body_is_moved_by_where_it_is_grabbed_and_stopped_by_neighbours() -> None:
    gesture = MoveBody(TRACK, B, 250, MAGNETS)
    assert after(gesture, at(300)) == [(100, 200), (250, 350)]
    assert after(gesture, at(100)) == [(100, 200), (200, 300)]
    assert after(gesture, at(5000)) == [(100, 200), (900, 1000)]


def test_a_body_snaps_by_either_of_its_edges() -> None:
    gesture = MoveBody(TRACK, B, 250, MAGNETS)
    assert after(gesture, at(548, snapping=True))[1] == (500, 600)
    assert after(gesture, at(447, snapping=True))[1] == (400, 500)


def test_a_new_segment_stays_between_its_neighbours_and_is_never_empty() -> None:
    gesture = DrawSegment(TRACK, FREE, 320, "walk", MAGNETS)
    assert gesture.span(at(350)) == Span(320, 350)
    assert gesture.span(at(310)) == Span(310, 320)
    assert gesture.span(at(150)) == Span(300, 320)
    assert gesture.span(at(2000)) == Span(320, 1000)
    assert gesture.span(at(320)) == Span(320, 321)
    assert gesture.span(at(416, snapping=True)) == Span(320, 420)


def test_at_the_very_end_a_new_segment_has_a_frame() -> None:
    assert DrawSegment(TRACK, FREE, 1000, "walk", MAGNETS).span(at(1000)) == Span(999, 1000)


def test_a_band_touches_what_has_a_frame_under_it_in_either_direction() -> None:
    band = Band(TRACK, 199, (), ())
    assert band.touched(at(199)) == (A,)
    assert band.touched(at(200)) == (A, B)
    assert band.touched(at(50)) == (A,)
    assert Band(TRACK, 400, (A,), ()).touched(at(299)) == (A, B)
    assert not band.change(at(500))
