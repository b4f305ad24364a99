"""Writing over a range: create, paint, erase, paste. The new wins; of the old the rest remains."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from core.change import Change, Exchange
from core.labels import LabelTrack, Segment
from core.spans import Span, Spans, gaps

S = TypeVar("S", bound=Span)


def create(track: LabelTrack, segment: Segment) -> Change:
    """Put a segment of its own; what lies under it is shortened, cut in two or replaced.

    As in ELAN's default mode and the overwrite edit of video editors. A view that wants to stop a
    drag at the neighbours takes the range from `free_around`.
    """
    return write(track, [segment])


def paint(track: LabelTrack, segment: Segment) -> Change:
    """Like `create`, but it grows together with segments of its class that it meets or touches.

    To paint while the playhead moves, always paint the *unpainted* track from the first frame to
    the playhead: moving back then brings back what was there.
    """
    near = track.segments_in(max(segment.start - 1, 0), segment.stop + 1)
    same = [one for one in near if one.class_name == segment.class_name]
    parts = (*same, segment) if same else (segment,)
    return write(track, [united(sorted(parts), same[0] if same else segment)])


def erase(track: LabelTrack, start: int, stop: int) -> Change:
    """Clear ``[start, stop)`` of segments; whether it is background or unknown stays as it was."""
    start = max(start, 0)
    if start >= stop:
        return Change()
    old = track.segments_in(start, stop)
    cover = Spans([Span(start, stop)])
    return Change(Exchange.of(old, (rest for one in old for rest in uncovered(one, cover))))


def paste(track: LabelTrack, segments: Sequence[Segment], frame: int) -> Change:
    """Write copied segments so that the first begins at ``frame``; all keep their distances.

    The frames between them are left alone. They must be in order of time and, if they come from a
    recording at another rate, converted.
    """
    shift = frame - segments[0].start if segments else 0
    last = track.n_frames
    shifted = ((one, max(one.start + shift, 0), min(one.stop + shift, last)) for one in segments)
    return write(track, [replace(s, start=a, stop=b) for s, a, b in shifted if a < b])


def write(track: LabelTrack, segments: Sequence[Segment]) -> Change:
    """Write segments, in order and apart, over what is there; the primitive of this module."""
    new = [cut for one in segments for cut in inside(one, 0, track.n_frames)]
    if not new:
        return Change()
    old = dict.fromkeys(under for one in new for under in track.segments_in(one.start, one.stop))
    cover = Spans(new)
    return Change(Exchange.of(old, sorted([*new, *(r for s in old for r in uncovered(s, cover))])))


def free_around(track: LabelTrack, frame: int) -> Span | None:
    """The gap between two segments, or a segment and an end, that a frame lies in."""
    if not 0 <= frame < track.n_frames or track.segment_at(frame):
        return None
    before, after = neighbours(track, frame, frame)
    return Span(before.stop if before else 0, after.start if after else track.n_frames)


def neighbours(track: LabelTrack, start: int, stop: int) -> tuple[Segment | None, Segment | None]:
    """The last segment that begins before ``start`` and the first that begins at or after ``stop``.

    O(log n).
    """
    segments = Spans.of(track.segments)
    n_before, n_after = segments.n_begun(start - 1), segments.n_begun(stop - 1)
    return (
        segments[n_before - 1] if n_before else None,
        segments[n_after] if n_after < len(segments) else None,
    )


def inside(segment: Segment, start: int, stop: int) -> Iterator[Segment]:
    """What of a segment lies in ``[start, stop)``: itself, a part or nothing."""
    start, stop = max(segment.start, start), min(segment.stop, stop)
    if (start, stop) == (segment.start, segment.stop):
        yield segment
    elif start < stop:
        yield replace(segment, start=start, stop=stop)


def uncovered(segment: Segment, cover: Spans[S]) -> Iterator[Segment]:
    """What other spans leave of a segment; its note stays with the first part."""
    spans = cover.within(segment.start, segment.stop)
    for number, gap in enumerate(gaps(spans, segment.start, segment.stop)):
        note = "" if number else segment.note
        yield replace(segment, start=gap.start, stop=gap.stop, note=note)


def united(segments: Sequence[Segment], like: Segment) -> Segment:
    """From the first to the last frame of ordered segments, with all notes, else like one."""
    notes = dict.fromkeys(one.note for one in segments if one.note)
    stop = max(one.stop for one in segments)
    return replace(like, start=segments[0].start, stop=stop, note="\n".join(notes))
