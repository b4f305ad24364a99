"""Annotation files. One module per format, listed in `known.LABEL_FORMATS` and
recognised by content.

A format is a module with

``NAME``
    what people call it;
``SUFFIXES``
    the suffixes it usually has, lower case;
``CONVENTION``
    how it counts, which end belongs to a segment, its unit, and what it cannot hold;
``looks_like(head)``
    whether a file that begins with these bytes is of this format;
``parse(path, recording)``
    what people said of a recording, never what a model predicted, in the numbers of the file;

and one that can also be written has ``compose(sheet)``, the bytes of a file, and is listed in
`known.WRITERS`. Formats are syntax: numbers become frames, and frames numbers, in `imported` and
`written` alone, by what the convention says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from core.atomic import replacing
from core.errors import FormatError
from core.label_formats.content import Content, Remark
from core.label_formats.convention import BORDERS, Clock, Convention
from core.label_formats.imported import Imported, Report, imported
from core.label_formats.known import (
    DOCUMENTS,
    LABEL_FORMATS,
    WRITERS,
    LabelFormat,
    LabelWriter,
    label_format,
    label_writer,
    module_name,
    recordings_in,
)
from core.label_formats.written import (
    Sheet,
    Written,
    losses,
    n_frames_differ,
    same_borders,
    sheet,
)
from core.labels import LabelTrack
from core.sniffing import HEAD_BYTES, only_format_errors

__all__ = [
    "LABEL_FORMATS",
    "WRITERS",
    "Clock",
    "Imported",
    "LabelFormat",
    "LabelWriter",
    "Report",
    "Written",
    "check_fits",
    "check_read",
    "import_labels",
    "label_format",
    "label_writer",
    "module_name",
    "read_labels",
    "recordings_in",
    "write_labels",
]


def read_labels(
    path: str | Path,
    n_frames: int | None = None,
    format_name: str | None = None,
    fps: float | None = None,
) -> tuple[LabelTrack, ...]:
    """The label tracks in a file of any known format, one per annotator.

    It takes a file as it is or not at all; `import_labels` takes what fits and reports the rest.

    Parameters
    ----------
    n_frames
        Length of the recording. Frames after the last that the file speaks of are unknown. Without
        it the tracks are as long as the file says or, if it does not, as far as they reach.
    format_name
        What the format's module is called, such as ``"csv_segments"``, or a suffix that it has,
        such as ``"eaf"``; by default it is recognised.
    fps
        Of the recording, for formats that hold times.

    Raises
    ------
    FormatError
        If the file cannot be read, or it labels frames that the recording does not have.
    """
    path = Path(path)
    found = import_labels(path, Clock(fps, n_frames), format_name)
    check_fits(path, found)
    return found.tracks


def import_labels(path: str | Path, clock: Clock, format_name: str | None = None) -> Imported:
    """What a file of any known format says of a recording, and what had to be adjusted.

    Raises
    ------
    FormatError
        If the file cannot be read as a whole.
    """
    path = Path(path)
    with only_format_errors(path):
        known = label_format(path, format_name)
        content = known.parse(path, clock.recording)
        found = imported(content, known.CONVENTION, clock, path.stem)
        return replace(found, format_name=module_name(known))


def check_fits(path: Path, found: Imported) -> None:
    """Raise a `FormatError` if something in a file was refused or cut."""
    report = found.report
    for one in report.refused:
        if not report.length:
            raise FormatError(path, one.where, one.why)
    if report.of("clipped") or report.refused:
        why = report.length or "labels what is before the recording"
        raise FormatError(path, "", f"{why}; the command labels cuts what does not fit")


def check_read(path: Path, found: Imported) -> None:
    """Raise a `FormatError` if nothing in a file could be read, for the first reason."""
    for one in found.report.refused if not found.report.n_read else ():
        raise FormatError(path, one.where, one.why)


def write_labels(
    tracks: Sequence[LabelTrack],
    path: str | Path,
    fps: float | None,
    format_name: str | None = None,
    *,
    classes: Iterable[str] = (),
    recording: str = "",
    originals: Sequence[Path] = (),
) -> Written:
    """Write tracks, whole or not at all, and read them again before it counts.

    Parameters
    ----------
    fps
        Of the recording; None is enough for formats that count frames.
    format_name
        By default the suffix says it.
    classes
        The vocabulary; classes of segments are in it anyway.
    recording
        Its name, for formats that say of what they speak.
    originals
        If the format is one of `DOCUMENTS`, what is in the first of these that is of the format,
        or else in the file that was there, is kept besides these tracks.

    Raises
    ------
    FormatError
        If nothing can be written in this format, or the file cannot be written, or it would not
        say the same. What was in its place is then still there.
    """
    path = Path(path)
    writer = label_writer(path, format_name)
    longest = max((track.n_frames for track in tracks), default=0)
    with only_format_errors(path):
        clock = Clock(fps, longest or None, 0.0, recording)
        document = _document(writer, (*originals, path))
        if document:
            content = writer.parse(document, recording)
            clock = replace(clock, offset=content.offset)
            tracks = _named_as_in(content, document, tracks)
        page, refused = sheet(tracks, writer.CONVENTION, clock, tuple(classes), document)
        with replacing(path) as temporary:
            temporary.write_bytes(writer.compose(page))
            content = writer.parse(temporary, recording)
            found = imported(content, writer.CONVENTION, replace(clock, offset=0.0), "").tracks
            again = [one for one in found if one.name in page.tracks or not document]
            differ, coarse = _compared(tracks, again, refused, writer.CONVENTION, clock)
    lost = losses(tracks, writer.CONVENTION)
    if coarse:
        lost += (f"edges of segments: {writer.CONVENTION.step} is longer than a frame",)
    kept = tuple(one.name for one in found if one not in again)
    return Written(path, writer.NAME, _n_segments(page), differ, lost, refused, kept)


def _document(writer: LabelWriter, paths: Iterable[Path]) -> Path | None:
    """The first of these that is a document of the format, if it writes documents."""
    if writer in DOCUMENTS:
        for path in paths:
            if path.is_file() and writer.looks_like(path.read_bytes()[:HEAD_BYTES]):
                return path
    return None


def _named_as_in(
    content: Content, document: Path, tracks: Sequence[LabelTrack]
) -> tuple[LabelTrack, ...]:
    """A track that got its name from a document where it had none goes back without."""
    if all(row.track for row in content.rows):
        return tuple(tracks)
    return tuple(replace(one, name="") if one.name == document.stem else one for one in tracks)


def _compared(
    tracks: Sequence[LabelTrack],
    again: Sequence[LabelTrack],
    refused: Sequence[Remark],
    convention: Convention,
    clock: Clock,
) -> tuple[int, bool]:
    """How many frames two sets of tracks call otherwise, and whether times are too coarse for them.

    Nothing else excuses it.
    """
    differ = n_frames_differ(tracks, again, convention)
    same = not differ and (BORDERS not in convention.keeps or same_borders(tracks, again))
    if not same and convention.tells_apart(clock):
        what = f"{differ} frames differ" if differ else "segments begin or end elsewhere"
        what += "".join(f"; {one.where} {one.why}" for one in refused[:1])
        raise ValueError(f"would not be read as it was meant: {what}")
    return differ, not same


def _n_segments(page: Sheet) -> int:
    return sum(bool(row.class_name) for row in page.rows)
