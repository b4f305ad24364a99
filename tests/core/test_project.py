"""A project folder is read as it was written, and damage is never taken for emptiness."""

from collections.abc import Callable
from pathlib import Path

import pytest

from core.checked import write_checked
from core.classes import ActionClass, ClassList
from core.entries import Entry
from core.errors import FormatError
from core.label_codec import labels_as_json
from core.label_set import LabelSet
from core.labels import LabelTrack, Segment, Source, Span
from core.project import FILE, Project
from core.states import Place

CLASSES = ClassList((ActionClass("walk", "#123456", "w"), ActionClass("Sprung ↑", visible=False)))
LABELS = LabelSet(
    (
        LabelTrack("mine", 100),
        LabelTrack(
            "Zoë",
            100,
            (
                Segment(0, 10, "walk", 1.0, Source("import", "a.csv", "2026-11-20"), "slow"),
                Segment(10, 11, "Sprung ↑", 0.25),
                Segment(99, 100, "walk"),
            ),
            (Span(0, 50), Span(60, 100)),
            visible=False,
        ),
    ),
    CLASSES,
)


def entry(path: Path, identifier: str, name: str = "") -> Entry:
    return Entry(identifier, name or path.stem, path, "0" * 64, 3, 5, 100, 29.97)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    folder = tmp_path / "study" / "project"
    inside = entry(folder / "recordings" / "Läufer.h5", "L-ufer")
    beside = entry(tmp_path / "study" / "raw" / "b.csv", "b")
    outside = entry(Path("/elsewhere/c.csv"), "c")
    project = Project(folder, CLASSES, (inside, beside, outside), {"fog": True})
    project.save()
    return project


def test_a_project_comes_back(project: Project) -> None:
    assert Project.open(project.folder) == project


def test_a_project_can_be_moved_with_what_is_beside_it(project: Project, tmp_path: Path) -> None:
    moved = (tmp_path / "study").rename(tmp_path / "moved")
    inside, beside, outside = Project.open(moved / "project").recordings
    assert inside.path == moved / "project" / "recordings" / "Läufer.h5"
    assert beside.path == moved / "raw" / "b.csv"
    assert outside.path == Path("/elsewhere/c.csv")


def test_labels_come_back_to_the_frame(project: Project) -> None:
    recording = project.recordings[0]
    snapshot = Place(project.folder, recording.id).snapshot
    snapshot.parent.mkdir()
    write_checked(snapshot, labels_as_json(LABELS))
    assert project.labels(recording) == LABELS
    assert project.labels_of(recording.path) == LABELS.tracks
    assert project.labels_of(Path("unknown.csv")) == ()


def test_a_recording_that_nobody_labelled_has_no_tracks(project: Project) -> None:
    assert project.labels(project.recordings[1]) == LabelSet()


def test_recordings_are_added_and_replaced(project: Project) -> None:
    moved, new = entry(Path("/new/c.csv"), "c"), entry(Path("/new/d.csv"), "d")
    changed = project.with_recordings(new, moved)
    assert [one.id for one in changed.recordings] == ["L-ufer", "b", "c", "d"]
    assert changed.recordings[2] == moved


def test_two_recordings_differ_in_name_and_identifier(project: Project) -> None:
    with pytest.raises(ValueError, match="two recordings are called 'b'"):
        project.with_recordings(entry(Path("b.csv"), "b2"))
    with pytest.raises(ValueError, match="two recordings are identified by 'b'"):
        project.with_recordings(entry(Path("B.csv"), "B"))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda text: "", "line 1: is not JSON"),
        (lambda text: "[]", "line 1: is not a JSON object"),
        (lambda text: text.replace("walk", "wall"), "line 2: the content does not match"),
        (lambda text: "{}", "'kinescribe_project' is missing"),
        (lambda text: '{"kinescribe_project": 2}', "version 2"),
        (lambda text: '{"kinescribe_project": 1, "classes": []}', "'recordings' is missing"),
        (
            lambda text: (
                '{"kinescribe_project": 1, "classes": 3, "settings": {}, "recordings": []}'
            ),
            "not iterable",
        ),
        (
            lambda text: (
                '{"kinescribe_project": 1, "classes": [], "settings": {}, "recordings": [],'
                ' "colour": 1}'
            ),
            "'colour'",
        ),
    ],
)
def test_a_damaged_project_says_what_is_wrong(
    project: Project, change: Callable[[str], str], why: str
) -> None:
    path = project.folder / FILE
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    with pytest.raises(FormatError, match=r"project\.json") as error:
        Project.open(project.folder)
    assert why in str(error.value)


def test_a_project_may_be_changed_by_hand(project: Project) -> None:
    path = project.folder / FILE
    head, checksum, *rest = path.read_text("utf-8").replace("walk", "stroll").split("\n")
    assert "checksum" in checksum
    path.write_text("\n".join((head, *rest)), "utf-8")
    assert Project.open(project.folder).classes.names == ("stroll", "Sprung ↑")


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        '{"kinescribe_labels": 1, "classes": [], "tracks": [{}]}',
        '{"kinescribe_labels": 2, "classes": [], "tracks": []}',
        '{"kinescribe_labels": 1, "classes": [], "tracks": [], "notes": []}',
    ],
)
def test_damaged_labels_are_never_taken_for_absent(project: Project, content: str) -> None:
    snapshot = Place(project.folder, "b").snapshot
    snapshot.parent.mkdir()
    snapshot.write_text(content)
    with pytest.raises(FormatError, match=r"b\.json"):
        project.labels(project.recordings[1])


def test_a_folder_without_a_project_says_so(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="is this a Kinescribe project"):
        Project.open(tmp_path)


def test_nothing_is_left_beside_what_was_written(project: Project) -> None:
    assert [path.name for path in project.folder.iterdir()] == [FILE]
