"""A project's recordings with what people say about them. The only place that knows both.

A recording may have several tracks. The first one in which anything is known counts; to combine
what several annotators say is for people.
"""

import re
from dataclasses import replace
from pathlib import Path

from core.entries import Entry
from core.errors import FormatError
from core.formats import reading
from core.labels import LabelTrack
from core.progress import Progress, Steps
from core.project import FILE, Project
from core.retarget import retargeting_of
from training.datasets.labelled import LabelledRecording

# Who is seen, by the names that corpora give their files: NTU RGB+D, PKU-MMD (the number of the
# performance, which up to three cameras saw), PRECOG.
_PERFORMERS = (r"S\d+C\d+P(\d+)R\d+A\d+.*", r"(\d{4})-[LMR]", r"Seq\d+_(\d+)")


def labelled_in(folder: Path) -> Steps[tuple[list[LabelledRecording], tuple[str, ...]]]:
    """The recordings of a project that somebody has reviewed any of, and the names of its classes.

    Raises
    ------
    FormatError
        If it is no project, nothing in it is reviewed, or a recording with labels is missing, has
        changed, cannot be read, or has a skeleton that the model cannot use.
    """
    project = Project.open(folder)
    if not project.recordings:
        raise FormatError(folder / FILE, "", "the project is empty: add recordings and label them")
    tracks = [(entry, _reviewed(project.labels(entry).tracks)) for entry in project.recordings]
    reviewed = [(entry, track) for entry, track in tracks if track]
    if not reviewed:
        raise FormatError(
            folder / FILE,
            "",
            "no frame is reviewed: confirm segments, or say where nothing happens, in at least one "
            "recording",
        )
    labelled = []
    for number, (entry, track) in enumerate(reviewed):
        yield Progress(number, len(reviewed), f"reading {entry.name}")
        labelled.append((yield from _labelled(entry, track)))
    used = [segment.class_name for _, track in reviewed for segment in track.segments]
    return labelled, project.classes.including(used).names


def performer_of(name: str) -> str:
    """Whom a recording shows, if its name says so; else the name, as if nobody came twice."""
    matches = (re.fullmatch(pattern, name) for pattern in _PERFORMERS)
    return next((match[1] for match in matches if match), name)


def _reviewed(tracks: tuple[LabelTrack, ...]) -> LabelTrack | None:
    return next((track for track in tracks if track.known().any()), None)


def _labelled(entry: Entry, track: LabelTrack) -> Steps[LabelledRecording]:
    if trouble := entry.trouble():
        raise FormatError(entry.path, "", trouble)
    recording = yield from reading(entry.path)
    try:
        retargeting_of(recording)
        named = replace(recording, name=entry.name)
        return LabelledRecording(named, track, performer_of(entry.name))
    except ValueError as error:
        raise FormatError(entry.path, "", str(error)) from error
