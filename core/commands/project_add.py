"""``project add``: recordings and, matched by name, their labels.

Everything is read before anything is written: one bad file, and the project stays as it was.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.adding import copied, entering
from core.commands.console import note, shown, tell
from core.entries import Entry
from core.errors import FormatError
from core.journal import now
from core.label_codec import CODEC, done
from core.label_formats import Clock, check_fits, recordings_in
from core.label_formats.content import ROUNDED, SPLIT, TAKEN, WIDENED
from core.label_import import LabelImport, planned
from core.label_set import LabelSet
from core.project import Project
from core.store import Store

_PATIENCE = 5.0
"""Seconds after which it counts that something cannot be written."""


@dataclass(frozen=True)
class Options:
    """What the command line asked for.

    Parameters
    ----------
    labels
        Label files; each is called as one of the recordings is, or speaks of some by name.
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
    """A recording, new or known, and the labels that come to it."""

    entry: Entry
    is_new: bool
    plan: LabelImport | None = None


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
    labelled = sum(bool(one.plan and one.plan.found.tracks) for one in additions)
    tell({"recordings": new, "labelled": labelled}, as_json=False)
    return 0


def _additions(project: Project, paths: Sequence[Path], options: Options) -> Iterator[Addition]:
    files = _by_recording(paths, options.labels, options.label_format)
    for path in paths:
        addition = _recording(project, path)
        project = project.with_recordings(addition.entry)
        file = files.get(path)
        plan = _plan(file, path, addition.entry, options) if file else None
        if not addition.is_new and not plan:
            note(f"{path} is in the project already, as {addition.entry.name}")
        yield replace(addition, plan=plan)


def _recording(project: Project, path: Path) -> Addition:
    entry, warnings = shown(entering(project, path))
    for warning in warnings:
        note(f"{path}: {warning}")
    return Addition(entry, is_new=entry not in project.recordings)


def _by_recording(
    paths: Sequence[Path], files: Sequence[Path], format_name: str | None
) -> dict[Path, Path]:
    """The label file of each recording that has one; each file has to have its recording."""
    found: dict[Path, Path] = {}
    for file in files:
        own = [path for path in paths if path.stem == file.stem]
        if not own:
            names = recordings_in(file, format_name)
            own = [path for path in paths if path.stem in names]
        elif len(own) > 1:
            raise FormatError(file, "", f"{len(own)} of the recordings is called {file.stem!r}")
        if not own:
            raise FormatError(file, "", f"none of the recordings is called {file.stem!r}")
        for path in own:
            if path in found:
                raise FormatError(file, "", f"{path} has labels already, in {found[path]}")
            found[path] = file
    return found


def _plan(file: Path, path: Path, entry: Entry, options: Options) -> LabelImport:
    """What a label file says of a recording, which must fit as it is."""
    clock = Clock(entry.fps, entry.n_frames, 0.0, path.stem)
    plan = planned(file, clock, (), options.label_format)
    check_fits(file, plan.found)
    for one in plan.report.of(TAKEN, WIDENED, SPLIT):
        note(str(FormatError(file, one.where, one.why)))
    if rounded := plan.report.of(ROUNDED):
        note(f"{file}: {len(rounded)} segments were moved to the nearest frames")
    return plan.with_reviewed(options.reviewed)


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
        if addition.plan:
            labels = _save_labels(store, project, addition, addition.plan)
            project = replace(project, classes=project.classes.including(labels.classes.names))
    store.save_project(project)


def _save_labels(
    store: Store[LabelSet], project: Project, addition: Addition, plan: LabelImport
) -> LabelSet:
    before = store.open(addition.entry.id).state
    step = plan.step(before, project.classes, now())
    after = step.apply(before)
    store.save(addition.entry.id, step.name, after, lambda: done(step))
    return after
