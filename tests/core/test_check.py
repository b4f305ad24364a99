"""Everything that is wrong with a project is found, and nothing else."""

import shutil
from pathlib import Path

import pytest

from core.backups import backups
from core.check import Finding, checking
from core.commands.project_add import Options, add
from core.errors import FormatError
from core.progress import finish
from core.project import Project
from tests.core.formats.files import table
from tests.core.numbers import project

LABELS = "start_frame,stop_frame,class\n0,5,walk\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of two recordings, one of them labelled."""
    folder = project(tmp_path / "project")
    for name in "ab":
        (tmp_path / f"{name}.csv").write_text(table(8 + ord(name) % 2))
    labels = tmp_path / "labels" / "a.csv"
    labels.parent.mkdir()
    labels.write_text(LABELS)
    add(folder, [tmp_path / "a.csv", tmp_path / "b.csv"], Options((labels,)))
    return folder


def found(folder: Path) -> list[Finding]:
    return finish(checking(folder))


def test_nothing_is_wrong_with_a_good_project(folder: Path) -> None:
    assert found(folder) == []


def test_recordings_that_are_gone_or_changed(folder: Path) -> None:
    (folder.parent / "a.csv").unlink()
    with (folder.parent / "b.csv").open("a") as file:
        file.write("\n")
    gone, changed = found(folder)
    assert (gone.path.name, gone.why) == ("a.csv", "is missing; it may have been moved")
    assert "has changed" in changed.why


def test_damaged_journals_and_snapshots(folder: Path) -> None:
    with (folder / "journal" / "a" / "00000001.jsonl").open("ab") as file:
        file.write(b"12 torn")
    (torn,) = found(folder)
    assert (torn.where, torn.why) == ("line 3", "breaks off")
    assert "never saved" in torn.remedy
    (folder / "labels" / "a.json").write_text("{}")
    _, broken = found(folder)
    assert (broken.path.name, broken.remedy[:17]) == ("a.json", "No label is lost.")


def test_labels_of_another_length(folder: Path) -> None:
    first, second = Project.open(folder).recordings
    other = Project(folder, recordings=(second,)).with_recordings(
        type(first).of(first.path, "a", "a", first.n_frames + 1, 30.0)
    )
    other.save()
    (finding,) = found(folder)
    assert finding.where == "track 'a'"
    assert "was made for 9 frames, the recording has 10" in finding.why


def test_labels_of_no_recording_and_a_model_that_is_none(folder: Path) -> None:
    shutil.copy(folder / "labels" / "a.json", folder / "labels" / "zoë.json")
    (folder / "models").mkdir()
    (folder / "models" / "best.safetensors").write_bytes(b"weights")
    stranger, model = found(folder)
    assert "belongs to no recording" in stranger.why
    assert "is not a model file" in model.why


def test_a_broken_project_file_names_its_backup(folder: Path) -> None:
    (folder / "project.json").write_bytes(b"")
    made = backups(folder)[0]
    assert [one.remedy for one in found(folder)] == [f"Copy {made}/project.json over it."]
    shutil.rmtree(folder / "backups")
    assert [one.remedy for one in found(folder)] == ["There is no backup of it."]


def test_a_folder_that_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="is this a Kinescribe project"):
        found(tmp_path)
