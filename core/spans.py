"""Ranges of frames, and many of them in order. Knows nothing of what they mean."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, islice, pairwise
from typing import TypeVar, overload


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

    def meets(self, other: "Span") -> bool:
        """Whether they share a frame."""
        return self.start < other.stop and other.start < self.stop


S = TypeVar("S", bound=Span)
_Chunks = tuple[tuple[S, ...], ...]

_CHUNK = 256


class Spans(Sequence[S]):
    """Spans in order of time, none overlapping the next; immutable, equal to a tuple of the same.

    They lie in chunks, so that an exchange copies a chunk and the list of chunks but shares the
    others: with 100,000 spans a flat tuple would take 1.5 ms and 800 kB for each edit.

    Raises
    ------
    ValueError
        If two overlap or are out of order.
    """

    __slots__ = ("_chunks", "_offsets")

    def __init__(self, spans: Iterable[S] = ()) -> None:
        items = tuple(spans)
        check_in_order(items)
        self._keep(_chunked(items))

    @classmethod
    def of(cls, spans: Sequence[S]) -> "Spans[S]":
        """The same spans; those that are `Spans` already are not checked again."""
        return spans if isinstance(spans, Spans) else cls(spans)

    def _keep(self, chunks: _Chunks[S]) -> None:
        self._chunks = chunks
        self._offsets = [0, *accumulate(map(len, chunks))]

    def __len__(self) -> int:
        return self._offsets[-1]

    def __iter__(self) -> Iterator[S]:
        return chain.from_iterable(self._chunks)

    @overload
    def __getitem__(self, index: int) -> S: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[S, ...]: ...
    def __getitem__(self, index: int | slice) -> S | tuple[S, ...]:
        if isinstance(index, slice):
            return self._slice(index)
        place = range(len(self))[index]
        number = bisect_right(self._offsets, place) - 1
        return self._chunks[number][place - self._offsets[number]]

    @property
    def chunks(self) -> tuple[tuple[S, ...], ...]:
        """The same spans in pieces; an exchange shares those that it does not touch."""
        return self._chunks

    def _slice(self, index: slice) -> tuple[S, ...]:
        start, stop, step = index.indices(len(self))
        if step != 1:
            return tuple(self)[index]
        number = max(bisect_right(self._offsets, start) - 1, 0)
        before = self._offsets[number]
        rest = chain.from_iterable(islice(self._chunks, number, None))
        return tuple(islice(rest, start - before, max(stop, start) - before))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Spans | tuple):
            return len(self) == len(other) and tuple(self) == tuple(other)
        return NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Spans({tuple(self)!r})"

    def n_begun(self, frame: int) -> int:
        """How many begin at or before a frame; O(log n)."""
        number = self._chunk_at(frame)
        if number < 0:
            return 0
        return self._offsets[number] + bisect_right(self._chunks[number], frame, key=_start)

    def at(self, frame: int) -> S | None:
        """The one that contains a frame; O(log n)."""
        number = self._chunk_at(frame)
        if number < 0:
            return None
        chunk = self._chunks[number]
        span = chunk[bisect_right(chunk, frame, key=_start) - 1]
        return span if span.stop > frame else None

    def within(self, start: int, stop: int) -> tuple[S, ...]:
        """Those that have a frame in ``[start, stop)``; O(log n) and the number of them."""
        if start >= stop:
            return ()
        first = self.n_begun(start)
        if first and self[first - 1].stop > start:
            first -= 1
        return self[first : self.n_begun(stop - 1)]

    def exchanged(self, removed: Sequence[S], added: Sequence[S]) -> "Spans[S]":
        """Without the one, with the other; only what changes is checked.

        Raises
        ------
        ValueError
            If something that is to be removed is not there, or the result would overlap.
        """
        if not removed and not added:
            return self
        chunks: list[tuple[S, ...]] = list(self._chunks) or [()]
        out, into = self._by_chunk(removed), self._by_chunk(added)
        touched = out.keys() | into.keys()
        # From the last on, for the numbers of the others to stay what they are.
        for number in sorted(touched, reverse=True):
            chunk = _exchanged(chunks[number], out.get(number, ()), into.get(number, ()))
            # A neighbour that has its turn later looks at the border itself.
            before = chunks[number - 1][-1:] if number and number - 1 not in touched else ()
            after = chunks[number + 1][:1] if number + 1 < len(chunks) else ()
            check_in_order((*before, *chunk, *after))
            chunks[number : number + 1] = _chunked(chunk)
        spans = Spans.__new__(type(self))
        spans._keep(tuple(chunks))
        return spans

    def _chunk_at(self, frame: int) -> int:
        return bisect_right(self._chunks, frame, key=lambda chunk: chunk[0].start) - 1

    def _by_chunk(self, spans: Iterable[S]) -> defaultdict[int, list[S]]:
        found = defaultdict[int, list[S]](list)
        for span in spans:
            found[max(self._chunk_at(span.start), 0)].append(span)
        return found


def check_in_order(spans: Iterable[Span]) -> None:
    """Raise a `ValueError` if two neighbours overlap or are out of order."""
    for before, after in pairwise(spans):
        if after.start < before.stop:
            raise ValueError(
                f"[{before.start}, {before.stop}) and [{after.start}, {after.stop}) "
                "overlap or are out of order"
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


def overlap(a: Span, b: Span) -> float:
    """Intersection over union of their frames, 0 if they are apart."""
    shared = min(a.stop, b.stop) - max(a.start, b.start)
    return max(shared, 0) / (max(a.stop, b.stop) - min(a.start, b.start))


def gaps(spans: Iterable[Span], start: int, stop: int) -> Iterator[Span]:
    """What of ``[start, stop)`` the spans, in order of time, leave free."""
    for span in spans:
        if start < min(span.start, stop):
            yield Span(start, min(span.start, stop))
        start = max(start, span.stop)
    if start < stop:
        yield Span(start, stop)


def _start(span: Span) -> int:
    return span.start


def _chunked(items: tuple[S, ...]) -> _Chunks[S]:
    """One chunk, or as many as are needed if it has grown twice too long."""
    if len(items) <= 2 * _CHUNK:
        return (items,) if items else ()
    return tuple(items[i : i + _CHUNK] for i in range(0, len(items), _CHUNK))


def _exchanged(chunk: tuple[S, ...], removed: Sequence[S], added: Sequence[S]) -> tuple[S, ...]:
    gone = {span.start: span for span in removed}
    missing = set(gone.values()) - {span for span in chunk if span.start in gone}
    if missing:
        raise ValueError(f"{min(missing)} is to be removed but is not there")
    kept = [span for span in chunk if span.start not in gone]
    return tuple(sorted([*kept, *added], key=_start))
