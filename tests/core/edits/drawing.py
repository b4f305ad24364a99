"""Tracks as pictures: ``AaaBb._`` is a segment of class a, one of b, unknown, and background.

A capital begins a segment, its small letters continue it.
"""

from itertools import groupby

from core.change import Change
from core.labels import LabelTrack, Segment
from core.spans import Span


def drawn(picture: str) -> LabelTrack:
    """The track in a picture; the frames of segments are not reviewed, as far as one can see."""
    starts = [frame for frame, letter in enumerate(picture) if letter.isupper()]
    segments = []
    for start in starts:
        letter = picture[start].lower()
        length = len(picture) - start - 1 - len(picture[start + 1 :].lstrip(letter))
        segments.append(Segment(start, start + 1 + length, letter))
    return LabelTrack("me", len(picture), tuple(segments), _runs(picture, "_"))


def picture(track: LabelTrack) -> str:
    frames = ["."] * track.n_frames
    for span in track.reviewed:
        frames[span.start : span.stop] = "_" * span.n_frames
    for one in track.segments:
        frames[one.start : one.stop] = one.class_name.upper() + one.class_name * (one.n_frames - 1)
    return "".join(frames)


def after(change: Change, before: str) -> str:
    """The picture after a change, which is also taken back to see that it can be."""
    track = drawn(before)
    changed = change.apply(track)
    assert change.inverse.apply(changed) == track
    return picture(changed)


def _runs(picture: str, letter: str) -> tuple[Span, ...]:
    spans, start = [], 0
    for one, frames in groupby(picture):
        stop = start + len(list(frames))
        if one == letter:
            spans.append(Span(start, stop))
        start = stop
    return tuple(spans)
