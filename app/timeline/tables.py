"""Spans as columns of numbers, so that many can be painted at once. No widget, no painting."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.timeline.geometry import TimeScale
from core.labels import Segment, Span
from core.spans import Spans

_KEPT = 4096
"""Chunks that are remembered: about a million segments."""


@dataclass(frozen=True, eq=False)
class Table:
    """Spans in order of time, one per row.

    Parameters
    ----------
    starts, stops
        ``(n,)`` int64 frames.
    classes
        ``(n,)`` intp: the class of each as its place in `Tables.names`, -1 for spans without one.
    scores
        ``(n,)`` float64: how sure the source is.
    """

    starts: npt.NDArray[np.int64]
    stops: npt.NDArray[np.int64]
    classes: npt.NDArray[np.intp]
    scores: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, rows: slice) -> "Table":
        return Table(self.starts[rows], self.stops[rows], self.classes[rows], self.scores[rows])

    def visible(self, scale: TimeScale) -> slice:
        """Which are in sight; O(log n)."""
        begin = int(np.searchsorted(self.stops, scale.first, side="right"))
        return slice(begin, max(begin, int(np.searchsorted(self.starts, scale.last))))

    def share_covered(self, cover: "Table") -> npt.NDArray[np.float64]:
        """``(n,)``: how much of each span others cover, 0 to 1."""
        if not len(cover):
            return np.zeros(len(self))
        lengths = cover.stops - cover.starts
        n_covered = np.cumsum(lengths)
        edges = np.stack((cover.starts, cover.stops), axis=1).ravel()
        before = np.stack((n_covered - lengths, n_covered), axis=1).ravel()
        first, last = (np.interp(x, edges, before) for x in (self.starts, self.stops))
        share: npt.NDArray[np.float64] = (last - first) / (self.stops - self.starts)
        return share


class Tables:
    """Makes tables and remembers them.

    An edit exchanges one chunk of the `Spans` and shares the others, so what is remembered are the
    tables of chunks: a step of a drag among 100,000 segments reads a few hundred of them anew.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        # With the chunk itself: while it is kept, nothing else can have its id.
        self._known: OrderedDict[int, tuple[object, Table]] = OrderedDict()

    @property
    def names(self) -> tuple[str, ...]:
        """Every class that was ever met, in the order in which they were."""
        return tuple(self._numbers)

    def of(self, spans: Sequence[Span]) -> Table:
        chunks = spans.chunks if isinstance(spans, Spans) else (tuple(spans),)
        tables = [self._of_chunk(chunk) for chunk in chunks]
        if len(tables) == 1:
            return tables[0]
        columns = zip(*((t.starts, t.stops, t.classes, t.scores) for t in tables), strict=True)
        return Table(*map(np.concatenate, columns)) if tables else self._read(())

    def _of_chunk(self, chunk: tuple[Span, ...]) -> Table:
        if id(chunk) in self._known:
            self._known.move_to_end(id(chunk))
        else:
            self._known[id(chunk)] = chunk, self._read(chunk)
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return self._known[id(chunk)][1]

    def _read(self, chunk: tuple[Span, ...]) -> Table:
        n = len(chunk)
        return Table(
            np.fromiter((span.start for span in chunk), np.int64, n),
            np.fromiter((span.stop for span in chunk), np.int64, n),
            np.fromiter(map(self._number, chunk), np.intp, n),
            np.fromiter((s.score if isinstance(s, Segment) else 1.0 for s in chunk), float, n),
        )

    def _number(self, span: Span) -> int:
        if not isinstance(span, Segment):
            return -1
        return self._numbers.setdefault(span.class_name, len(self._numbers))
