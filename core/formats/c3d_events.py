"""The events of a C3D file, such as foot strikes: points in time. Knows nothing of labels.

They are in the ``EVENT`` group, each with a context (``Left``, ``Right``, ``General``) and a
subject; older files have up to 18 in the header, with four letters each. Times are those of the
trial, whose frame number 1 is at zero: in a file that begins later, they are not the recording's.
Specification: The C3D File Format, c3d.org.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import isfinite
from pathlib import Path

from core.formats.c3d_header import Header, read_header
from core.sniffing import only_format_errors

_KEY = 12345
_KEY_WORD, _COUNT_WORD, _TIMES_WORD, _LABELS_WORD = 150, 151, 153, 199
_MOST = 18


@dataclass(frozen=True)
class Event:
    """Something that happened at a moment.

    Parameters
    ----------
    label
        What: ``"Foot Strike"``.
    context
        On which side: ``"Left"``; empty if the file does not say.
    subject
        To whom; empty if the file does not say.
    seconds
        From the start of the trial, as the file has it.
    frame
        The frame of the recording, counted from 0, in which it lies; outside of the recording if
        the event is.
    """

    label: str
    context: str
    subject: str
    seconds: float
    frame: int


def events(path: Path) -> tuple[Event, ...]:
    """All events, in the order of the file.

    Raises
    ------
    FormatError
        If it is no whole C3D file.
    """
    with only_format_errors(path):
        header = read_header(path)
        if not header.fps > 0:
            raise ValueError(f"has {header.fps} frames per second, so that no time is a frame")
        found = _in_parameters(header) or _in_header(header)
    return tuple(
        Event(label, context, subject, seconds, _frame(header, seconds))
        for label, context, subject, seconds in found
        if isfinite(seconds)
    )


def _frame(header: Header, seconds: float) -> int:
    return round(seconds * header.fps) + 1 - header.first_frame


def _in_parameters(header: Header) -> Sequence[tuple[str, str, str, float]]:
    minutes_and_seconds = header.numbers("EVENT:TIMES")
    minutes, seconds = minutes_and_seconds[::2], minutes_and_seconds[1::2]
    times = [60 * m + s for m, s in zip(minutes, seconds, strict=False)]
    n_events = min(len(times), int(header.first_number("EVENT:USED", len(times))))
    words = (header.texts(f"EVENT:{name}") for name in ("LABELS", "CONTEXTS", "SUBJECTS"))
    labels, contexts, subjects = words
    rows = zip_longest(labels, contexts, subjects, times, fillvalue="")
    return [
        (str(label), str(context), str(subject), float(time))
        for (label, context, subject, time), _ in zip(rows, range(n_events), strict=False)
    ]


def _in_header(header: Header) -> Sequence[tuple[str, str, str, float]]:
    if header.word(_KEY_WORD) != _KEY:
        return []
    first = 2 * (_LABELS_WORD - 1)
    labels = (header.first[first + 4 * n : first + 4 * n + 4] for n in range(_MOST))
    return [
        (label.decode("latin-1").strip(" \0"), "", "", header.single(_TIMES_WORD + 2 * n))
        for n, label in zip(range(header.word(_COUNT_WORD)), labels, strict=False)
    ]
