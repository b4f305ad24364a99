"""What is under a pixel of the lanes. A pure function of what is shown: no widget, no events."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from app.timeline.geometry import TimeScale
from app.timeline.lanes import RULER, Kind, Lane
from core.edits.move import Side
from core.edits.write import neighbours
from core.labels import LabelTrack, Segment, segment_at
from core.spans import Span, Spans

REACH = 5.0
"""Pixels from which an edge can be grabbed."""
FOOT = 4
"""Pixels at the foot of a label lane that show what is reviewed."""


class Part(Enum):
    """What a person can point at."""

    NOTHING = "nothing"
    RULER = "ruler"
    FREE = "free"
    """A label lane, where there is no segment."""
    BODY = "body"
    EDGE = "edge"
    REVIEWED = "reviewed"
    PREDICTED = "predicted"
    HEAT = "heat"


@dataclass(frozen=True)
class Hit:
    """A part, the frame under the pixel, and what of the labels or the prediction is there.

    Parameters
    ----------
    track
        Number of the track whose lane it is, or -1.
    segment
        Of a body, an edge or a predicted one.
    side
        Which edge of the segment.
    neighbour
        The segment that shares the edge, if one does.
    reviewed
        The reviewed span, where the pixel shows one.
    """

    part: Part
    frame: int
    track: int = -1
    segment: Segment | None = None
    side: Side | None = None
    neighbour: Segment | None = None
    reviewed: Span | None = None

    @property
    def edge(self) -> int:
        """The boundary between frames at which the hit edge lies; the frame of other hits."""
        if self.segment is None or self.side is None:
            return self.frame
        return edge_of(self.segment, self.side)


def edge_of(segment: Segment, side: Side) -> int:
    """The boundary between frames at which an edge lies."""
    return segment.start if side is Side.START else segment.stop


def hit(
    lanes: Sequence[Lane],
    tracks: Sequence[LabelTrack],
    predicted: Sequence[Segment],
    scale: TimeScale,
    x: float,
    y: float,
) -> Hit:
    """What is at pixel ``(x, y)``; O(log n) in the number of segments.

    An edge is grabbed from `REACH` pixels on both sides. A segment too narrow to have both edges
    and as much of a body between them is all body: its edges are grabbed from outside, or after
    zooming in.
    """
    frame = scale.frame_at(x)
    if y < RULER:
        return Hit(Part.RULER, frame)
    lane = next((lane for lane in lanes if lane.top <= y < lane.bottom), None)
    if lane is None or not lane.visible or x > scale.x_of(scale.n_frames):
        return Hit(Part.NOTHING, frame)
    if lane.kind is Kind.LABELS and lane.track < len(tracks):
        return _label_hit(lane, tracks[lane.track], scale, frame, x, y)
    if lane.kind is Kind.PREDICTION and (found := segment_at(predicted, frame)):
        return Hit(Part.PREDICTED, frame, segment=found)
    return Hit(Part.HEAT if lane.kind is Kind.HEAT else Part.NOTHING, frame)


def _label_hit(
    lane: Lane, track: LabelTrack, scale: TimeScale, frame: int, x: float, y: float
) -> Hit:
    span = Spans.of(track.reviewed).at(frame)
    if y >= lane.bottom - FOOT:
        return Hit(Part.REVIEWED if span else Part.FREE, frame, lane.track, reviewed=span)
    body = track.segment_at(frame)
    grabbed = _grabbed(track, body, scale, frame, x)
    if grabbed is None:
        return Hit(Part.BODY if body else Part.FREE, frame, lane.track, body, reviewed=span)
    segment, side = grabbed
    return Hit(
        Part.EDGE, frame, lane.track, segment, side, _sharing(track, segment, side), reviewed=span
    )


def _grabbed(
    track: LabelTrack, body: Segment | None, scale: TimeScale, frame: int, x: float
) -> tuple[Segment, Side] | None:
    """The nearest edge within reach: of the segment under the pixel, else of those around it."""
    if body:
        if body.n_frames / scale.frames_per_pixel < 3 * REACH:
            return None
        edges = [(body, Side.START), (body, Side.STOP)]
    else:
        before, after = neighbours(track, frame, frame)
        sides = (before, Side.STOP), (after, Side.START)
        edges = [(segment, side) for segment, side in sides if segment]
    far = [(abs(scale.x_of(edge_of(*edge)) - x), edge) for edge in edges]
    distance, nearest = min(far, key=lambda pair: pair[0], default=(REACH + 1, None))
    return nearest if distance <= REACH else None


def _sharing(track: LabelTrack, segment: Segment, side: Side) -> Segment | None:
    before, after = neighbours(track, segment.start, segment.stop)
    if side is Side.START:
        return before if before and before.stop == segment.start else None
    return after if after and after.start == segment.stop else None
