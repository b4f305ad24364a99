"""Recordings of a project: moved and changed files are noticed, never silently accepted."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from core.entries import Entry, found_in, free, safe
from core.errors import FormatError
from core.progress import finish


@pytest.fixture
def entry(tmp_path: Path) -> Entry:
    path = tmp_path / "raw" / "walk.csv"
    path.parent.mkdir()
    path.write_text("positions")
    return Entry.of(path, "walk", "walk", 10, 30.0)


def test_a_file_that_is_as_it_was(entry: Entry) -> None:
    assert entry.trouble() == entry.trouble(thorough=True) == ""
    os.utime(entry.path, (1, 1))
    assert entry.trouble() == ""


def test_a_file_that_is_not(entry: Entry) -> None:
    entry.path.write_text("positions!")
    assert entry.trouble() == "has changed: 10 bytes instead of 9"
    entry.path.write_text("Positions")
    os.utime(entry.path, (1, 1))
    assert entry.trouble() == "has changed: other content of the same length"
    entry.path.unlink()
    assert "is missing" in entry.trouble()


def test_only_a_thorough_look_reads_a_file_whose_time_is_the_same(entry: Entry) -> None:
    entry.path.write_text("Positions")
    os.utime(entry.path, ns=(entry.modified_ns, entry.modified_ns))
    assert entry.trouble() == ""
    assert "has changed" in entry.trouble(thorough=True)


def test_a_moved_file_is_found_by_its_content(entry: Entry, tmp_path: Path) -> None:
    new = tmp_path / "new" / "deep"
    new.mkdir(parents=True)
    (new / "walk.csv").write_text("POSITIONS")
    (new / "other.csv").write_text("something else")
    assert finish(found_in(tmp_path / "new", [entry])) == {}
    entry.path.rename(new / "renamed.csv")
    found = finish(found_in(tmp_path / "new", [entry]))
    assert found["walk"].path == new / "renamed.csv"
    assert found["walk"].trouble() == ""


def test_a_recording_does_not_move_to_another_content(entry: Entry, tmp_path: Path) -> None:
    (tmp_path / "other").write_text("POSITIONS")
    with pytest.raises(FormatError, match="is not walk: its content is another one"):
        entry.moved_to(tmp_path / "other")


def test_it_comes_back_from_json(entry: Entry, tmp_path: Path) -> None:
    assert Entry.from_json(entry.as_json(tmp_path), tmp_path) == entry
    assert entry.as_json(tmp_path)["path"] == "raw/walk.csv"
    assert entry.as_json(tmp_path / "project")["path"] == "../raw/walk.csv"
    assert entry.as_json(tmp_path / "a" / "b")["path"] == entry.path.as_posix()


@pytest.mark.parametrize("wrong", [{"id": "a/b"}, {"id": ""}, {"name": ""}, {"n_frames": 0}])
def test_what_cannot_be_is_refused(entry: Entry, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"cannot|no name"):
        replace(entry, **wrong)


def test_names_that_every_drive_can_have() -> None:
    assert safe("Seq1_11") == "Seq1_11"
    assert safe("Läufer: 步态/..") == "L-ufer"
    assert safe("步态") == "recording"
    assert free("a", ["b"]) == "a"
    assert free("a", ["A", "a-2"]) == "a-3"
