"""Cutting a segment in two, making several one, closing a gap."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from core.change import Change, Exchange
from core.edits.write import free_around, neighbours, united
from core.labels import LabelTrack, Segment


def split(track: LabelTrack, frame: int) -> Change:
    """Cut the segment at ``frame`` in two, the second beginning there; the first keeps the note.

    Nothing changes where there is no segment or one begins.
    """
    segment = track.segment_at(frame)
    if segment is None or segment.start == frame:
        return Change()
    second = replace(segment, start=frame, note="")
    return Change(Exchange.of([segment], [replace(segment, stop=frame), second]))


def merge(track: LabelTrack, segments: Iterable[Segment]) -> Change:
    """Make one of the chosen segments that follow one another, gaps between them included.

    It takes after the longest, in a tie the first, and has all their notes. A segment that is not
    chosen is never swallowed: what lies on its two sides is merged apart.
    """
    groups = [group for group in _neighbouring(track, segments) if len(group) > 1]
    old = [segment for group in groups for segment in group]
    longest = (max(group, key=lambda segment: segment.n_frames) for group in groups)
    new = [united(group, like) for group, like in zip(groups, longest, strict=True)]
    return Change(Exchange.of(old, new))


def fill_gap(track: LabelTrack, frame: int) -> Change:
    """Close the gap between two segments that ``frame`` lies in: the one before grows over it.

    If the one after is of the same class, both become one. A gap at an end of the recording stays.
    """
    gap = free_around(track, frame)
    if gap is None:
        return Change()
    before, after = neighbours(track, gap.start, gap.stop)
    if before is None or after is None:
        return Change()
    if before.class_name == after.class_name:
        return merge(track, [before, after])
    return Change(Exchange.of([before], [replace(before, stop=after.start)]))


def _neighbouring(track: LabelTrack, chosen: Iterable[Segment]) -> Iterator[list[Segment]]:
    """The chosen segments in groups between which there lies one that is not chosen."""
    group: list[Segment] = []
    for segment in sorted(set(chosen)):
        if group and track.segments_in(group[-1].stop, segment.start):
            yield group
            group = []
        group.append(segment)
    if group:
        yield group
