"""Where recordings that are opened by themselves keep their labels: each has a small project."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from core.entries import Entry, safe
from core.errors import FormatError
from core.project import FILE, Project
from core.recording import Recording
from core.store import new_project


def loose_folder() -> Path:
    """The folder of all these projects, among the program's data."""
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(data) / "loose"


def folder_of(path: Path) -> Path:
    """The project folder of the recording in a file; it need not exist."""
    digest = hashlib.sha256(str(path.absolute()).encode()).hexdigest()
    return loose_folder() / f"{safe(path.stem)}-{digest[:10]}"


def begin(path: Path, recording: Recording) -> Path:
    """Make the project of a recording, and return its folder.

    Raises
    ------
    FormatError
        If that cannot be done.
    """
    folder, name = folder_of(path), path.stem
    entry = Entry.of(path, safe(name), name, recording.n_frames, recording.fps)
    new_project(Project(folder, recordings=(entry,)))
    return folder


def entry_at(path: Path, project: Project | None) -> Entry | None:
    """What is known of the recording in a file: by a project, or by its own, from disk."""
    if project is None:
        folder = folder_of(path)
        try:
            project = Project.open(folder) if (folder / FILE).is_file() else None
        except FormatError:
            # Whoever opens its labels says so.
            return None
    recordings = project.recordings if project else ()
    return next((entry for entry in recordings if entry.path == path), None)
