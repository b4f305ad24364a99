"""From what a file says to label tracks, with a report of all that did not fit as it was.

The one place where numbers of files become frames. Knows no format.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import floor, isfinite

from core.label_formats.content import (
    CLIPPED,
    REFUSED,
    ROUNDED,
    SPLIT,
    WIDENED,
    Content,
    Remark,
    Row,
)
from core.label_formats.convention import FRAMES, Clock, Convention, nearest
from core.label_formats.lanes import tracks_of, with_reviewed
from core.labels import LabelTrack, Span, merge_spans

_EXACT = 1e-6
"""Frames: by less than this, floating-point numbers are off that name an edge exactly."""
_LONGEST = 10**9
"""Frames: at 100 per second, four months."""
_UNNOTICED = 0.0006
"""Seconds: times are written to the millisecond, and half of one is no adjustment."""


@dataclass(frozen=True)
class Report:
    """What became of the content of a file.

    Parameters
    ----------
    n_read
        Segments on the tracks.
    remarks
        On what was not taken as it is, in order of the file.
    length
        How the labels and the recording differ in length, in a sentence; empty if they do not.
    """

    n_read: int = 0
    remarks: tuple[Remark, ...] = ()
    length: str = ""

    def of(self, *kinds: str) -> tuple[Remark, ...]:
        """The remarks of these kinds."""
        return tuple(remark for remark in self.remarks if remark.kind in kinds)

    @property
    def refused(self) -> tuple[Remark, ...]:
        return self.of(REFUSED)

    @property
    def adjusted(self) -> tuple[Remark, ...]:
        return self.of(ROUNDED, CLIPPED, WIDENED)

    @property
    def overlaps(self) -> tuple[Remark, ...]:
        return self.of(SPLIT)


@dataclass(frozen=True)
class Imported:
    """The label tracks of a file, and what was adjusted for them.

    Parameters
    ----------
    lanes
        By the name of a track of the file: the tracks it became, several if its segments overlap.
    classes
        The vocabulary that the file declares, and after it what else its segments are of.
    clock
        That of the recording, with what the file says where nobody knew better.
    format_name
        What the format's module is called.
    """

    tracks: tuple[LabelTrack, ...]
    report: Report
    lanes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    classes: tuple[str, ...] = ()
    clock: Clock = field(default=Clock())
    format_name: str = ""

    def reviewed(self, which: str) -> "Imported":
        """With other reviewed spans: ``"all"`` frames, or the ``"labelled"`` ones alone.

        Where another lane of the same track has a segment, nothing is background.
        """
        if which == "labelled":
            marked = tuple(replace(t, reviewed=merge_spans(t.segments)) for t in self.tracks)
        elif which == "all":
            whole = {t.name: (Span(0, t.n_frames),) for t in self.tracks if t.n_frames}
            marked = tuple(with_reviewed(self.tracks, self.lanes, whole))
        else:
            raise ValueError(f"reviewed are 'all' or 'labelled', not {which!r}")
        return replace(self, tracks=marked)


def imported(content: Content, convention: Convention, clock: Clock, name: str) -> Imported:
    """The tracks that a file describes.

    Parameters
    ----------
    name
        Of the track of segments that have none.

    Raises
    ------
    ValueError
        If the file holds times and nobody knows the frame rate.
    """
    clock = _completed(clock, content)
    placed = [_placed(row, convention, clock) for row in content.rows]
    remarks = [*content.remarks, *(remark for _, found in placed for remark in found)]
    items = [(row, span) for (span, _), row in zip(placed, content.rows, strict=True) if span]
    reach = max((span.stop for _, span in items), default=0)
    tracks, lanes, split = tracks_of(
        items, clock.n_frames or _length(content, convention, clock, reach), name
    )
    n_read = sum(len(track.segments) for track in tracks)
    length = _mismatch(content, convention, clock)
    used = (row.class_name for row, _ in items if row.class_name)
    classes = tuple(dict.fromkeys((*content.classes, *used)))
    return Imported(tracks, Report(n_read, (*remarks, *split), length), lanes, classes, clock)


def _completed(clock: Clock, content: Content) -> Clock:
    """With what the file says where nobody knows better."""
    return replace(
        clock, fps=clock.fps or content.fps or None, offset=clock.offset + content.offset
    )


def _length(content: Content, convention: Convention, clock: Clock, reach: int) -> int:
    """How long the recording must be, if only the file can say."""
    if content.length is None:
        return reach
    _, stop = convention.places(0, content.length, replace(clock, offset=0.0))
    if not 0 <= stop <= _LONGEST:
        raise ValueError(f"is about {content.length:g} {convention.unit}, which is no length")
    return max(nearest(stop), reach)


def _mismatch(content: Content, convention: Convention, clock: Clock) -> str:
    if clock.n_frames is None:
        return ""
    reach = _reach(content, convention, clock)
    if reach > clock.n_frames:
        return f"labels {reach} frames, but the recording has {clock.n_frames}"
    if content.length is not None:
        length = _length(content, convention, clock, 0)
        if abs(length - clock.n_frames) > 1:
            return f"is about {length} frames, but the recording has {clock.n_frames}"
    return ""


def _reach(content: Content, convention: Convention, clock: Clock) -> int:
    stops = (row.stop for row in content.rows if row.stop is not None)
    places = (convention.places(0, stop, clock)[1] for stop in stops)
    return max((nearest(place) for place in places if abs(place) <= _LONGEST), default=0)


def _placed(
    row: Row, convention: Convention, clock: Clock
) -> tuple[Span | None, tuple[Remark, ...]]:
    """The frames of a row, none if it is refused, and what there is to say about it."""
    number = row.stop
    if number is None:
        number = _end(convention, clock)
        if number is None:
            return None, (Remark(REFUSED, row.where, "reaches to an end that nobody knows"),)
    shown = convention.shown(row.start, number)
    if not (isfinite(row.start) and isfinite(number)):
        return None, (Remark(REFUSED, row.where, f"{shown}: no numbers"),)
    start, stop = convention.places(row.start, number, clock)
    if why := _impossible(start, stop, convention, shown):
        return None, (Remark(REFUSED, row.where, why),)
    span, remarks = _rounded(start, stop, clock, convention.slack(clock))
    clipped, more = _clipped(span, clock)
    return clipped, tuple(
        Remark(kind, row.where, f"{shown}: {why}") for kind, why in (*remarks, *more)
    )


def _end(convention: Convention, clock: Clock) -> float | None:
    if clock.n_frames is None:
        return None
    return convention.numbers(0, clock.n_frames, clock)[1]


def _impossible(start: float, stop: float, convention: Convention, shown: str) -> str:
    if convention.unit == FRAMES:
        if 0 <= start < stop <= _LONGEST:
            return ""
        return f"{shown} are not a range" + ("; they are counted from 1" if convention.base else "")
    if max(abs(start), abs(stop)) > _LONGEST:
        return f"{shown}: longer than any recording"
    return f"{shown}: ends before it begins" if stop < start else ""


def _rounded(
    start: float, stop: float, clock: Clock, slack: float
) -> tuple[tuple[int, int], list[tuple[str, str]]]:
    """The nearest edges; at least one frame: that in which the middle lies."""
    first, last = nearest(start), nearest(stop)
    if first == last:
        first = floor((start + stop) / 2 + slack + _EXACT)
        what = "a point" if start == stop else "less than a frame"
        return (first, first + 1), [(WIDENED, f"{what}; it became frame {first}")]
    off = max(abs(start - first), abs(stop - last))
    if clock.fps and off / clock.fps > _UNNOTICED:
        seconds = off / clock.fps
        return (first, last), [(ROUNDED, f"{seconds:.3f} s off the nearest frame edge")]
    return (first, last), []


def _clipped(edges: tuple[int, int], clock: Clock) -> tuple[Span | None, list[tuple[str, str]]]:
    first, last = edges
    end = clock.n_frames if clock.n_frames is not None else last
    if last <= 0 or first >= end:
        return None, [(REFUSED, "not within the recording")]
    span = Span(max(first, 0), min(last, end))
    if (span.start, span.stop) == edges:
        return span, []
    return span, [(CLIPPED, f"cut to frames [{span.start}, {span.stop})")]
