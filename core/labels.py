"""What a person says happens when: segments and reviewed spans. Knows nothing of models or files.

Frames are integers counted from 0 and ranges are half-open ``[start, stop)``. A frame outside all
segments and reviewed spans is *unknown*; one inside a reviewed span but no segment is *background*.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from core.spans import Span, Spans, merge_spans

__all__ = ["UNKNOWN", "LabelTrack", "Segment", "Source", "Span", "merge_spans"]

S = TypeVar("S", bound=Span)

UNKNOWN = -1
"""In dense labels: a frame that nobody looked at. Background is the number after the last class."""

PERSON, MODEL, IMPORT = "person", "model", "import"


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where a segment comes from: who said its class, and when.

    Parameters
    ----------
    kind
        ``"person"``; ``"model"``: proposed by a model and accepted by a person; ``"import"``.
    name
        Of the person, the model or the imported file; empty if it is not known.
    date
        ISO 8601: when a person said or accepted it, or it was imported; empty if not known.
    """

    kind: str = PERSON
    name: str = ""
    date: str = ""

    def __post_init__(self) -> None:
        if self.kind not in (PERSON, MODEL, IMPORT):
            raise ValueError(f"a source {self.kind!r} is none of person, model, import")


UNRECORDED = Source()
"""A person, nobody knows who or when."""


@dataclass(frozen=True, slots=True, order=True)
class Segment(Span):
    """One action: frames ``[start, stop)`` of a class, how sure its source is (0 to 1), a note."""

    class_name: str
    score: float = 1.0
    source: Source = UNRECORDED
    note: str = ""

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
        What people call the track, unique in its recording.
    n_frames
        Length of the recording.
    segments
        In order of time, none overlapping the next, all within the recording; kept as `Spans`.
    reviewed
        In order of time, merged: spans in which "no segment" means that nothing happens.
    visible
        Whether the track is shown.
    annotator
        The person whose track it is.
    rejected
        What a model proposed and a person refused, so that it is not proposed again.
    """

    name: str
    n_frames: int
    segments: Sequence[Segment] = ()
    reviewed: Sequence[Span] = field(default=())
    visible: bool = True
    annotator: str = ""
    rejected: frozenset[Segment] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "segments", self._checked("segments", self.segments))
        object.__setattr__(self, "reviewed", self._checked("reviewed spans", self.reviewed))

    def _checked(self, what: str, spans: Sequence[S]) -> Spans[S]:
        try:
            checked = Spans.of(spans)
        except ValueError as error:
            raise ValueError(f"track {self.name!r}: {what} {error}") from error
        if checked and checked[-1].stop > self.n_frames:
            raise ValueError(
                f"track {self.name!r}: {what} reach frame {checked[-1].stop} of {self.n_frames}"
            )
        return checked

    def segment_at(self, frame: int) -> Segment | None:
        """The segment that contains ``frame``; O(log n)."""
        return Spans.of(self.segments).at(frame)

    def segments_in(self, start: int, stop: int) -> tuple[Segment, ...]:
        """The segments that have a frame in ``[start, stop)``; O(log n) and their number."""
        return Spans.of(self.segments).within(start, stop)

    def reviewed_in(self, start: int, stop: int) -> tuple[Span, ...]:
        """The reviewed spans that have a frame in ``[start, stop)``."""
        return Spans.of(self.reviewed).within(start, stop)

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
