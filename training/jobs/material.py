"""What a job learns from and is judged by: recordings that were reviewed when it began."""

from dataclasses import dataclass

from core.parts import parts_of
from core.progress import Progress, Steps
from training.datasets.labelled import LabelledRecording
from training.datasets.project import Reviewed, classes_of, reading_labelled, reviewed_in
from training.jobs.snapshot import frozen
from training.jobs.task import Task


@dataclass(frozen=True)
class Material:
    """Reviewed recordings, not read yet, of which some are held out; the classes; and why so."""

    training: tuple[Reviewed, ...]
    validation: tuple[Reviewed, ...]
    classes: tuple[str, ...]
    why: str

    @property
    def trained_on(self) -> tuple[str, ...]:
        """SHA-256 of each recording that is learnt from."""
        return tuple(one.entry.sha256 for one in self.training)


def material_of(task: Task) -> Material:
    """What there is, by the labels that were frozen when the job began."""
    reviewed = reviewed_in(task.project, frozen(task.project, task.one.labels))
    parts = parts_of([one.entry.name for one in reviewed], task.job.held_out)
    training, validation = (
        tuple(one for one in reviewed if one.entry.name in part)
        for part in (parts.training, parts.validation)
    )
    return Material(training, validation, classes_of(task.project, reviewed), parts.why)


def read_all(reviewed: tuple[Reviewed, ...]) -> Steps[list[LabelledRecording]]:
    """Read recordings, one after the other."""
    labelled = []
    for number, one in enumerate(reviewed):
        yield Progress(number, len(reviewed), f"reading {one.entry.name}")
        labelled.append((yield from reading_labelled(one)))
    return labelled
