"""What BORIS means by events: states begin and end, points happen. Knows neither of its files.

A state of one subject, behaviour and modifiers is over at its next event. Specification: O. Friard
& M. Gamba, BORIS user guide, "Record an event" and "Export events".
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from core.label_formats.content import REFUSED, Remark, Row

START, STOP, POINT, EITHER = "START", "STOP", "POINT", "EITHER"
NOBODY = "No focal subject"
"""What tables call events without a subject."""


class Event(NamedTuple):
    """One event; of kind `EITHER`, it begins a state that is not on and ends one that is."""

    where: str
    time: float
    subject: str
    behaviour: str
    kind: str
    modifiers: str = ""
    comment: str = ""


def segments(events: Iterable[Event]) -> Iterator[Row | Remark]:
    """The segments that states are, and points as ranges without length.

    A state that begins twice or never ends, or ends without having begun, is refused.
    """
    begun: dict[tuple[str, str, str], Event] = {}
    for event in sorted(events, key=lambda event: (event.time, event.kind != STOP)):
        key = (event.subject, event.behaviour, event.modifiers)
        if event.kind == POINT:
            yield _row(event, event)
        elif key in begun and event.kind != START:
            yield _row(begun.pop(key), event)
        elif event.kind == STOP:
            yield Remark(REFUSED, event.where, f"{event.behaviour!r} ends, but did not begin")
        else:
            if key in begun:
                yield _endless(begun[key])
            begun[key] = event
    yield from map(_endless, begun.values())


def events(rows: Iterable[Row]) -> list[Event]:
    """The starts and stops of segments, in order of time."""
    found = []
    for row in rows:
        stop = row.start if row.stop is None else row.stop
        found.append(Event("", row.start, row.track, row.class_name, START, "", row.note))
        found.append(Event("", stop, row.track, row.class_name, STOP))
    return sorted(found, key=lambda event: (event.time, event.kind != STOP))


def _row(begin: Event, end: Event) -> Row:
    said = (begin.modifiers, begin.comment, "" if end is begin else end.comment)
    note = "; ".join(dict.fromkeys(text for text in said if text))
    return Row(begin.where, begin.time, end.time, begin.behaviour, begin.subject, note=note)


def _endless(event: Event) -> Remark:
    return Remark(REFUSED, event.where, f"{event.behaviour!r} begins, but does not end")
