"""From the tracks of several people to one: what they agree on, then whose word to take."""

from collections.abc import Iterator
from dataclasses import replace

from core.change import Change, Exchange
from core.edits.accept import known_in
from core.edits.look import reviewing
from core.edits.write import inside, uncovered, united
from core.labels import LabelTrack, Segment
from core.spans import Span, Spans, gaps, merge_spans


def consensus(one: LabelTrack, other: LabelTrack, name: str) -> LabelTrack:
    """A new track with what two say alike; the rest is unknown, to be adjudicated.

    Of segments of the same class the frames that both have; background where both looked and
    neither has a segment.
    """
    return LabelTrack(
        name, one.n_frames, tuple(_alike(one, other)), merge_spans(_both_background(one, other))
    )


def adopt(track: LabelTrack, other: LabelTrack, start: int, stop: int) -> Change:
    """Say in ``[start, stop)`` what another track says there: segments, background or unknown.

    A segment that goes on outside, in the same class, becomes one with what is taken over.
    """
    start, stop = max(start, 0), min(stop, track.n_frames)
    if start >= stop:
        return Change()
    span = Span(start, stop)
    taken = [part for s in other.segments_in(start, stop) for part in inside(s, start, stop)]
    near = track.segments_in(max(start - 1, 0), stop + 1)
    kept = [part for s in near for part in uncovered(s, Spans([span]))]
    new = _joined(sorted([*kept, *taken]), (start, stop))
    return Change(Exchange.of(near, new), _reviewed_as(track, other, span))


def fill_in(track: LabelTrack, other: LabelTrack) -> Change:
    """Say what another track says wherever this one is unknown; what it says already stays."""
    known = Spans(known_in(track, Span(0, track.n_frames)))
    taken = tuple(part for segment in other.segments for part in uncovered(segment, known))
    looked = [
        gap
        for span in other.reviewed
        for gap in gaps(known.within(span.start, span.stop), span.start, span.stop)
    ]
    refused = tuple(sorted(other.rejected - track.rejected))
    return Change(Exchange((), taken), reviewing(track, looked), Exchange((), refused))


def _alike(one: LabelTrack, other: LabelTrack) -> Iterator[Segment]:
    for segment in one.segments:
        for same in other.segments_in(segment.start, segment.stop):
            if same.class_name == segment.class_name:
                yield from inside(segment, same.start, same.stop)


def _both_background(one: LabelTrack, other: LabelTrack) -> Iterator[Span]:
    for span in one.reviewed:
        for also in other.reviewed_in(span.start, span.stop):
            start, stop = max(span.start, also.start), min(span.stop, also.stop)
            said = (*one.segments_in(start, stop), *other.segments_in(start, stop))
            yield from gaps(merge_spans(said), start, stop)


def _joined(segments: list[Segment], borders: tuple[int, int]) -> list[Segment]:
    """Ordered segments, those of a class that touch at a border made one."""
    joined: list[Segment] = []
    for segment in segments:
        last = joined[-1] if joined else None
        touching = last and last.stop == segment.start and segment.start in borders
        if last and touching and last.class_name == segment.class_name:
            joined[-1] = united([last, segment], last)
        else:
            joined.append(segment)
    return joined


def _reviewed_as(track: LabelTrack, other: LabelTrack, span: Span) -> Exchange[Span]:
    """Within a span what the other has reviewed, outside what the track has."""
    old = track.reviewed_in(max(span.start - 1, 0), span.stop + 1)
    kept = [rest for one in old for rest in gaps([span], one.start, one.stop)]
    looked = other.reviewed_in(span.start, span.stop)
    new = [replace(s, start=max(s.start, span.start), stop=min(s.stop, span.stop)) for s in looked]
    return Exchange.of(old, merge_spans([*kept, *new]))
