"""Moving a segment or one of its edges. Neighbours stop it, unless they share the edge."""

from dataclasses import replace
from enum import Enum

from core.change import Change, Exchange
from core.edits.write import neighbours
from core.labels import LabelTrack, Segment
from core.spans import Spans


class Side(Enum):
    """An edge of a segment: where it starts, or where it stops."""

    START = "start"
    STOP = "stop"


def move(track: LabelTrack, segment: Segment, start: int) -> Change:
    """Move a segment, as long as it is, to begin at ``start``; neighbours and ends stop it."""
    before, after = _around(track, segment)
    last = (after.start if after else track.n_frames) - segment.n_frames
    start = min(max(start, before.stop if before else 0), last)
    moved = replace(segment, start=start, stop=start + segment.n_frames)
    return Change(Exchange.of([segment], [moved]))


def move_edge(
    track: LabelTrack, segment: Segment, side: Side, frame: int, *, linked: bool = True
) -> Change:
    """Move an edge of a segment to ``frame``.

    The segment keeps a frame at least. An edge that it shares with its neighbour takes the
    neighbour's edge along, which keeps a frame too; with ``linked=False``, and wherever there is a
    gap between them, the neighbour stays and stops the edge.
    """
    before, after = _around(track, segment)
    if side is Side.START:
        shared = linked and before is not None and before.stop == segment.start
        return _roll(before, segment, frame) if shared else _start(before, segment, frame)
    shared = linked and after is not None and after.start == segment.stop
    return _roll(segment, after, frame) if shared else _stop(track, segment, after, frame)


def nudge(
    track: LabelTrack, segment: Segment, side: Side, by: int, *, linked: bool = True
) -> Change:
    """Move an edge by some frames, to the left if negative; else as `move_edge`."""
    return move_edge(track, segment, side, frame_of(segment, side) + by, linked=linked)


def reaching(track: LabelTrack, side: Side, frame: int) -> Segment | None:
    """The segment whose edge a frame alone means; O(log n).

    Its start: the first segment that stops after the frame. Its stop: the last that starts before
    it. So neighbours are never in the way of an edge that moves there. None if there is no such.
    """
    segments = Spans.of(track.segments)
    place = segments.n_begun(frame if side is Side.START else frame - 1) - 1
    if side is Side.START and (place < 0 or segments[place].stop <= frame):
        place += 1
    return segments[place] if 0 <= place < len(segments) else None


def frame_of(segment: Segment, side: Side) -> int:
    """Where an edge of a segment is."""
    return segment.start if side is Side.START else segment.stop


def moved(segment: Segment, change: Change) -> Segment:
    """What a segment is after a change of this module; itself if that leaves it alone."""
    places = zip(change.segments.removed, change.segments.added, strict=True)
    return next((new for old, new in places if old == segment), segment)


def _around(track: LabelTrack, segment: Segment) -> tuple[Segment | None, Segment | None]:
    if track.segment_at(segment.start) != segment:
        raise ValueError(f"{segment} is not in track {track.name!r}")
    return neighbours(track, segment.start, segment.stop)


def _roll(left: Segment | None, right: Segment | None, frame: int) -> Change:
    assert left is not None
    assert right is not None
    frame = min(max(frame, left.start + 1), right.stop - 1)
    return Change(
        Exchange.of([left, right], [replace(left, stop=frame), replace(right, start=frame)])
    )


def _start(before: Segment | None, segment: Segment, frame: int) -> Change:
    start = min(max(frame, before.stop if before else 0), segment.stop - 1)
    return Change(Exchange.of([segment], [replace(segment, start=start)]))


def _stop(track: LabelTrack, segment: Segment, after: Segment | None, frame: int) -> Change:
    stop = max(min(frame, after.start if after else track.n_frames), segment.start + 1)
    return Change(Exchange.of([segment], [replace(segment, stop=stop)]))
