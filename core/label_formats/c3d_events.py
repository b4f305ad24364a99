"""Events of C3D files: moments with a label and a context, such as a left foot strike; seconds.

A time is minutes and seconds since frame 1, whatever the number of the first frame that the file
holds. Contexts are tracks; a file may have none. Where there is no group EVENT, the up to 18 events
of the header are read, whose times count from the first frame that is there.

An event is a point and becomes one frame. What is longer is written as two events, ``walk start``
and ``walk end``, the end being where the next frame begins; two such are read as one segment.
Events are written into a copy of the recording, in which all else stays, events of other contexts
too.
Specification: The C3D File Format, c3d.org, "The EVENT group", "Header events".
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

import numpy as np

from core.formats import c3d
from core.formats.c3d_header import Header, read_header
from core.label_formats.c3d_group import Event, with_events
from core.label_formats.content import Content, Row
from core.label_formats.convention import BORDERS, SECONDS, TRACKS, Convention
from core.label_formats.written import Sheet

NAME = "C3D events"
SUFFIXES: tuple[str, ...] = (".c3d",)
CONVENTION = Convention(SECONDS, digits=4, keeps=frozenset({TRACKS, BORDERS}))
START, END = " start", " end"

_KEY, _COUNT, _TIMES, _LABELS = 150, 151, 153, 199
"""Words of the header, counted from 1."""
_MOST_IN_HEADER, _LETTERS = 18, 4

looks_like = c3d.looks_like


def parse(path: Path, recording: str = "") -> Content:
    header = read_header(path)
    events = _events(header) or _header_events(header)
    return Content(
        tuple(_rows(events)),
        length=header.n_frames / header.fps if header.fps > 0 else None,
        fps=header.fps if header.fps > 0 else None,
        offset=_offset(header),
    )


def compose(sheet: Sheet) -> bytes:
    """The original recording with other events.

    Raises
    ------
    ValueError
        If there is no original, or more events than a file can hold.
    """
    if sheet.original is None:
        raise ValueError("cannot be made anew: events are part of a recording in a C3D file")
    header = read_header(sheet.original)
    others = [one for one in _events(header) if one.context not in sheet.tracks]
    own = [event for row in sheet.rows for event in _as_events(row, header.fps)]
    events = sorted([*others, *own], key=lambda one: one.time)
    return with_events(sheet.original.read_bytes(), header.processor, events)


def _offset(header: Header) -> float:
    return (header.first_frame - 1) / header.fps if header.fps > 0 else 0.0


def _events(header: Header) -> list[Event]:
    minutes, seconds = (header.numbers("EVENT:TIMES")[part::2] for part in (0, 1))
    times = [60 * m + s for m, s in zip(minutes, seconds, strict=False)]
    texts = [
        header.long_texts(f"EVENT:{name}")[: len(times)]
        for name in ("CONTEXTS", "LABELS", "SUBJECTS", "DESCRIPTIONS")
    ]
    words = zip_longest(*texts, [""] * len(times), fillvalue="")
    return [
        Event(round(time, CONVENTION.digits), *four)
        for time, (*four, _) in zip(times, words, strict=True)
    ]


def _header_events(header: Header) -> list[Event]:
    """Those of the header, if it has four-letter labels; in time of the event group."""
    if header.word(_KEY) != 12345:
        return []
    count = min(header.word(_COUNT), _MOST_IN_HEADER)
    times = [header.single(_TIMES + 2 * number) for number in range(count)]
    start = 2 * _LABELS - 2
    labels = header.first[start : start + _LETTERS * count].decode("latin-1")
    return [
        Event(_offset(header) + time, "", labels[_LETTERS * n : _LETTERS * (n + 1)].strip("\0 "))
        for n, time in enumerate(times)
        if np.isfinite(time)
    ]


def _rows(events: Iterable[Event]) -> Iterator[Row]:
    """Two events that belong together as a range, all others as points."""
    begun: dict[tuple[str, str], tuple[int, Event]] = {}
    points: list[tuple[int, Event]] = []
    for number, event in enumerate(events, 1):
        if event.label.endswith(END):
            key = (event.context, event.label.removesuffix(END))
            if key in begun:
                since, first = begun.pop(key)
                yield Row(f"event {since}", first.time, event.time, key[1], key[0])
                continue
        elif event.label.endswith(START):
            key = (event.context, event.label.removesuffix(START))
            points += [begun.pop(key)] if key in begun else []
            begun[key] = (number, event)
            continue
        points.append((number, event))
    for number, event in sorted([*points, *begun.values()]):
        yield Row(f"event {number}", event.time, event.time, event.label, event.context)


def _as_events(row: Row, fps: float) -> Sequence[Event]:
    stop = row.start if row.stop is None else row.stop
    if round((stop - row.start) * fps) == 1:
        return (Event(row.start, row.track, row.class_name),)
    return (
        Event(row.start, row.track, row.class_name + START),
        Event(stop, row.track, row.class_name + END),
    )
