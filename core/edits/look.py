"""Which frames a person has looked at: set and clear reviewed spans."""

from core.change import Change, Exchange
from core.labels import LabelTrack
from core.spans import Span, gaps, merge_spans


def set_reviewed(track: LabelTrack, start: int, stop: int) -> Change:
    """Say that somebody looked at ``[start, stop)``: without a segment it is background.

    "Everything up to the playhead" is ``(track, 0, frame)``, "all" is ``(track, 0, n_frames)``.
    """
    start = max(start, 0)
    return Change(reviewed=reviewing(track, [Span(start, stop)])) if start < stop else Change()


def clear_reviewed(track: LabelTrack, start: int, stop: int) -> Change:
    """Say that nobody looked at ``[start, stop)``: without a segment it is unknown."""
    start = max(start, 0)
    if start >= stop:
        return Change()
    old = track.reviewed_in(start, stop)
    new = [rest for span in old for rest in gaps([Span(start, stop)], span.start, span.stop)]
    return Change(reviewed=Exchange.of(old, new))


def reviewing(track: LabelTrack, spans: list[Span]) -> Exchange[Span]:
    """Of the reviewed spans of a track for those that cover ``spans`` too, merged."""
    new = [Span(s.start, min(s.stop, track.n_frames)) for s in spans if s.start < track.n_frames]
    # One frame further on both sides, for spans that touch to become one.
    old = dict.fromkeys(
        near for span in new for near in track.reviewed_in(max(span.start - 1, 0), span.stop + 1)
    )
    return Exchange.of(old, merge_spans([*old, *new]))
