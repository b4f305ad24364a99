"""``project add``: recordings and, matched by name, their labels.

Everything is read before anything is written: one bad file, and the project stays as it was.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.adding import copied, entering
from core.commands.console import note, shown, tell
from core.entries import Entry, free
from core.errors import FormatError
from core.journal import now
from core.label_codec import CODEC, done
from core.label_formats import read_labels
from core.label_set import LabelSet
from core.labels import IMPORT, UNRECORDED, LabelTrack, Source, Span, merge_spans
from core.project import Project
from core.steps import ClassesChanged, Part, Step, TrackAdded
from core.store import Store

_PATIENCE = 5.0
"""Seconds after which it counts that something cannot be written."""


@dataclass(frozen=True)
class Options:
    """What the command line asked for.

    Parameters
    ----------
    labels
        Label files; each is called as one of the recordings is.
    label_format
        The format of all of them; None: each is recognised.
    reviewed
        ``"all"``, ``"labelled"``, or empty for what the files say.
    copy
        Whether the recordings are copied into the project.
    """

    labels: tuple[Path, ...] = ()
    label_format: str | None = None
    reviewed: str = ""
    copy: bool = False


@dataclass(frozen=True)
class Addition:
    """A recording, new or known, and the tracks that come to it."""

    entry: Entry
    is_new: bool
    file: Path | None = None
    tracks: tuple[LabelTrack, ...] = ()


def add(folder: Path, paths: Sequence[Path], options: Options) -> int:
    """Add recordings to a project, and tell how many."""
    store = Store(folder, CODEC)
    try:
        if store.read_only or store.saving.trouble:
            raise FormatError(folder, "", store.read_only or store.saving.trouble)
        additions = list(_additions(store.project, paths, options))
        if options.copy:
            additions = [_copied(folder, addition) for addition in additions]
        _save(store, additions)
        while not store.flush(_PATIENCE):
            if store.saving.trouble:
                raise FormatError(folder, "", f"cannot be written: {store.saving.trouble}")
    finally:
        store.close(_PATIENCE)
    new = sum(addition.is_new for addition in additions)
    labelled = sum(bool(addition.tracks) for addition in additions)
    tell({"recordings": new, "labelled": labelled}, as_json=False)
    return 0


def _additions(project: Project, paths: Sequence[Path], options: Options) -> Iterator[Addition]:
    files = _by_recording(paths, options.labels)
    for path in paths:
        addition = _recording(project, path)
        project = project.with_recordings(addition.entry)
        file = files.get(path)
        tracks = tuple(_tracks(file, addition.entry.n_frames, options)) if file else ()
        if not addition.is_new and not tracks:
            note(f"{path} is in the project already, as {addition.entry.name}")
        yield replace(addition, file=file, tracks=tracks)


def _recording(project: Project, path: Path) -> Addition:
    entry, warnings = shown(entering(project, path))
    for warning in warnings:
        note(f"{path}: {warning}")
    return Addition(entry, is_new=entry not in project.recordings)


def _by_recording(paths: Sequence[Path], files: Sequence[Path]) -> dict[Path, Path]:
    """The label file of each recording that has one; each file has to have its recording."""
    found: dict[Path, Path] = {}
    for file in files:
        own = [path for path in paths if path.stem == file.stem]
        if len(own) != 1:
            which = "none" if not own else f"{len(own)}"
            raise FormatError(file, "", f"{which} of the recordings is called {file.stem!r}")
        if own[0] in found:
            raise FormatError(file, "", f"{own[0]} has labels already, in {found[own[0]]}")
        found[own[0]] = file
    return found


def _tracks(file: Path, n_frames: int, options: Options) -> Iterator[LabelTrack]:
    source = Source(IMPORT, file.name, now())
    for track in read_labels(file, n_frames, options.label_format):
        segments = (
            replace(one, source=source) if one.source == UNRECORDED else one
            for one in track.segments
        )
        track = replace(track, name=track.name or "labels", segments=tuple(segments))
        if options.reviewed == "all":
            track = replace(track, reviewed=(Span(0, n_frames),))
        elif options.reviewed == "labelled":
            track = replace(track, reviewed=merge_spans(track.segments))
        yield track


def _copied(folder: Path, addition: Addition) -> Addition:
    """With the file in the project; one that is there already is not copied again."""
    if not addition.is_new:
        return addition
    return replace(addition, entry=copied(folder, addition.entry))


def _save(store: Store[LabelSet], additions: Iterable[Addition]) -> None:
    project = store.project
    for addition in additions:
        if addition.is_new:
            project = project.with_recordings(addition.entry)
        if addition.file:
            labels = _save_labels(store, project, addition, addition.file)
            project = replace(project, classes=project.classes.including(labels.classes.names))
    store.save_project(project)


def _save_labels(
    store: Store[LabelSet], project: Project, addition: Addition, file: Path
) -> LabelSet:
    before = store.open(addition.entry.id).state
    parts = tuple(_parts(before, project, addition.tracks))
    step = Step(f"Import {file.name}", now(), parts)
    after = step.apply(before)
    store.save(addition.entry.id, step.name, after, lambda: done(step))
    return after


def _parts(before: LabelSet, project: Project, tracks: Sequence[LabelTrack]) -> Iterator[Part]:
    names = (segment.class_name for track in tracks for segment in track.segments)
    classes = project.classes.including(before.classes.names).including(dict.fromkeys(names))
    if classes != before.classes:
        yield ClassesChanged(before.classes, classes)
    taken = [track.name for track in before.tracks]
    for place, track in enumerate(tracks, start=len(taken)):
        name = free(track.name, taken)
        taken.append(name)
        yield TrackAdded(place, replace(track, name=name))
