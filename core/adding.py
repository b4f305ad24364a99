"""How a file becomes a recording of a project. Changes no project."""

import shutil
from pathlib import Path

from core.atomic import make_folder, replacing
from core.entries import Entry, free, safe
from core.errors import FormatError
from core.formats import reading
from core.progress import Steps
from core.project import Project


def entering(project: Project, path: Path) -> Steps[tuple[Entry, tuple[str, ...]]]:
    """The entry of a file, and what its reader warns of; the old one if its content is known.

    Raises
    ------
    FormatError
        If it is no recording.
    """
    recording = yield from reading(path)
    if path.is_dir():
        raise FormatError(path, "", "is a folder of frames; convert it to one file, and add that")
    identifier, name = identified(project, path)
    entry = Entry.of(path, identifier, name, recording.n_frames, recording.fps)
    known = (one for one in project.recordings if one.sha256 == entry.sha256)
    return next(known, entry), tuple(recording.warnings)


def identified(project: Project, path: Path) -> tuple[str, str]:
    """A free identifier and a free name for the recording in a file."""
    name = free(path.stem, (entry.name for entry in project.recordings))
    # Labels of recordings that are no longer listed may be there still.
    used = {path.stem for path in project.folder.glob("labels/*.json")}
    used |= {path.name for path in project.folder.glob("journal/*")}
    return free(safe(name), (*used, *(entry.id for entry in project.recordings))), name


def copied(folder: Path, entry: Entry) -> Entry:
    """The entry with its file in the project folder; one that is there already is not copied.

    Raises
    ------
    FormatError
        If it cannot be written.
    """
    if entry.path.is_relative_to(folder):
        return entry
    target = folder / "recordings" / f"{entry.id}{entry.path.suffix}"
    make_folder(target.parent)
    with replacing(target) as temporary:
        shutil.copyfile(entry.path, temporary)
    return entry.moved_to(target)
