"""What is wrong with a project, and what can be done about it. Reads all of it, changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.backups import backups
from core.entries import Entry
from core.errors import FormatError
from core.journal import first_number, journal_files, read_journal_file
from core.label_codec import CODEC
from core.label_set import LabelSet
from core.model.card import read_card
from core.progress import Progress, Steps
from core.project import FILE, Project
from core.states import Damage, Found, Place, damages_of, newest_state


@dataclass(frozen=True)
class Finding:
    """Something that is wrong.

    Parameters
    ----------
    path, where, why
        The file, the place in it and what is wrong, as in a `FormatError`.
    remedy
        What can be done about it.
    """

    path: Path
    where: str
    why: str
    remedy: str

    def __str__(self) -> str:
        return f"{Damage(self.path, self.where, self.why)}. {self.remedy}"


def checking(folder: Path) -> Steps[list[Finding]]:
    """Everything that is wrong with a project.

    Raises
    ------
    FormatError
        If the folder is no project at all.
    """
    if not (folder / FILE).exists() and not backups(folder):
        raise FormatError(folder / FILE, "", "no such file: is this a Kinescribe project?")
    try:
        project = Project.open(folder)
    except FormatError as error:
        return [Finding(error.path, error.where, error.why, _backup_remedy(folder))]
    findings = []
    total = len(project.recordings) + 1
    for number, entry in enumerate(project.recordings):
        yield Progress(number, total, f"Checking {entry.name}")
        findings += [*_recording(entry), *_labels(project, entry)]
    yield Progress(total - 1, total, "Checking models")
    return [*findings, *_strangers(project), *_models(folder)]


def _recording(entry: Entry) -> Iterator[Finding]:
    if trouble := entry.trouble(thorough=True):
        remedy = "Put the file back as it was, or relocate the recording; its labels are kept."
        yield Finding(entry.path, "", trouble, remedy)


def _labels(project: Project, entry: Entry) -> Iterator[Finding]:
    place = Place(project.folder, entry.id)
    try:
        found = newest_state(place, CODEC)
        yield from _damages(place, found)
        yield from _lengths(place, found, entry)
    except FormatError as error:
        yield Finding(error.path, error.where, error.why, "Nothing is known to be lost.")


def _damages(place: Place, found: Found[LabelSet]) -> Iterator[Finding]:
    """What is wrong with the newest files, and with those that are only history."""
    lost = (
        f"At most {found.lost} of the last edits are lost." if found.lost else "No label is lost."
    )
    for damage in found.damages:
        remedy = (
            "It was never saved: the program was stopped while it was." if damage.torn else lost
        )
        repair = f"{remedy} The next edit sets it aside and goes on from the last good state."
        yield Finding(damage.path, damage.where, damage.why, repair)
    seen = {damage.path for damage in found.damages}
    end = 0
    for path in journal_files(place.journal):
        file = read_journal_file(path, place.recording)
        if path not in seen:
            for damage in damages_of(file):
                yield Finding(path, damage.where, damage.why, "Only states of the past are lost.")
        if first_number(path) > end + 1 and file.base and not file.base.name:
            why = f"the steps {end + 1} to {first_number(path) - 1} are missing before it"
            yield Finding(path, "", why, "Only states of the past are lost.")
        end = max(end, file.newest)


def _lengths(place: Place, found: Found[LabelSet], entry: Entry) -> Iterator[Finding]:
    for track in found.state.tracks:
        if track.n_frames != entry.n_frames:
            yield Finding(
                place.snapshot,
                f"track {track.name!r}",
                f"was made for {track.n_frames:,} frames, the recording has {entry.n_frames:,}",
                "Restore the recording that it was made for; nothing is changed until then.",
            )


def _strangers(project: Project) -> Iterator[Finding]:
    known = {entry.id for entry in project.recordings}
    labels = (project.folder / "labels").glob("*.json")
    journals = (project.folder / "journal").glob("*")
    for path in (*sorted(labels), *sorted(journals)):
        if path.name.removesuffix(".json") not in known and not path.name.startswith("."):
            why = "belongs to no recording of the project"
            yield Finding(path, "", why, "Add the recording again, or move this elsewhere.")


def _models(folder: Path) -> Iterator[Finding]:
    for path in sorted((folder / "models").glob("*.safetensors")):
        try:
            read_card(path)
        except FormatError as error:
            yield Finding(path, error.where, error.why, "Import it again, or train another one.")


def _backup_remedy(folder: Path) -> str:
    found = [backup / FILE for backup in backups(folder) if (backup / FILE).exists()]
    return f"Copy {found[0]} over it." if found else "There is no backup of it."
