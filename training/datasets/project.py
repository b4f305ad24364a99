"""A project's recordings with what people say about them. The only place that knows both.

A recording may have several tracks: `LabelSet.truth` is the one that counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from core.entries import Entry
from core.errors import FormatError
from core.formats import reading
from core.label_set import LabelSet
from core.labels import LabelTrack
from core.naming import group_of
from core.progress import Progress, Steps
from core.project import FILE, Project
from core.retarget import retargeting_of
from training.datasets.labelled import LabelledRecording


def labelled_in(
    folder: Path, *, unreviewed: bool = False
) -> Steps[tuple[list[LabelledRecording], tuple[str, ...]]]:
    """The recordings of a project that somebody has reviewed any of, and the names of its classes.

    Parameters
    ----------
    unreviewed
        Whether the others follow after them, with tracks in which nothing is known.

    Raises
    ------
    FormatError
        If it is no project, nothing in it is reviewed, or a recording with labels is missing, has
        changed, cannot be read, or has a skeleton that the model cannot use.
    """
    project = Project.open(folder)
    if not project.recordings:
        raise FormatError(folder / FILE, "", "the project is empty: add recordings and label them")
    reviewed = reviewed_in(
        project, {entry.id: project.labels(entry) for entry in project.recordings}
    )
    wanted = [*reviewed, *(_others(project, reviewed) if unreviewed else ())]
    labelled = []
    for number, one in enumerate(wanted):
        yield Progress(number, len(wanted), f"reading {one.entry.name}")
        labelled.append((yield from reading_labelled(one)))
    return labelled, classes_of(project, reviewed)


@dataclass(frozen=True)
class Reviewed:
    """A recording that is not read yet, and what somebody says about it."""

    entry: Entry
    track: LabelTrack


def reviewed_in(project: Project, labels: Mapping[str, LabelSet]) -> list[Reviewed]:
    """The recordings of which somebody has reviewed any, by the labels of each identifier.

    Raises
    ------
    FormatError
        If there are none.
    """
    found = [
        Reviewed(entry, track)
        for entry in project.recordings
        if entry.id in labels and (track := labels[entry.id].truth)
    ]
    if not found:
        raise FormatError(
            project.folder / FILE,
            "",
            "no frame is reviewed in a track that is shown: confirm segments, or say where nothing "
            "happens, in at least one recording",
        )
    return found


def _others(project: Project, reviewed: Iterable[Reviewed]) -> list[Reviewed]:
    known = {one.entry.id for one in reviewed}
    return [
        Reviewed(entry, LabelTrack("", entry.n_frames))
        for entry in project.recordings
        if entry.id not in known
    ]


def classes_of(project: Project, reviewed: Iterable[Reviewed]) -> tuple[str, ...]:
    """The classes of a project, with those that segments have and it lacks."""
    used = [segment.class_name for one in reviewed for segment in one.track.segments]
    return project.classes.including(used).names


def reading_labelled(one: Reviewed) -> Steps[LabelledRecording]:
    """Read the recording; a `FormatError` if it is not as it was, or the model cannot use it."""
    entry = one.entry
    if trouble := entry.trouble():
        raise FormatError(entry.path, "", trouble)
    recording = yield from reading(entry.path)
    try:
        retargeting_of(recording)
        named = replace(recording, name=entry.name)
        return LabelledRecording(named, one.track, group_of(entry.name))
    except ValueError as error:
        raise FormatError(entry.path, "", str(error)) from error
