"""Segments that overlap, on as many tracks as they need. Knows no numbers of files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from core.label_formats.content import SPLIT, Remark, Row
from core.labels import LabelTrack, Segment, Span, merge_spans
from core.spans import gaps

_Items = Sequence[tuple[Row, Span]]


def tracks_of(
    items: _Items, n_frames: int, name: str
) -> tuple[tuple[LabelTrack, ...], dict[str, tuple[str, ...]], list[Remark]]:
    """The tracks of rows and their frames; which are lanes of one; what went to another lane.

    Parameters
    ----------
    name
        Of the track of rows that have none.
    """
    tracks: list[LabelTrack] = []
    lanes: dict[str, tuple[str, ...]] = {}
    split: list[Remark] = []
    names = list(dict.fromkeys(row.track or name for row, _ in items))
    looked_at: dict[str, tuple[Span, ...]] = {}
    for own in names:
        mine = [(row, span) for row, span in items if (row.track or name) == own]
        made = _lanes([(row, span) for row, span in mine if row.class_name])
        called = tuple(_unused(own, number, {*names, *looked_at}) for number in range(len(made)))
        lanes[own] = called or (own,)
        looked_at[own] = merge_spans(span for row, span in mine if not row.class_name)
        for lane_name, lane in zip(lanes[own], made or [[]], strict=True):
            looked_at[lane_name] = looked_at[own]
            tracks.append(LabelTrack(lane_name, n_frames, tuple(map(_segment, lane))))
            split += _split(lane, lane_name) if lane_name != own else ()
    return tuple(with_reviewed(tracks, lanes, looked_at)), lanes, split


def _unused(name: str, number: int, taken: set[str]) -> str:
    if number == 0:
        return name
    proposed = f"{name} {number + 1}"
    while proposed in taken:
        proposed += "′"
    return proposed


def _lanes(items: _Items) -> list[list[tuple[Row, Span]]]:
    """Each in the first lane that is free by then."""
    lanes: list[list[tuple[Row, Span]]] = []
    for item in sorted(items, key=lambda item: (item[1], item[0].class_name)):
        free = (lane for lane in lanes if lane[-1][1].stop <= item[1].start)
        lane = next(free, None)
        if lane is None:
            lanes.append([item])
        else:
            lane.append(item)
    return lanes


def _segment(item: tuple[Row, Span]) -> Segment:
    row, span = item
    return Segment(span.start, span.stop, row.class_name, row.score, note=row.note)


def _split(lane: _Items, name: str) -> Iterator[Remark]:
    for row, span in lane:
        why = f"frames [{span.start}, {span.stop}) overlap another; they are on track {name!r}"
        yield Remark(SPLIT, row.where, why)


def with_reviewed(
    tracks: Iterable[LabelTrack],
    lanes: Mapping[str, Sequence[str]],
    looked_at: Mapping[str, Sequence[Span]],
) -> Iterator[LabelTrack]:
    """The tracks with their reviewed spans, less what is background on one lane but not on all."""
    by_name = {track.name: track for track in tracks}
    for names in lanes.values():
        together = merge_spans(s for name in names for s in by_name[name].segments)
        for name in names:
            own = merge_spans(by_name[name].segments)
            elsewhere = [gap for one in together for gap in gaps(own, one.start, one.stop)]
            left = (
                g
                for span in looked_at.get(name, ())
                for g in gaps(elsewhere, span.start, span.stop)
            )
            yield replace(by_name[name], reviewed=merge_spans(left))
