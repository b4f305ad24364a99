"""What another copy of a project, or a label file, says about a recording that we have."""

from pathlib import Path

from core.errors import FormatError
from core.label_formats import read_labels
from core.label_set import LabelSet
from core.project import Project


def labels_in(path: Path, recording: str, n_frames: int, fps: float | None = None) -> LabelSet:
    """The labels of a recording in a project folder, or those in a label file.

    Parameters
    ----------
    recording
        Its name; in a folder that is what it is found by.
    n_frames, fps
        Its length, and its rate for label files that hold times.

    Raises
    ------
    FormatError
        If the folder is no project or has no such recording, or the file cannot be read.
    """
    if not path.is_dir():
        return LabelSet(read_labels(path, n_frames, fps=fps))
    project = Project.open(path)
    for entry in project.recordings:
        if entry.name == recording:
            return project.labels(entry)
    raise FormatError(path, "", f"is a project without a recording called {recording!r}")
