"""``project`` on the command line: what is in the folder afterwards, and what is not."""

import json
from pathlib import Path

import pytest

from core.labels import LabelTrack, Source, Span
from core.project import Project
from core.store import Store
from main import main
from tests.core.formats.files import table
from tests.core.numbers import NUMBERS

LABELS = (
    "start_frame,stop_frame,class,annotator,status\n"
    "1,4,walk,Ada,confirmed\n4,6,jump,Ada,confirmed\n0,7,,Ada,reviewed\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    assert main(["project", "new", str(folder), "--classes", "walk, turn"]) == 0
    return folder


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "Läufer 1.csv"
    path.write_text(table(8))
    return path


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    path = tmp_path / "labels" / "Läufer 1.csv"
    path.parent.mkdir()
    path.write_text(LABELS)
    return path


def add(folder: Path, *words: str | Path) -> int:
    return main(["project", "add", str(folder), *map(str, words)])


def track(folder: Path) -> LabelTrack:
    project = Project.open(folder)
    (track,) = project.labels(project.recordings[0]).tracks
    return track


def test_a_new_project_is_empty(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert Project.open(folder).classes.names == ("walk", "turn")
    assert Project.open(folder).recordings == ()
    assert main(["project", "new", str(folder), "--classes", "walk"]) == 1
    assert "is a project already" in capsys.readouterr().err


def test_recordings_and_labels_meet_by_name(folder: Path, recording: Path, labels: Path) -> None:
    assert add(folder, recording, "--labels", labels) == 0
    project = Project.open(folder)
    (entry,) = project.recordings
    assert (entry.id, entry.name, entry.n_frames) == ("L-ufer-1", "Läufer 1", 8)
    assert entry.path == recording
    assert project.classes.names == ("walk", "turn", "jump")
    read = track(folder)
    assert (read.name, read.n_frames, read.reviewed) == ("Ada", 8, (Span(0, 7),))
    assert [(s.start, s.stop, s.class_name) for s in read.segments] == [
        (1, 4, "walk"),
        (4, 6, "jump"),
    ]
    source = read.segments[0].source
    assert (source.kind, source.name) == ("import", "Läufer 1.csv")
    assert source != Source("import", "Läufer 1.csv")


@pytest.mark.parametrize(("which", "reviewed"), [("all", (0, 8)), ("labelled", (1, 6))])
def test_what_is_reviewed_can_be_said(
    folder: Path, recording: Path, labels: Path, which: str, reviewed: tuple[int, int]
) -> None:
    assert add(folder, recording, "--labels", labels, "--reviewed", which) == 0
    assert track(folder).reviewed == (Span(*reviewed),)


def test_a_recording_can_be_copied(folder: Path, recording: Path) -> None:
    assert add(folder, recording, "--copy") == 0
    (entry,) = Project.open(folder).recordings
    assert entry.path == folder / "recordings" / "L-ufer-1.csv"
    assert entry.path.read_text() == table(8)
    assert entry.trouble() == ""


def test_the_same_recording_is_not_added_twice_but_gets_more_labels(
    folder: Path, recording: Path, labels: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(folder, recording) == 0
    assert add(folder, recording) == 0
    assert "is in the project already, as Läufer 1" in capsys.readouterr().err
    assert add(folder, recording, "--labels", labels) == 0
    assert add(folder, recording, "--labels", labels) == 0
    project = Project.open(folder)
    assert len(project.recordings) == 1
    assert [t.name for t in project.labels(project.recordings[0]).tracks] == ["Ada", "Ada-2"]


def test_two_recordings_of_one_name_are_told_apart(
    folder: Path, recording: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other" / recording.name
    other.parent.mkdir()
    other.write_text(table(9))
    assert add(folder, recording, other) == 0
    assert [entry.name for entry in Project.open(folder).recordings] == ["Läufer 1", "Läufer 1-2"]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("stranger.csv", LABELS, "none of the recordings is called 'stranger'"),
        ("Läufer 1.csv", LABELS + "7,9,walk,Ada,confirmed\n", "the recording has 8"),
        ("Läufer 1.csv", LABELS + "7,x,walk,Ada,confirmed\n", "line 5: 'x' is not the number"),
    ],
)
def test_one_bad_file_and_nothing_is_changed(
    folder: Path, recording: Path, labels: Path, name: str, content: str, why: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    bad = labels.with_name(name)
    bad.write_text(content)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert add(folder, recording, "--labels", bad, "--copy") == 1
    assert why in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_the_format_can_be_said(
    folder: Path, recording: Path, labels: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(folder, recording, "--labels", labels, "--from", "abacus") == 1
    assert "no label format 'abacus' (known: csv_segments" in capsys.readouterr().err
    assert add(folder, recording, "--labels", labels, "--from", "csv_segments") == 0


def test_a_project_that_is_open_elsewhere_is_not_changed(
    folder: Path, recording: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store(folder, NUMBERS)
    assert add(folder, recording) == 1
    assert "has this project open" in capsys.readouterr().err
    store.close()
    assert add(folder, recording) == 0


def test_check_says_what_is_wrong(
    folder: Path, recording: Path, labels: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(folder, recording, "--labels", labels)
    capsys.readouterr()
    assert main(["project", "check", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"project": str(folder), "findings": []}
    recording.unlink()
    assert main(["project", "check", str(folder), "--json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["path"], finding["where"]) == (str(recording), "")
    assert main(["project", "check", str(folder)]) == 1
    assert capsys.readouterr().err.startswith(f"kinescribe: {recording}: is missing")
    assert main(["project", "check", str(folder.parent)]) == 1
