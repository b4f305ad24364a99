"""What a new model says differently from an old one, segment by segment, and who is right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from core.labels import UNKNOWN, LabelTrack, Segment, Span
from core.pairing import Pair, paired

STILL = 0.1
"""Seconds: edges that move no farther are where they were."""

Labels = npt.NDArray[np.int64]


class Kind(Enum):
    """What became of a segment, as people read it."""

    APPEARED = "appeared"
    VANISHED = "vanished"
    RELABELLED = "relabelled"
    MOVED = "edge moved"


class Verdict(Enum):
    """Which model is right, by what people know of the frames that changed."""

    LOST = "the old one was right"
    WON = "the new one is right"
    NEITHER = "neither is right"
    EVEN = "as many frames right as wrong"
    UNKNOWN = "nobody has looked"


@dataclass(frozen=True)
class Rivals:
    """What an old and a new model say about a recording, and what people say if anything.

    Parameters
    ----------
    name, n_frames, fps
        Of the recording.
    old, new
        In order of time, none overlapping, all within the recording.
    truth
        None if nobody has labelled the recording.
    """

    name: str
    n_frames: int
    fps: float
    old: tuple[Segment, ...]
    new: tuple[Segment, ...]
    truth: LabelTrack | None = None

    def __post_init__(self) -> None:
        if self.truth is not None and self.truth.n_frames != self.n_frames:
            raise ValueError(
                f"{self.name} has {self.n_frames} frames, its labels {self.truth.n_frames}"
            )

    @property
    def is_known(self) -> bool:
        """Whether anybody has looked at any frame."""
        return self.truth is not None and bool(self.truth.known().any())


@dataclass(frozen=True)
class Revision:
    """A segment that a new model predicts differently.

    Frames in which several revisions meet count for each of them.

    Parameters
    ----------
    recording, fps
        Its name and rate.
    kind
        What became of the segment.
    old, new
        What was predicted and what is; None for one that appeared, or vanished.
    n_changed
        Frames of these segments in which the two models say different things.
    n_known
        Of those, how many a person has looked at.
    n_lost, n_won
        Of those, in how many only the old model is right, and only the new one.
    """

    recording: str
    fps: float
    kind: Kind
    old: Segment | None
    new: Segment | None
    n_changed: int
    n_known: int = 0
    n_lost: int = 0
    n_won: int = 0

    def __post_init__(self) -> None:
        if (self.old is None, self.new is None) != (
            self.kind is Kind.APPEARED,
            self.kind is Kind.VANISHED,
        ):
            raise ValueError(f"a segment {self.old} that became {self.new} has not {self.kind}")
        if not 0 <= self.n_lost + self.n_won <= self.n_known <= self.n_changed:
            raise ValueError(
                f"{self.n_lost} lost and {self.n_won} won of {self.n_known} known and "
                f"{self.n_changed} changed frames cannot be"
            )

    @property
    def span(self) -> Span:
        """From the first frame of either segment to the last: where to look."""
        both = [one for one in (self.old, self.new) if one]
        return Span(min(one.start for one in both), max(one.stop for one in both))

    @property
    def start_moved(self) -> int:
        """Frames by which the segment begins later; 0 unless both models have it."""
        return self.new.start - self.old.start if self.old and self.new else 0

    @property
    def stop_moved(self) -> int:
        """Frames by which it stops later."""
        return self.new.stop - self.old.stop if self.old and self.new else 0

    @property
    def verdict(self) -> Verdict:
        if not self.n_known:
            return Verdict.UNKNOWN
        if self.n_lost == self.n_won:
            return Verdict.EVEN if self.n_lost else Verdict.NEITHER
        return Verdict.LOST if self.n_lost > self.n_won else Verdict.WON

    @property
    def harm(self) -> float:
        """Seconds that became wrong, less those that became right."""
        return (self.n_lost - self.n_won) / self.fps

    @property
    def n_unknown(self) -> int:
        """Frames that changed and that nobody has looked at."""
        return self.n_changed - self.n_known


def worst_first(revisions: Sequence[Revision]) -> tuple[Revision, ...]:
    """By `Revision.harm`; of equally harmful ones, by how long nobody knows who is right.

    So what became wrong comes first, then what nobody has looked at, then what became right.
    """
    return tuple(
        sorted(revisions, key=lambda one: (-one.harm, -one.n_unknown / one.fps, -one.n_changed))
    )


def revisions(rivals: Rivals, classes: Sequence[str]) -> Iterator[Revision]:
    """Everything that a new model says differently of a recording, in order of time.

    Parameters
    ----------
    classes
        At least all that occur on any side.
    """
    reach = round(STILL * rivals.fps)
    pairs = [pair for pair in paired(rivals.old, rivals.new) if _differs(pair, reach)]
    if not pairs:
        return
    frames = _Frames(rivals, classes)
    for pair in pairs:
        yield Revision(rivals.name, rivals.fps, _kind(pair), *pair, *frames.counts(pair))


def _differs(pair: Pair, reach: int) -> bool:
    old, new = pair
    if not old or not new or old.class_name != new.class_name:
        return True
    return max(abs(new.start - old.start), abs(new.stop - old.stop)) > reach


def _kind(pair: Pair) -> Kind:
    old, new = pair
    if not old:
        return Kind.APPEARED
    if not new:
        return Kind.VANISHED
    return Kind.MOVED if old.class_name == new.class_name else Kind.RELABELLED


class _Frames:
    """The labels of all frames on each side."""

    def __init__(self, rivals: Rivals, classes: Sequence[str]) -> None:
        self._old = _dense(rivals.old, rivals.n_frames, classes)
        self._new = _dense(rivals.new, rivals.n_frames, classes)
        nobody = LabelTrack("", rivals.n_frames)
        self._truth = (rivals.truth or nobody).dense(classes)

    def counts(self, pair: Pair) -> tuple[int, int, int, int]:
        """Changed, known, lost and won frames of two segments."""
        frames = np.unique(np.concatenate([np.r_[one.start : one.stop] for one in pair if one]))
        old, new, truth = self._old[frames], self._new[frames], self._truth[frames]
        changed = old != new
        known = changed & (truth != UNKNOWN)
        lost, won = known & (old == truth), known & (new == truth)
        return int(changed.sum()), int(known.sum()), int(lost.sum()), int(won.sum())


def _dense(segments: Sequence[Segment], n_frames: int, classes: Sequence[str]) -> Labels:
    return LabelTrack("", n_frames, segments, (Span(0, n_frames),)).dense(classes)
