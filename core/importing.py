"""How files become recordings of a project: as they are, copied, or converted. Changes no project.

A file that cannot be imported is named and left out; the others are imported all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.adding import copied, entering, identified
from core.atomic import make_folder
from core.entries import Entry
from core.errors import FormatError
from core.formats import reading, write_recording
from core.interpretation import Interpretation
from core.progress import Progress, Steps, part
from core.project import Project


@dataclass(frozen=True)
class Plan:
    """What is to become of a file.

    Parameters
    ----------
    path
        The file; it stays as it is.
    interpretation
        How to take it.
    convert
        Whether a native file in the project takes its place; needed for any interpretation.
    copy
        Whether it is copied into the project.
    layout
        Which joints it has, if it does not say; then it has to be converted.
    """

    path: Path
    interpretation: Interpretation = field(default=Interpretation())
    convert: bool = False
    copy: bool = False
    layout: str | None = None

    def __post_init__(self) -> None:
        said = self.interpretation.said or self.layout
        if said and not self.convert:
            raise ValueError(f"{self.path} has to be converted: {said}")


@dataclass(frozen=True)
class Imported:
    """The new entries, and what went wrong with the other files."""

    entries: tuple[Entry, ...]
    failures: tuple[FormatError, ...]


def importing(project: Project, plans: Sequence[Plan]) -> Steps[Imported]:
    """Import files. Stopped before the end, it removes what it has written."""
    entries: list[Entry] = []
    failures: list[FormatError] = []
    written: list[Path] = []
    try:
        for number, plan in enumerate(plans):
            try:
                steps = _importing(project, plan, written)
                entry = yield from part(steps, number, len(plans), plan.path.name)
            except FormatError as error:
                failures.append(error)
                continue
            project = project.with_recordings(entry)
            entries.append(entry)
    except GeneratorExit:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return Imported(tuple(entries), tuple(failures))


def _importing(project: Project, plan: Plan, written: list[Path]) -> Steps[Entry]:
    if plan.convert:
        return (yield from _converting(project, plan, written))
    entry, _ = yield from entering(project, plan.path)
    if plan.copy and entry != (inside := copied(project.folder, entry)):
        written.append(inside.path)
        return inside
    return entry


def _converting(project: Project, plan: Plan, written: list[Path]) -> Steps[Entry]:
    recording = plan.interpretation((yield from reading(plan.path, plan.layout)))
    identifier, name = identified(project, plan.path)
    target = project.folder / "recordings" / f"{identifier}.h5"
    yield Progress(1, 1, f"writing {target.name}")
    make_folder(target.parent)
    write_recording(recording, target)
    written.append(target)
    return Entry.of(target, identifier, name, recording.n_frames, recording.fps)
