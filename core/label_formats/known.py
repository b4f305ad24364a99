"""Which label formats there are, and how one is found: by its name, its suffix or its content."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from core.errors import FormatError
from core.label_formats import (
    activitynet,
    audacity,
    babel,
    bids_events,
    boris,
    boris_table,
    c3d_events,
    csv_dense,
    csv_segments,
    elan,
    msrc12_tags,
    pkummd_csv,
    precog_csv,
    textgrid,
    webvtt,
)
from core.label_formats.content import Content
from core.label_formats.convention import Convention
from core.label_formats.written import Sheet
from core.sniffing import only_format_errors, recognised


class LabelFormat(Protocol):
    """What a module in `LABEL_FORMATS` has."""

    NAME: str
    SUFFIXES: tuple[str, ...]
    CONVENTION: Convention

    def looks_like(self, head: bytes) -> bool: ...

    def parse(self, path: Path, recording: str = "") -> Content: ...


class LabelWriter(LabelFormat, Protocol):
    """What a module in `WRITERS` has; it reads what it writes, to compare."""

    def compose(self, sheet: Sheet) -> bytes: ...


LABEL_FORMATS: tuple[LabelFormat, ...] = (
    csv_segments,
    csv_dense,
    elan,
    boris,
    boris_table,
    babel,
    textgrid,
    audacity,
    pkummd_csv,
    c3d_events,
    msrc12_tags,
    precog_csv,
)
"""Most particular first: the first whose `looks_like` says yes reads the file."""

WRITERS: tuple[LabelWriter, ...] = (
    csv_segments,
    csv_dense,
    elan,
    boris,
    boris_table,
    babel,
    textgrid,
    pkummd_csv,
    audacity,
    c3d_events,
    activitynet,
    bids_events,
    webvtt,
)
"""The first that has the suffix of a file writes it, unless a format is named."""

DOCUMENTS: tuple[LabelWriter, ...] = (elan, boris, c3d_events)
"""Formats whose files hold more than labels, which is kept when they are written again."""
_COLLECTIONS = (boris, boris_table, babel)
"""Formats whose files may speak of several recordings."""

_Named = TypeVar("_Named", bound=LabelFormat)


def recordings_in(path: Path, format_name: str | None = None) -> tuple[str, ...]:
    """The names of the recordings that a file speaks of; none if it speaks of one without a name.

    Raises
    ------
    FormatError
        If the file cannot be read.
    """
    with only_format_errors(path):
        known = label_format(path, format_name)
        return next((one.recordings(path) for one in _COLLECTIONS if one is known), ())


def label_format(path: Path, name: str | None = None) -> LabelFormat:
    """The format of a file: as it is called, else as it looks.

    Raises
    ------
    ValueError
        If there is no such format, or the file looks like none.
    """
    return _called(name, LABEL_FORMATS) if name else recognised(path, LABEL_FORMATS, "label")


def module_name(known: LabelFormat) -> str:
    """What a format is called where one is asked for."""
    return str(vars(known)["__name__"]).rpartition(".")[2]


def label_writer(path: Path, name: str | None = None) -> LabelWriter:
    """What writes a file: the format that is named, else the first with its suffix.

    Raises
    ------
    ValueError
        If there is no such format, or none with this suffix.
    """
    if name:
        return _called(name, WRITERS)
    for one in WRITERS:
        if path.suffix.lower() in one.SUFFIXES:
            return one
    known = " or ".join(dict.fromkeys(suffix for one in WRITERS for suffix in one.SUFFIXES))
    raise FormatError(path, "", f"cannot be written: the suffix must be {known}")


def _called(name: str, formats: Sequence[_Named]) -> _Named:
    named = {module_name(one): one for one in formats}
    suffixed = (one for one in formats if f".{name.lower()}" in one.SUFFIXES)
    found = named.get(name) or next(suffixed, None)
    if found is None:
        raise ValueError(f"there is no label format {name!r} (known: {', '.join(named)})")
    return found
