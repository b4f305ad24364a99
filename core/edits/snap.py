"""Where an edge that is dragged comes to lie: at the nearest thing worth meeting."""

from collections.abc import Iterable, Iterator, Sequence

from core.labels import Segment
from core.spans import Span, Spans


def snapped(frame: int, candidates: Iterable[int], tolerance: int) -> int:
    """The nearest candidate within ``tolerance`` frames, the earlier in a tie, else ``frame``."""
    near = (one for one in candidates if abs(one - frame) <= tolerance)
    return min(near, key=lambda one: (abs(one - frame), one), default=frame)


def edges_near(
    spans: Sequence[Span], frame: int, tolerance: int, *, but: Segment | None = None
) -> Iterator[int]:
    """The edges of ordered spans, but for the one that is dragged, near a frame; O(log n)."""
    for span in Spans.of(spans).within(max(frame - tolerance - 1, 0), frame + tolerance + 1):
        if span != but:
            yield from (span.start, span.stop)
