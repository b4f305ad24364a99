"""What an edit changes in a track, and how to take it back. Knows no particular edit."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from core.label_json import (
    Json,
    segments_as_json,
    segments_from_json,
    spans_as_json,
    spans_from_json,
)
from core.labels import LabelTrack, Segment
from core.spans import Span, Spans

S = TypeVar("S", bound=Span)


@dataclass(frozen=True)
class Exchange(Generic[S]):
    """What goes and what comes instead; what stays the same is in neither."""

    removed: tuple[S, ...] = ()
    added: tuple[S, ...] = ()

    @classmethod
    def of(cls, old: Iterable[S], new: Iterable[S]) -> "Exchange[S]":
        """The exchange of some spans for others."""
        old, new = dict.fromkeys(old), dict.fromkeys(new)
        return cls(
            tuple(span for span in old if span not in new),
            tuple(span for span in new if span not in old),
        )

    @property
    def inverse(self) -> "Exchange[S]":
        return Exchange(self.added, self.removed)

    @property
    def all(self) -> tuple[S, ...]:
        return self.removed + self.added


@dataclass(frozen=True)
class Change:
    """What an edit changes in a track; false if that is nothing.

    Every function in `core.edits` returns one; `apply` makes the edited track.

    Parameters
    ----------
    segments, reviewed, rejected
        What goes and comes in the list of the same name of the track.
    """

    segments: Exchange[Segment] = field(default=Exchange())
    reviewed: Exchange[Span] = field(default=Exchange())
    rejected: Exchange[Segment] = field(default=Exchange())

    def __bool__(self) -> bool:
        return bool(self._spans)

    @property
    def span(self) -> Span | None:
        """The frames that a view has to draw anew; none if nothing changes."""
        if not self:
            return None
        starts, stops = (s.start for s in self._spans), (s.stop for s in self._spans)
        return Span(min(starts), max(stops))

    @property
    def inverse(self) -> "Change":
        """What takes it back."""
        return Change(self.segments.inverse, self.reviewed.inverse, self.rejected.inverse)

    def apply(self, track: LabelTrack) -> LabelTrack:
        """The changed track; what is not changed is shared with the old one.

        Raises
        ------
        ValueError
            If the track is not one that this change was made for.
        """
        return replace(
            track,
            segments=_exchanged(track.segments, self.segments),
            reviewed=_exchanged(track.reviewed, self.reviewed),
            rejected=self._rejected(track.rejected),
        )

    @property
    def _spans(self) -> tuple[Span, ...]:
        return self.segments.all + self.reviewed.all + self.rejected.all

    def _rejected(self, rejected: frozenset[Segment]) -> frozenset[Segment]:
        if not self.rejected.all:
            return rejected
        return rejected.difference(self.rejected.removed).union(self.rejected.added)

    def as_json(self) -> Json:
        """What `change_from_json` reads; lists in which nothing changes are left out."""
        described = {
            "segments": _described(self.segments, segments_as_json),
            "reviewed": _described(self.reviewed, spans_as_json),
            "rejected": _described(self.rejected, segments_as_json),
        }
        return {name: exchange for name, exchange in described.items() if exchange}


def change_from_json(content: Json) -> Change:
    """The change that `Change.as_json` described."""
    return Change(
        _exchange(content.get("segments"), segments_from_json),
        _exchange(content.get("reviewed"), spans_from_json),
        _exchange(content.get("rejected"), segments_from_json),
    )


def _exchanged(spans: Any, exchange: Exchange[S]) -> Spans[S]:
    return Spans[S].of(spans).exchanged(exchange.removed, exchange.added)


def _described(exchange: Exchange[S], describe: Callable[[Iterable[S]], Any]) -> Json | None:
    if not exchange.all:
        return None
    return {"removed": describe(exchange.removed), "added": describe(exchange.added)}


def _exchange(content: Json | None, read: Callable[[Any], tuple[S, ...]]) -> Exchange[S]:
    return Exchange(read(content["removed"]), read(content["added"])) if content else Exchange()
