"""A copy of the labels of a project, for when they cannot be written where they belong."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from core.checked import write_checked
from core.errors import FormatError
from core.label_codec import CODEC
from core.label_set import LabelSet
from core.progress import Progress, Steps
from core.project import Project
from core.states import Place
from core.store import new_project


def rescuing(
    project: Project, known: Mapping[str, LabelSet], folder: Path
) -> Steps[tuple[str, ...]]:
    """Write the labels of a project into a new one; recordings stay where they are.

    Parameters
    ----------
    known
        Labels by the identifier of their recording, where the disk may not have the newest.
    folder
        Of the new project. Its history begins anew.

    Returns
    -------
    tuple of str
        Names of the recordings whose labels could not be read, so are not in the copy.

    Raises
    ------
    FormatError
        If the folder cannot be made or written, or is not empty.
    """
    new_project(replace(project, folder=folder))
    missing = []
    for number, entry in enumerate(project.recordings):
        yield Progress(number, len(project.recordings), f"Copying labels of {entry.name}")
        try:
            labels = known[entry.id] if entry.id in known else project.labels(entry)
        except FormatError:
            missing.append(entry.name)
            continue
        if labels != CODEC.empty:
            content = CODEC.write(labels)
            write_checked(Place(folder, entry.id).snapshot, {"n": 0, **content})
    return tuple(missing)
