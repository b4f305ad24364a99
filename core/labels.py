"""What a person says happens when: segments and reviewed spans. Knows nothing of models or files.

Frames are integers counted from 0 and ranges are half-open ``[start, stop)``. A frame outside all
segments and reviewed spans is *unknown*; one inside a reviewed span but no segment is *background*.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

UNKNOWN = -1
"""In dense labels: a frame that nobody looked at. Background is the number after the last class."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Frames ``[start, stop)``, never empty."""

    start: int
    stop: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.stop:
            raise ValueError(f"frames [{self.start}, {self.stop}) are not a range")

    @property
    def n_frames(self) -> int:
        return self.stop - self.start


@dataclass(frozen=True, slots=True, order=True)
class Segment(Span):
    """One action: frames ``[start, stop)`` of a class, and how sure its source is (0 to 1)."""

    class_name: str
    score: float = 1.0

    def __post_init__(self) -> None:
        # slots=True rebuilds the class, so the zero-argument super() would not find its base.
        Span.__post_init__(self)
        if not self.class_name:
            raise ValueError(f"the segment [{self.start}, {self.stop}) has no class")


@dataclass(frozen=True)
class LabelTrack:
    """A lane of segments that do not overlap, and the spans that a person has looked at.

    Parameters
    ----------
    name
        What people call the track, such as its annotator.
    n_frames
        Length of the recording.
    segments
        In order of time, none overlapping the next, all within the recording.
    reviewed
        In order of time, merged: spans in which "no segment" means that nothing happens.
    visible
        Whether the track is shown.
    """

    name: str
    n_frames: int
    segments: tuple[Segment, ...] = ()
    reviewed: tuple[Span, ...] = field(default=())
    visible: bool = True

    def __post_init__(self) -> None:
        for what, spans in (("segments", self.segments), ("reviewed spans", self.reviewed)):
            if spans and spans[-1].stop > self.n_frames:
                raise ValueError(
                    f"track {self.name!r}: {what} reach frame {spans[-1].stop} of {self.n_frames}"
                )
            for before, after in pairwise(spans):
                if after.start < before.stop:
                    raise ValueError(
                        f"track {self.name!r}: {what} [{before.start}, {before.stop}) and "
                        f"[{after.start}, {after.stop}) overlap or are out of order"
                    )

    def segment_at(self, frame: int) -> Segment | None:
        """The segment that contains ``frame``; O(log n)."""
        return segment_at(self.segments, frame)

    def known(self) -> npt.NDArray[np.bool_]:
        """``(n_frames,)`` bool: frames inside a segment or a reviewed span."""
        known = np.zeros(self.n_frames, dtype=bool)
        for span in (*self.segments, *self.reviewed):
            known[span.start : span.stop] = True
        return known

    def dense(self, classes: Sequence[str]) -> npt.NDArray[np.int64]:
        """``(n_frames,)``: the class of each frame by its index in ``classes``.

        It is ``len(classes)`` for background and `UNKNOWN` where nobody has looked. A segment of a
        class that is not listed is an error.
        """
        index = {name: number for number, name in enumerate(classes)}
        labels = np.full(self.n_frames, UNKNOWN)
        for span in self.reviewed:
            labels[span.start : span.stop] = len(classes)
        for segment in self.segments:
            if segment.class_name not in index:
                raise ValueError(f"class {segment.class_name!r} is not one of {list(classes)}")
            labels[segment.start : segment.stop] = index[segment.class_name]
        return labels


def segment_at(segments: Sequence[Segment], frame: int) -> Segment | None:
    """The one of ordered, non-overlapping segments that contains ``frame``; O(log n)."""
    before = bisect_right(segments, frame, key=lambda segment: segment.start) - 1
    if before >= 0 and segments[before].stop > frame:
        return segments[before]
    return None


def runs(values: npt.NDArray[np.integer]) -> list[tuple[int, int, int]]:
    """Maximal runs of equal values in a 1-D array as ``(start, stop, value)``, in order."""
    if not len(values):
        return []
    edges = np.flatnonzero(np.diff(values)) + 1
    bounds = [0, *edges.tolist(), len(values)]
    return [(start, stop, int(values[start])) for start, stop in pairwise(bounds)]


def segments_from_dense(
    labels: npt.NDArray[np.integer], classes: Sequence[str]
) -> tuple[Segment, ...]:
    """The inverse of `LabelTrack.dense` for segments: one per run of a class."""
    return tuple(
        Segment(start, stop, classes[label])
        for start, stop, label in runs(labels)
        if 0 <= label < len(classes)
    )


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same frames as few spans as possible, in order."""
    merged: list[Span] = []
    for span in sorted(Span(s.start, s.stop) for s in spans):
        if merged and span.start <= merged[-1].stop:
            merged[-1] = Span(merged[-1].start, max(span.stop, merged[-1].stop))
        else:
            merged.append(span)
    return tuple(merged)
