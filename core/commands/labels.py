"""``labels``: annotations from one format to another, and what became of them."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.class_mapping import ClassMapping
from core.commands.console import note, shown, tell
from core.errors import FormatError
from core.formats import reading
from core.label_formats import Clock, Imported, Written, check_read, import_labels, write_labels
from core.label_formats.content import LEFT_OUT, ROUNDED
from core.label_formats.tables import numbered_lines
from core.label_import import LabelImport
from core.sniffing import only_format_errors


@dataclass(frozen=True)
class Options:
    """What the command line asked for.

    Parameters
    ----------
    recording
        The recording that the labels are of: its rate and length.
    source, target
        The formats; None: as the content and the suffix say.
    classes
        A table of two columns, the name of a class in the file and the one it becomes.
    as_json
        Whether to tell about it in JSON.
    """

    recording: Path | None = None
    source: str | None = None
    target: str | None = None
    classes: Path | None = None
    as_json: bool = False


def labels(source: Path, target: Path, options: Options) -> int:
    """Convert a label file; what cannot be read in it is told and left out."""
    found = import_labels(source, _clock(options.recording), options.source)
    check_read(source, found)
    becomes = _table(options.classes) if options.classes else {}
    chosen = {name: becomes.get(name, name) for name in found.classes}
    plan = LabelImport(source, found, ClassMapping(chosen))
    written = write_labels(
        plan.tracks(),
        target,
        found.clock.fps,
        options.target,
        classes=plan.mapping.new(()),
        recording=found.clock.recording,
        originals=(source, *([options.recording] if options.recording else ())),
    )
    unmatched = [name for name in plan.counts if becomes and name not in becomes]
    _note_remarks(source, found)
    told = _told(source, plan, written, unmatched)
    tell(told if options.as_json else {**told, "remarks": len(told["remarks"])}, options.as_json)
    return 0


def _clock(recording: Path | None) -> Clock:
    if recording is None:
        return Clock()
    about = shown(reading(recording))
    return Clock(about.fps, about.n_frames, 0.0, recording.stem)


def _table(path: Path) -> dict[str, str | None]:
    """What each class becomes; one with an empty second cell is left out."""
    becomes: dict[str, str | None] = {}
    with only_format_errors(path):
        for where, line in numbered_lines(path):
            cells = next(csv.reader([line]))
            if len(cells) != 2:
                raise FormatError(path, where, f"has {len(cells)} cells, not their name and ours")
            becomes[cells[0]] = cells[1] or None
    return becomes


def _note_remarks(path: Path, found: Imported) -> None:
    for one in found.report.remarks:
        if one.kind not in (ROUNDED, LEFT_OUT):
            note(str(FormatError(path, one.where, one.why)))
    if rounded := found.report.of(ROUNDED):
        note(f"{path}: {len(rounded)} segments were moved to the nearest frames")
    if found.report.length:
        note(f"{path}: {found.report.length}")


def _told(
    source: Path, plan: LabelImport, written: Written, unmatched: list[str]
) -> Mapping[str, Any]:
    report = plan.report
    return {
        "input": str(source),
        "output": str(written.path),
        "from": plan.found.format_name,
        "to": written.format_name,
        "read": report.n_read,
        "written": written.n_written,
        "adjusted": len(report.adjusted),
        "refused": len(report.refused) + len(written.refused),
        "overlaps": len(report.overlaps),
        "left_out": len(report.of(LEFT_OUT)),
        "unmatched": unmatched,
        "frames_differ": written.n_frames_differ,
        "lost": list(written.losses),
        "kept": list(written.kept),
        "length": report.length,
        "remarks": [one._asdict() for one in (*report.remarks, *written.refused)],
    }
