"""A project folder is read as it was written, and damage is never taken for emptiness."""

from pathlib import Path

import pytest

from core.errors import FormatError
from core.labels import LabelTrack, Segment, Span
from core.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "recordings").mkdir()
    inside = tmp_path / "recordings" / "Läufer.h5"
    project = Project(tmp_path, ("walk", "Sprung ↑"), (inside, Path("/elsewhere/b.csv")))
    project.save()
    return project


TRACKS = (
    LabelTrack("mine", 100),
    LabelTrack(
        "Zoë",
        100,
        (Segment(0, 10, "walk"), Segment(10, 11, "Sprung ↑", 0.25), Segment(99, 100, "walk")),
        (Span(0, 50), Span(60, 100)),
        visible=False,
    ),
)


def test_a_project_comes_back(project: Project) -> None:
    assert Project.open(project.folder) == project


def test_labels_come_back_to_the_frame(project: Project) -> None:
    recording = project.recordings[0]
    project.save_tracks(recording, TRACKS)
    assert project.tracks(recording) == TRACKS


def test_a_project_can_be_moved(project: Project, tmp_path: Path) -> None:
    moved = tmp_path / "moved"
    moved.mkdir()
    (project.folder / "project.json").rename(moved / "project.json")
    assert Project.open(moved).recordings[0] == moved / "recordings" / "Läufer.h5"


def test_a_recording_that_nobody_labelled_has_no_tracks(project: Project) -> None:
    assert project.tracks(project.recordings[1]) == ()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "line 1: is not JSON"),
        ('{\n"kinescribe_project": 1,\n}', "line 3: is not JSON"),
        ("{}", "'kinescribe_project' is missing"),
        ('{"kinescribe_project": 2}', "version 2"),
        ('{"kinescribe_project": 1, "classes": ["a"]}', "'recordings' is missing"),
        ('{"kinescribe_project": 1, "classes": 3, "recordings": []}', "not iterable"),
        (
            '{"kinescribe_project": 1, "classes": [], "recordings": ["a/x.csv", "b/x.csv"]}',
            "two recordings are called 'x'",
        ),
    ],
)
def test_a_damaged_project_says_what_is_wrong(tmp_path: Path, content: str, why: str) -> None:
    (tmp_path / "project.json").write_text(content)
    with pytest.raises(FormatError, match=r"project\.json") as error:
        Project.open(tmp_path)
    assert why in str(error.value)


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        '{"n_frames": 5, "tracks": [{}]}',
        '{"n_frames": 5, "tracks": [{"name": "a", "visible": 1, "segments": [[0, 9, "x"]],'
        ' "reviewed": []}]}',
        '{"n_frames": 5, "tracks": [{"name": "a", "visible": 1, "segments": [[0, 3, "x"],'
        ' [2, 4, "x"]], "reviewed": []}]}',
        '{"n_frames": 5, "tracks": [{"name": "a", "visible": 1, "segments": [[3, 3, "x"]],'
        ' "reviewed": []}]}',
    ],
)
def test_damaged_labels_are_never_taken_for_absent(project: Project, content: str) -> None:
    recording = project.recordings[0]
    project.save_tracks(recording, TRACKS)
    (project.folder / "labels" / "Läufer.json").write_text(content)
    with pytest.raises(FormatError, match="Läufer"):
        project.tracks(recording)


def test_a_folder_without_a_project_says_so(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="is this a Kinescribe project"):
        Project.open(tmp_path)


def test_nothing_is_left_beside_what_was_written(project: Project) -> None:
    project.save_tracks(project.recordings[0], TRACKS)
    assert sorted(p.name for p in project.folder.rglob("*.json")) == ["Läufer.json", "project.json"]
    assert not list(project.folder.rglob(".*"))
