"""What a model can teach the next one: frames of a project that nobody has reviewed."""

from collections.abc import Iterable

from core.entries import Entry
from core.errors import FormatError
from core.labels import LabelTrack
from core.naming import group_of
from core.parts import parts_of
from core.progress import Progress, Steps
from training.datasets.labelled import LabelledRecording
from training.datasets.project import Reviewed, reading_labelled
from training.jobs.material import Material
from training.jobs.task import Task

_MOST = 4
"""Times the reviewed frames: more are not read, so that an epoch stays affordable."""


def pupils(task: Task) -> tuple[Entry, ...]:
    """Recordings that nobody has reviewed any of, and nobody would be held out to validate."""
    material = task.material
    mine = parts_of([entry.name for entry in task.project.recordings], task.job.held_out)
    known = {one.entry.id for one in (*material.training, *material.validation)}
    held = {group_of(one.entry.name) for one in material.validation}
    left, found = _MOST * _reviewed(material), []
    for entry in task.project.recordings:
        free = entry.name in mine.training and group_of(entry.name) not in held
        if free and entry.id not in known and left >= entry.n_frames:
            found.append(entry)
            left -= entry.n_frames
    return tuple(found)


def read_pupils(entries: Iterable[Entry]) -> Steps[list[LabelledRecording]]:
    """Read recordings; one that cannot be read teaches nothing, and is no reason to stop."""
    read, entries = [], tuple(entries)
    for number, entry in enumerate(entries):
        yield Progress(number, len(entries), f"reading {entry.name}")
        try:
            read.append((yield from reading_labelled(_unreviewed(entry))))
        except FormatError as error:
            print(f"not learnt from: {error}")
    return read


def _unreviewed(entry: Entry) -> Reviewed:
    return Reviewed(entry, LabelTrack("", entry.n_frames))


def _reviewed(material: Material) -> int:
    """Frames that are trained on."""
    return sum(int(one.track.known().sum()) for one in material.training)
