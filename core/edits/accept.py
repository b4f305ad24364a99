"""Predictions become labels, or are refused: only here, and only by a person's hand.

A *proposal* is a predicted segment that is still open: nobody has decided most of its frames, and
nobody has refused the like. What people said is never overwritten: neither their segments nor,
where many proposals are accepted at once, their background.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import numpy as np

from core.change import Change, Exchange
from core.edits.look import reviewing
from core.labels import LabelTrack, Segment, Source
from core.spans import Span, gaps, merge_spans, overlap

SAME = 0.5
"""Intersection over union from which on two segments of a class are about the same action."""


def proposals(
    track: LabelTrack,
    predicted: Iterable[Segment],
    *,
    class_name: str | None = None,
    sure: float = 0.0,
) -> Iterator[Segment]:
    """The predicted segments that are still open, of one class and at least this sure if asked."""
    refused = Refusals(track)
    # A running sum, as nearly all of thousands of predictions may be decided, or none.
    n_known = np.concatenate(([0], np.cumsum(track.known())))
    for one in predicted:
        wanted = class_name in (None, one.class_name) and one.score >= sure
        decided = 2 * (n_known[one.stop] - n_known[one.start]) >= one.n_frames
        if wanted and not decided and one not in refused:
            yield one


def accept(track: LabelTrack, predicted: Segment, source: Source) -> Change:
    """Accept one prediction where there is no segment yet.

    It goes over background: who points at it has seen that it is none. To accept it as another
    class or with other edges, give it so.
    """
    return _added(track, [predicted], lambda span: track.segments_in(span.start, span.stop), source)


def accept_all(track: LabelTrack, predicted: Iterable[Segment], source: Source) -> Change:
    """Accept those predictions that are `proposals`, in frames that nobody has decided on."""
    return _added(track, proposals(track, predicted), lambda span: known_in(track, span), source)


def reject(track: LabelTrack, predicted: Iterable[Segment], source: Source) -> Change:
    """Say that one looked and it is not so.

    The frames are reviewed, hence background unless there is a segment; the like is not proposed
    again. Who is not sure what else it is leaves a proposal alone: unlabelled is not background.
    """
    refused = [replace(one, source=source) for one in predicted]
    return Change(
        reviewed=reviewing(track, [Span(one.start, one.stop) for one in refused]),
        rejected=Exchange((), tuple(one for one in refused if one not in track.rejected)),
    )


def known_in(track: LabelTrack, span: Span) -> tuple[Span, ...]:
    """The segments and reviewed spans that have frames in a span, merged."""
    return merge_spans(
        (*track.segments_in(span.start, span.stop), *track.reviewed_in(span.start, span.stop))
    )


class Refusals:
    """What was rejected in a track: the like of it is in it."""

    def __init__(self, track: LabelTrack) -> None:
        self._of_class = defaultdict[str, list[Segment]](list)
        for one in sorted(track.rejected):
            self._of_class[one.class_name].append(one)

    def __contains__(self, predicted: Segment) -> bool:
        same = self._of_class.get(predicted.class_name, ())
        # What overlaps it by half is at most twice as long, so it begins no earlier than this.
        earliest = predicted.start - 2 * predicted.n_frames
        first = bisect_left(same, earliest, key=lambda one: one.start)
        last = bisect_left(same, predicted.stop, key=lambda one: one.start)
        return any(overlap(predicted, one) >= SAME for one in same[first:last])


def _added(
    track: LabelTrack,
    predicted: Iterable[Segment],
    taken: Callable[[Segment], Iterable[Span]],
    source: Source,
) -> Change:
    """What ``taken`` leaves of each prediction becomes a segment."""
    parts = (
        replace(one, start=gap.start, stop=gap.stop, source=source)
        for one in predicted
        for gap in gaps(taken(one), one.start, min(one.stop, track.n_frames))
    )
    return Change(Exchange((), tuple(parts)))
