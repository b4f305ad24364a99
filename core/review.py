"""What of a recording most needs a person's eyes, and how to walk through it. Knows no view."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from core.classes import BACKGROUND
from core.edits.accept import Refusals, proposals
from core.labels import UNKNOWN, LabelTrack, Segment, runs
from core.spans import Span, Spans, gaps, merge_spans

UNSURE = 0.7
"""A predicted segment with a lower score is doubtful."""


class Reason(Enum):
    """Why somebody should look, as people read it."""

    DOUBTFUL = "low confidence"
    FLICKER = "very short"
    DISAGREEMENT = "labels and prediction differ"
    UNREVIEWED = "nobody has looked"


@dataclass(frozen=True, slots=True, order=True)
class Item(Span):
    """Frames ``[start, stop)`` to look at, why, and how much: 0 to 1."""

    need: float
    reason: Reason


@dataclass(frozen=True)
class ReviewQueue:
    """What is left to look at, in order of time: walking it never jumps about."""

    items: tuple[Item, ...]

    def __len__(self) -> int:
        return len(self.items)

    def next(self, frame: int) -> Item | None:
        """The first that begins after a frame; None after the last."""
        place = bisect_right(self.items, frame, key=lambda item: item.start)
        return self.items[place] if place < len(self.items) else None

    def previous(self, frame: int) -> Item | None:
        """The last that begins before a frame; None before the first."""
        place = bisect_left(self.items, frame, key=lambda item: item.start)
        return self.items[place - 1] if place else None

    def most_needed(self) -> tuple[Item, ...]:
        """All, the one that most needs eyes first."""
        return tuple(sorted(self.items, key=lambda item: (-item.need, item.start)))


def review_queue(
    track: LabelTrack,
    predicted: Sequence[Segment],
    *,
    shortest: int,
    since: str | None = None,
) -> ReviewQueue:
    """What of a recording needs eyes.

    - predicted segments that are still open (`core.edits.accept.proposals`) and unsure or short;
    - at least ``shortest`` frames where labels and prediction differ;
    - stretches of at least ``shortest`` frames that nobody has decided on.

    Of items that begin together only the neediest stays.

    Parameters
    ----------
    predicted
        In the classes of the track, in order of time.
    shortest
        Frames: a shorter predicted segment is a flicker, a shorter difference that of an edge, a
        shorter gap a matter of how closely people set their edges.
    since
        When the prediction was made, ISO 8601: segments that somebody has set or accepted since
        are settled, or each correction would be a disagreement. What lies in settled frames by
        more than half is left out.
    """
    calm = _calm(track, since)
    found = (
        *_open(track, predicted, shortest),
        *_unreviewed(track, shortest),
        *_differing(track, predicted, shortest),
    )
    neediest: dict[int, Item] = {}
    for item in sorted(found, key=lambda item: item.need):
        if not (calm and _mostly_within(item, calm)):
            neediest[item.start] = item
    return ReviewQueue(tuple(sorted(neediest.values(), key=lambda item: item.start)))


def _open(track: LabelTrack, predicted: Iterable[Segment], shortest: int) -> Iterator[Item]:
    for one in proposals(track, predicted):
        if one.n_frames < shortest:
            yield Item(one.start, one.stop, 1 - one.score / 2, Reason.FLICKER)
        elif one.score < UNSURE:
            yield Item(one.start, one.stop, 1 - one.score, Reason.DOUBTFUL)


def _unreviewed(track: LabelTrack, shortest: int) -> Iterator[Item]:
    """The need goes with the length but is always less than that of a doubt."""
    for start, stop, known in runs(track.known().astype(np.int8)):
        if not known and stop - start >= shortest:
            need = (stop - start) / track.n_frames / 10
            yield Item(start, stop, need, Reason.UNREVIEWED)


def _differing(track: LabelTrack, predicted: Sequence[Segment], shortest: int) -> Iterator[Item]:
    """Where both say something and not the same; the surer the model, the greater the need."""
    refused = Refusals(track)
    classes = tuple(dict.fromkeys(one.class_name for one in (*track.segments, *predicted)))
    everything = (Span(0, track.n_frames),) if track.n_frames else ()
    model = LabelTrack("", track.n_frames, predicted, everything)
    said, labelled = model.dense(classes), track.dense(classes)
    differs = np.where((said == labelled) | (labelled == UNKNOWN), UNKNOWN, said)
    for start, stop, value in runs(differs):
        if value == UNKNOWN or stop - start < shortest:
            continue
        said_so = model.segment_at(start) or Segment(start, stop, BACKGROUND, 0.0)
        if said_so not in refused:
            yield Item(start, stop, 0.5 + said_so.score / 2, Reason.DISAGREEMENT)


def _calm(track: LabelTrack, since: str | None) -> Spans[Span]:
    """What a person has seen after the prediction."""
    later = (one for one in track.segments if since is not None and one.source.date >= since)
    return Spans(merge_spans(later))


def _mostly_within(item: Span, spans: Spans[Span]) -> bool:
    free = gaps(spans.within(item.start, item.stop), item.start, item.stop)
    return sum(gap.n_frames for gap in free) * 2 < item.n_frames
