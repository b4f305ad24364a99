"""What a job learns from and is judged by: recordings that were reviewed when it began."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.parts import parts_of
from core.progress import Progress, Steps
from core.project import Project
from training.datasets.labelled import LabelledRecording
from training.datasets.project import Reviewed, classes_of, reading_labelled, reviewed_in
from training.jobs.snapshot import frozen


@dataclass(frozen=True)
class Material:
    """Reviewed recordings, not read yet, of which some are held out; the classes; and why so."""

    training: tuple[Reviewed, ...]
    validation: tuple[Reviewed, ...]
    classes: tuple[str, ...]
    why: str


def material(project: Project, labels: Path, held_out: Sequence[str]) -> Material:
    """What there is to learn, by the labels in a file, or, if it is not there, frozen now.

    Parameters
    ----------
    held_out
        Patterns of recordings that validate, see `core.parts`.
    """
    reviewed = reviewed_in(project, frozen(project, labels))
    parts = parts_of([one.entry.name for one in reviewed], held_out)
    training, validation = (
        tuple(one for one in reviewed if one.entry.name in part)
        for part in (parts.training, parts.validation)
    )
    return Material(training, validation, classes_of(project, reviewed), parts.why)


def read_all(reviewed: Sequence[Reviewed]) -> Steps[list[LabelledRecording]]:
    """Read recordings, one after the other."""
    labelled = []
    for number, one in enumerate(reviewed):
        yield Progress(number, len(reviewed), f"reading {one.entry.name}")
        labelled.append((yield from reading_labelled(one)))
    return labelled
