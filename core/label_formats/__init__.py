"""Annotation files. One module per format, listed in `LABEL_FORMATS` and recognised by content.

A format is a module with

``NAME``
    what people call it;
``SUFFIXES``
    the suffixes it usually has, lower case;
``looks_like(head)``
    whether a file that begins with these bytes is of this format;
``read(path)``
    the label tracks in it: what people said, never what a model predicted;

and it states in its docstring its unit, how it counts, and which end belongs to a segment. One that
can also be written has ``write(tracks, path, fps)`` and is listed in `WRITERS`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from core.errors import FormatError
from core.label_formats import csv_segments, pkummd_csv, precog_csv
from core.labels import LabelTrack
from core.sniffing import only_format_errors, recognised


class LabelFormat(Protocol):
    """What a module in `LABEL_FORMATS` has."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def looks_like(self, head: bytes) -> bool: ...

    def read(self, path: Path) -> tuple[LabelTrack, ...]: ...


LABEL_FORMATS: tuple[LabelFormat, ...] = (csv_segments, pkummd_csv, precog_csv)
"""Most particular first: the first whose `looks_like` says yes reads the file."""

WRITERS: dict[str, Callable[[Sequence[LabelTrack], Path, float], None]] = {
    ".csv": csv_segments.write,
    ".txt": pkummd_csv.write,
}
"""What writes a file with this suffix."""


def read_labels(
    path: str | Path, n_frames: int | None = None, format_name: str | None = None
) -> tuple[LabelTrack, ...]:
    """The label tracks in a file of any known format, one per annotator.

    Parameters
    ----------
    n_frames
        Length of the recording. Frames after the last that the file speaks of are unknown. Without
        it the tracks are as long as the file says or, if it does not, as far as they reach.
    format_name
        What the format's module is called, such as ``"csv_segments"``; by default it is recognised.

    Raises
    ------
    FormatError
        If the file cannot be read, or it labels frames that the recording does not have.
    """
    path = Path(path)
    with only_format_errors(path):
        known = _called(format_name) if format_name else recognised(path, LABEL_FORMATS, "label")
        tracks = known.read(path)
        return tuple(_fitted(track, n_frames) for track in tracks)


def write_labels(tracks: Sequence[LabelTrack], path: str | Path, fps: float) -> None:
    """Write tracks in the format that the suffix says, whole or not at all.

    Raises
    ------
    FormatError
        If nothing can be written with this suffix, or the file cannot be written.
    """
    path = Path(path)
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise FormatError(path, "", f"cannot be written: the suffix must be {' or '.join(WRITERS)}")
    write(tracks, path, fps)


def _called(name: str) -> LabelFormat:
    named = {str(vars(one)["__name__"]).rpartition(".")[2]: one for one in LABEL_FORMATS}
    if name not in named:
        raise ValueError(f"there is no label format {name!r} (known: {', '.join(named)})")
    return named[name]


def _fitted(track: LabelTrack, n_frames: int | None) -> LabelTrack:
    if n_frames is None:
        return track
    if track.n_frames > n_frames:
        raise ValueError(f"labels {track.n_frames} frames, but the recording has {n_frames}")
    return replace(track, n_frames=n_frames)
