"""A project: a folder of recordings and their labels, in plain files. Knows nothing of windows.

``project.json`` says which classes and recordings there are; what else the folder holds is
described in ``docs/project-format.md``. Labels are changed through a `core.store.Store`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from core.atomic import make_folder
from core.checked import Json, read_checked, write_checked
from core.classes import ClassList, class_list_from_json
from core.entries import Entry
from core.errors import FormatError
from core.label_codec import CODEC
from core.label_json import reading
from core.label_set import LabelSet
from core.labels import LabelTrack
from core.states import Place, newest_state

FILE = "project.json"
VERSION = 1
_KEYS = {"kinescribe_project", "classes", "settings", "recordings"}


@dataclass(frozen=True)
class Project:
    """What ``project.json`` says.

    Parameters
    ----------
    folder
        The project folder.
    classes
        What segments can be of.
    recordings
        In the order in which they are shown.
    settings
        Of the project, by name; whoever has one knows what it means.
    """

    folder: Path
    classes: ClassList = field(default=ClassList())
    recordings: tuple[Entry, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_unique("called", [entry.name for entry in self.recordings])
        _check_unique("identified by", [entry.id.casefold() for entry in self.recordings])

    @classmethod
    def open(cls, folder: Path) -> "Project":
        """Read a project folder.

        Raises
        ------
        FormatError
            If it is none, or its ``project.json`` is damaged.
        """
        path = folder / FILE
        try:
            return reading("project", lambda content: _project(folder, content), _content(path))
        except FormatError:
            raise
        except ValueError as error:
            raise FormatError(path, "", str(error)) from error

    def save(self) -> None:
        """Write ``project.json``, whole or not at all.

        Raises
        ------
        FormatError
            If it cannot be written.
        """
        try:
            make_folder(self.folder)
        except OSError as error:
            raise FormatError(self.folder, "", f"cannot be made: {error.strerror}") from error
        write_checked(self.folder / FILE, self._as_json())

    def with_recordings(self, *entries: Entry) -> "Project":
        """With these added, or put in the place of those with the same identifier."""
        new = {entry.id: entry for entry in entries}
        kept = tuple(new.pop(entry.id, entry) for entry in self.recordings)
        return replace(self, recordings=(*kept, *new.values()))

    def labels(self, recording: Entry) -> LabelSet:
        """What people say about a recording; no tracks if nobody has labelled it.

        Raises
        ------
        FormatError
            If saved labels are damaged and lost: they are never taken for absent.
        """
        place = Place(self.folder, recording.id)
        found = newest_state(place, CODEC)
        damages = [damage for damage in found.damages if not damage.torn]
        if damages and (found.lost or not found.n):
            raise FormatError(damages[0].path, damages[0].where, damages[0].why)
        return found.state

    def labels_of(self, path: Path) -> tuple[LabelTrack, ...]:
        """The tracks of the recording in a file; none if the project has no such recording."""
        tracks = (self.labels(entry).tracks for entry in self.recordings if entry.path == path)
        return next(tracks, ())

    def _as_json(self) -> Json:
        return {
            "kinescribe_project": VERSION,
            "classes": self.classes.as_json(),
            "settings": dict(self.settings),
            "recordings": [entry.as_json(self.folder) for entry in self.recordings],
        }


def _content(path: Path) -> Json:
    try:
        return read_checked(path).content
    except FileNotFoundError as error:
        raise FormatError(path, "", "no such file: is this a Kinescribe project?") from error


def _project(folder: Path, content: Json) -> Project:
    if content["kinescribe_project"] != VERSION:
        raise ValueError(f"it is of version {content['kinescribe_project']}, not {VERSION}")
    if unknown := content.keys() - _KEYS:
        raise ValueError(f"nobody knows what {sorted(unknown)} should mean")
    return Project(
        folder,
        class_list_from_json(content["classes"]),
        tuple(Entry.from_json(entry, folder) for entry in content["recordings"]),
        dict(content["settings"]),
    )


def _check_unique(what: str, names: list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"two recordings are {what} {name!r}")
        seen.add(name)
