"""Small projects on disk, for tests."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from core.checked import write_checked
from core.classes import ClassList
from core.entries import Entry, safe
from core.formats import write_recording
from core.label_codec import labels_as_json
from core.label_set import LabelSet
from core.labels import LabelTrack
from core.project import Project
from core.recording import Recording
from core.states import Place

Labelled = tuple[Recording, Sequence[LabelTrack]]


def new_project(folder: Path, classes: Sequence[str], labelled: Iterable[Labelled]) -> Path:
    """A folder with recordings as native files, and their tracks."""
    for name in ("recordings", "labels"):
        (folder / name).mkdir(parents=True)
    listed = ClassList.of(classes)
    entries = []
    for recording, tracks in labelled:
        path = folder / "recordings" / f"{recording.name}.h5"
        write_recording(recording, path)
        name = recording.name
        entry = Entry.of(path, safe(name), name, recording.n_frames, recording.fps)
        content = labels_as_json(LabelSet(tuple(tracks), listed))
        write_checked(Place(folder, entry.id).snapshot, content)
        entries.append(entry)
    Project(folder, listed, tuple(entries)).save()
    return folder
