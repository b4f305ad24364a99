"""What a drag on the timeline means: each gesture turns a pull into a change. No widget.

A gesture holds what was there when the button went down. While it is dragged its `change` is shown
as a draft; its `finish` is one act of the `Editor`. So Escape has nothing to take back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.editor import Editor
from app.timeline.hits import edge_of
from core.change import Change
from core.edits import move, write
from core.edits.move import Side
from core.edits.snap import edges_near, snapped
from core.labels import LabelTrack, Segment
from core.spans import Span, Spans

SNAP = 6
"""Pixels from which an edge jumps to something worth meeting."""


@dataclass(frozen=True)
class Pull:
    """Where a drag is: the frame under the pointer, the boundary nearest to it, and the keys."""

    frame: int
    edge: int
    snapping: bool = True
    linked: bool = True


@dataclass(frozen=True)
class Magnets:
    """What a dragged edge is drawn to, within ``tolerance`` frames.

    Parameters
    ----------
    lines
        Single frames, such as the playhead.
    lanes
        Segments in order of time, lane by lane: those of other tracks and the predicted ones too.
    """

    tolerance: int
    lines: tuple[int, ...] = ()
    lanes: tuple[Spans[Segment], ...] = ()

    def pull(self, edge: int, origin: int | None = None) -> int:
        """Where an edge comes to lie; where it came from does not hold it back."""
        return snapped(edge, (e for e in self._near(edge) if e != origin), self.tolerance)

    def _near(self, edge: int) -> Iterator[int]:
        yield from self.lines
        for lane in self.lanes:
            yield from edges_near(lane, edge, self.tolerance)


class Gesture(Protocol):
    """A drag with the left button."""

    def change(self, pull: Pull) -> Change:
        """What it would do to the active track if the button were released here."""
        ...

    def shown(self, pull: Pull) -> int:
        """The frame that the 3D view shows meanwhile."""
        ...

    def finish(self, editor: Editor, pull: Pull) -> None:
        """Do it."""
        ...


@dataclass(frozen=True)
class Scrub:
    """Moves the playhead."""

    def change(self, pull: Pull) -> Change:
        return Change()

    def shown(self, pull: Pull) -> int:
        return pull.frame

    def finish(self, editor: Editor, pull: Pull) -> None:
        """The playhead is where it is already."""


@dataclass(frozen=True)
class Band:
    """Selects the segments that it touches, beside those that are to stay selected.

    Parameters
    ----------
    first
        The frame under the button when it went down.
    kept
        Segments that were selected before and stay so.
    before
        The selection to which Escape goes back.
    """

    track: LabelTrack
    first: int
    kept: tuple[Segment, ...]
    before: tuple[Segment, ...]

    def change(self, pull: Pull) -> Change:
        return Change()

    def shown(self, pull: Pull) -> int:
        return pull.frame

    def finish(self, editor: Editor, pull: Pull) -> None:
        """What it touches is selected already."""

    def touched(self, pull: Pull) -> tuple[Segment, ...]:
        span = self.span(pull)
        return (*self.kept, *self.track.segments_in(span.start, span.stop))

    def span(self, pull: Pull) -> Span:
        """The frames under the band, both ends included."""
        first, last = sorted((self.first, pull.frame))
        return Span(first, last + 1)


@dataclass(frozen=True)
class DrawSegment:
    """A new segment from where the button went down; it stops at its neighbours."""

    track: LabelTrack
    free: Span
    first: int
    class_name: str
    magnets: Magnets

    def change(self, pull: Pull) -> Change:
        span = self.span(pull)
        return write.create(self.track, Segment(span.start, span.stop, self.class_name))

    def shown(self, pull: Pull) -> int:
        span = self.span(pull)
        return span.start if pull.edge < self.first else span.stop - 1

    def finish(self, editor: Editor, pull: Pull) -> None:
        span = self.span(pull)
        editor.create(span.start, span.stop, self.class_name)

    def span(self, pull: Pull) -> Span:
        """At least one frame: that under the button when it went down."""
        last = self.magnets.pull(pull.edge) if pull.snapping else pull.edge
        start, stop = sorted((self.first, last))
        start = min(max(start, self.free.start), self.free.stop - 1)
        return Span(start, max(start + 1, min(stop, self.free.stop)))


@dataclass(frozen=True)
class MoveBody:
    """A segment goes along, grabbed at a frame of it, as far as its neighbours let it."""

    track: LabelTrack
    segment: Segment
    grabbed: int
    magnets: Magnets

    def change(self, pull: Pull) -> Change:
        return move.move(self.track, self.segment, self._start(pull))

    def shown(self, pull: Pull) -> int:
        return move.moved(self.segment, self.change(pull)).start

    def finish(self, editor: Editor, pull: Pull) -> None:
        editor.move(self.segment, self._start(pull))

    def _start(self, pull: Pull) -> int:
        """Where it would begin: of its two edges, the one that meets something decides."""
        start = max(0, self.segment.start + pull.frame - self.grabbed)
        if not pull.snapping:
            return start
        stop = start + self.segment.n_frames
        by_start = self.magnets.pull(start, self.segment.start) - start
        by_stop = self.magnets.pull(stop, self.segment.stop) - stop
        moves = [by for by in (by_start, by_stop) if by] or [0]
        return start + min(moves, key=abs)


@dataclass(frozen=True)
class MoveEdge:
    """An edge goes along, with that of the neighbour that shares it unless it is unlinked."""

    track: LabelTrack
    segment: Segment
    side: Side
    magnets: Magnets

    def change(self, pull: Pull) -> Change:
        edge = self._edge(pull)
        return move.move_edge(self.track, self.segment, self.side, edge, linked=pull.linked)

    def shown(self, pull: Pull) -> int:
        moved = move.moved(self.segment, self.change(pull))
        return moved.start if self.side is Side.START else moved.stop - 1

    def finish(self, editor: Editor, pull: Pull) -> None:
        editor.move_edge(self.segment, self.side, self._edge(pull), linked=pull.linked)

    def _edge(self, pull: Pull) -> int:
        origin = edge_of(self.segment, self.side)
        return self.magnets.pull(pull.edge, origin) if pull.snapping else pull.edge


def magnets(
    tolerance: int, playhead: int, tracks: Sequence[LabelTrack], predicted: Sequence[Segment]
) -> Magnets:
    """What is worth meeting: the playhead, segments of the shown tracks, and predicted ones."""
    shown = (Spans.of(track.segments) for track in tracks if track.visible)
    return Magnets(tolerance, (playhead,), (*shown, Spans.of(predicted)))
