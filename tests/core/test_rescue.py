"""A copy of a project's labels holds what is newest, and says what it does not hold."""

from pathlib import Path

import pytest

from core.classes import ClassList
from core.entries import Entry
from core.errors import FormatError
from core.label_set import LabelSet
from core.labels import LabelTrack, Segment
from core.progress import finish
from core.project import Project
from core.rescue import rescuing
from core.store import new_project


def labels(start: int) -> LabelSet:
    track = LabelTrack("mine", 100, (Segment(start, start + 5, "walk"),))
    return LabelSet((track,), ClassList.of(["walk"]))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name in "abc":
        (tmp_path / f"{name}.csv").write_text(name)
    entries = (Entry.of(tmp_path / f"{name}.csv", name, name, 100, 30.0) for name in "abc")
    project = Project(tmp_path / "project", ClassList.of(["walk"]), tuple(entries))
    new_project(project)
    return project


def test_what_is_only_in_memory_is_in_the_copy(project: Project, tmp_path: Path) -> None:
    assert finish(rescuing(project, {"a": labels(10)}, tmp_path / "copy")) == ()
    copy = Project.open(tmp_path / "copy")
    assert copy.recordings == project.recordings
    assert copy.labels(copy.recordings[0]) == labels(10)
    assert copy.labels(copy.recordings[1]) == LabelSet()


def test_what_is_only_on_disk_is_too_and_what_is_damaged_is_named(
    project: Project, tmp_path: Path
) -> None:
    finish(rescuing(project, {"a": labels(10), "b": labels(20)}, tmp_path / "first"))
    first = Project.open(tmp_path / "first")
    damaged = tmp_path / "first" / "labels" / "b.json"
    damaged.write_bytes(damaged.read_bytes()[:-9])
    assert finish(rescuing(first, {}, tmp_path / "second")) == ("b",)
    second = Project.open(tmp_path / "second")
    assert second.labels(second.recordings[0]) == labels(10)


def test_nothing_is_written_over(project: Project) -> None:
    with pytest.raises(FormatError, match="is a project already"):
        finish(rescuing(project, {}, project.folder))
