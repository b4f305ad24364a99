"""From label tracks to the numbers of a file, and whether the file says the same when it is read.

Knows no format and no disk.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from core.label_formats.content import REFUSED, Remark, Row
from core.label_formats.convention import (
    BORDERS,
    LOSSES,
    NOTES,
    REVIEWED,
    SCORES,
    TRACKS,
    Clock,
    Convention,
)
from core.labels import LabelTrack, Segment, Span, merge_spans


@dataclass(frozen=True)
class Sheet:
    """What a format is to write.

    Parameters
    ----------
    rows
        In its own numbers, in order of time on each track.
    tracks
        The names of all tracks, also of empty ones.
    classes
        The vocabulary.
    original
        A file of the same format: what is in it besides these tracks is kept.
    """

    rows: tuple[Row, ...]
    clock: Clock
    tracks: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    original: Path | None = None


@dataclass(frozen=True)
class Written:
    """A file that was written and read again.

    Parameters
    ----------
    n_written
        Segments in it.
    n_frames_differ
        Frames that it calls otherwise than the tracks do; not 0 only where the format's times are
        coarser than the frames.
    losses
        What was there to say and the format cannot, in words.
    refused
        Segments that are not in it, because they are shorter than the format can say.
    kept
        Tracks that were in the document before and are none of these.
    """

    path: Path
    format_name: str
    n_written: int
    n_frames_differ: int
    losses: tuple[str, ...] = ()
    refused: tuple[Remark, ...] = ()
    kept: tuple[str, ...] = ()


def sheet(
    tracks: Sequence[LabelTrack],
    convention: Convention,
    clock: Clock,
    classes: Sequence[str] = (),
    original: Path | None = None,
) -> tuple[Sheet, tuple[Remark, ...]]:
    """The tracks in the numbers of a format, and what is too short for it."""
    items = list(_items(tracks, convention, clock))
    used = dict.fromkeys((*classes, *(s.class_name for t in tracks for s in t.segments)))
    names = tuple(track.name for track in tracks)
    rows = tuple(one for one in items if isinstance(one, Row))
    short = tuple(one for one in items if isinstance(one, Remark))
    return Sheet(rows, clock, names, tuple(used), original), short


def losses(tracks: Sequence[LabelTrack], convention: Convention) -> tuple[str, ...]:
    """What these tracks say and the format cannot, in words."""
    said = {
        TRACKS: sum(bool(track.segments) for track in tracks) > 1,
        REVIEWED: any(_background(track) for track in tracks),
        SCORES: any(one.score != 1 for track in tracks for one in track.segments),
        NOTES: any(one.note for track in tracks for one in track.segments),
        BORDERS: any(_touch(a, b) for t in tracks for a, b in pairwise(t.segments)),
    }
    return tuple(LOSSES[name] for name in LOSSES if said[name] and name not in convention.keeps)


def n_frames_differ(
    before: Sequence[LabelTrack], after: Sequence[LabelTrack], convention: Convention
) -> int:
    """How many frames two sets of tracks call otherwise, as far as a format can say it.

    Segments are compared class by class, and track by track where the format knows tracks; so are
    the frames of which something is known, where it knows reviewed ones.
    """
    old, new = _covered(before, convention), _covered(after, convention)
    apart = [span for key in old | new for span in _apart(old.get(key, ()), new.get(key, ()))]
    return sum(span.n_frames for span in merge_spans(apart))


def same_borders(before: Sequence[LabelTrack], after: Sequence[LabelTrack]) -> bool:
    """Whether the segments begin and end at the same frames, whichever track they are on."""
    return _borders(before) == _borders(after)


def _items(
    tracks: Sequence[LabelTrack], convention: Convention, clock: Clock
) -> Iterator[Row | Remark]:
    for track in tracks:
        spans: list[Span] = [*track.segments]
        spans += track.reviewed if REVIEWED in convention.keeps else ()
        for span in sorted(spans, key=lambda span: span.start):
            yield _item(track.name, span, convention, clock)


def _item(track: str, span: Span, convention: Convention, clock: Clock) -> Row | Remark:
    where = f"frames [{span.start}, {span.stop}) of track {track!r}"
    start, stop = convention.numbers(span.start, span.stop, clock)
    if start < 0:
        return Remark(REFUSED, where, "begin before the time of the file does")
    if start == stop and not convention.inclusive:
        return Remark(REFUSED, where, "are shorter than the times of the format can say")
    if isinstance(span, Segment):
        return Row(where, start, stop, span.class_name, track, span.score, span.note)
    return Row(where, start, stop, "", track)


def _background(track: LabelTrack) -> bool:
    return merge_spans((*track.reviewed, *track.segments)) != merge_spans(track.segments)


def _touch(a: Segment, b: Segment) -> bool:
    return a.stop == b.start and a.class_name == b.class_name


_Covered = Mapping[tuple[str, str], Sequence[Span]]


def _covered(
    tracks: Sequence[LabelTrack], convention: Convention
) -> dict[tuple[str, str], list[Span]]:
    """Spans by track and class; those that are known at all have the class ``""``."""
    covered: dict[tuple[str, str], list[Span]] = {}
    for track in tracks:
        name = track.name if TRACKS in convention.keeps else ""
        for one in track.segments:
            covered.setdefault((name, one.class_name), []).append(one)
        if REVIEWED in convention.keeps:
            known = merge_spans((*track.segments, *track.reviewed))
            covered.setdefault((name, ""), []).extend(known)
    return covered


def _apart(old: Iterable[Span], new: Iterable[Span]) -> Iterator[Span]:
    """Where the one covers another number of times than the other."""
    steps: dict[int, int] = {}
    for spans, sign in ((old, 1), (new, -1)):
        for span in spans:
            steps[span.start] = steps.get(span.start, 0) + sign
            steps[span.stop] = steps.get(span.stop, 0) - sign
    edges, depth = sorted(steps), 0
    for start, stop in pairwise(edges):
        depth += steps[start]
        if depth:
            yield Span(start, stop)


def _borders(tracks: Sequence[LabelTrack]) -> list[tuple[int, int, str]]:
    return sorted((s.start, s.stop, s.class_name) for track in tracks for s in track.segments)
