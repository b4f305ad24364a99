"""What hovering and dragging say."""

from app.timeline.gestures import Magnets, MoveEdge, Pull
from app.timeline.hits import Hit, Part
from app.timeline.tips import drag_tip, tip
from core.edits.move import Side
from core.labels import IMPORT, MODEL, LabelTrack, Segment, Source
from core.spans import Span


def of(segment: Segment, part: Part = Part.BODY) -> list[str]:
    return tip(Hit(part, segment.start, segment=segment), 25).split("\n")


def test_a_segment_says_who_labelled_it_when_and_what_was_noted() -> None:
    source = Source(name="Vera", date="2026-11-21T08:30:00+00:00")
    lines = of(Segment(1000, 1050, "walk", source=source, note="limps"))
    assert lines == [
        "walk",
        "frames 1,000 to 1,050 · 2.00 s",
        "labelled by Vera, 2026-11-21 08:30",
        "limps",
    ]


def test_every_source_is_told_apart() -> None:
    said = [
        of(Segment(0, 5, "walk", 0.7, source))[2]
        for source in (Source(), Source(MODEL, "precog-1"), Source(IMPORT, "a.eaf"))
    ]
    assert said == [
        "labelled by a person",
        "accepted from precog-1, 70% sure",
        "imported from a.eaf",
    ]
    assert of(Segment(0, 5, "walk", 0.7), Part.PREDICTED)[2] == "predicted, 70% sure"


def test_a_reviewed_span_says_so_and_nothing_says_nothing() -> None:
    reviewed = tip(Hit(Part.REVIEWED, 3, reviewed=Span(0, 50)), 25)
    assert reviewed.endswith("frames 0 to 50 · 2.00 s")
    assert tip(Hit(Part.FREE, 3), 25) == ""


def test_a_drag_says_which_frame_and_how_long() -> None:
    segment = Segment(100, 200, "walk")
    gesture = MoveEdge(LabelTrack("", 1000, (segment,)), segment, Side.STOP, Magnets(0))
    assert drag_tip(gesture, Pull(150, 150), 25) == "frame 149 · 5.96 s · 2.00 s long"
    assert drag_tip(gesture, Pull(200, 200), 25) == "frame 199 · 7.96 s"
