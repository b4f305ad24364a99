"""Every step is on disk before it counts as saved; what cannot be written is said, never lost."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.document import Document
from app.editor import Editor
from app.keeper import Keeper
from app.loose import entry_at, folder_of
from app.playback import Playback
from core.entries import Entry
from core.errors import FormatError
from core.formats import native
from core.history import History
from core.progress import finish
from core.project import Project
from core.recording import Recording
from core.saved import read_saved
from core.skeleton import KINECT1
from core.states import Place
from core.store import new_project

RECORDING = Recording.measured(np.ones((100, 1, 20, 3)), KINECT1, 30)
Hands = tuple[Document, Editor, Keeper]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "walk.h5"
    native.write(RECORDING, path)
    return path


@pytest.fixture
def folder(path: Path, tmp_path: Path) -> Path:
    entry = Entry.of(path, "walk", "walk", 100, 30.0)
    project = Project(tmp_path / "project", recordings=(entry,))
    new_project(project)
    return project.folder


@pytest.fixture
def opened(qtbot: QtBot, path: Path) -> Iterator[Callable[[Path | None], Hands]]:
    """Opens the recording as a window would, in a project or by itself."""
    keepers = []

    def opened(folder: Path | None) -> Hands:
        document = Document()
        keeper = Keeper(document)
        keepers.append((document, keeper))
        keeper.open(folder)
        document.open(path, RECORDING, keeper.history(path, RECORDING))
        return document, Editor(document, Playback()), keeper

    yield opened
    for _, keeper in keepers:
        keeper.close()


Opened = Callable[[Path | None], Hands]


def test_every_step_is_on_disk(opened: Opened, folder: Path) -> None:
    document, editor, keeper = opened(folder)
    entry = Project.open(folder).recordings[0]
    for start in (10, 30, 50):
        editor.create(start, start + 5, "walk")
        keeper.check_settled()
        assert Project.open(folder).labels(entry).tracks == document.tracks


def test_the_undo_stack_is_there_after_closing(opened: Opened, folder: Path) -> None:
    document, editor, keeper = opened(folder)
    editor.create(10, 20, "walk")
    editor.create(30, 40, "turn")
    editor.undo()
    before: History = document.history
    assert keeper.close()
    again, editor, _ = opened(folder)
    assert again.history == before
    editor.redo()
    assert [segment.class_name for segment in again.tracks[0].segments] == ["walk", "turn"]
    editor.undo()
    editor.undo()
    assert again.labels.tracks == ()


def test_a_recording_without_project_gets_one_with_the_first_edit(
    opened: Opened, path: Path
) -> None:
    document, editor, keeper = opened(None)
    assert not folder_of(path).exists()
    editor.create(10, 20, "walk")
    assert keeper.project is None
    assert keeper.close()
    assert entry_at(path, None) is not None
    again, _, _ = opened(None)
    assert again.tracks == document.tracks


def test_a_second_program_reads_only(opened: Opened, folder: Path) -> None:
    _, editor, keeper = opened(folder)
    editor.create(10, 20, "walk")
    keeper.check_settled()
    document, _, second = opened(folder)
    assert "has this project open" in second.read_only
    assert len(document.tracks[0].segments) == 1
    with pytest.raises(PermissionError, match="has this project open"):
        second.put()


def test_what_cannot_be_written_is_kept_and_nothing_else_is_opened(
    opened: Opened, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    document, editor, keeper = opened(folder)
    away = folder.rename(tmp_path / "away")
    with qtbot.waitSignal(
        keeper.saving_changed, check_params_cb=lambda saving: bool(saving.trouble), timeout=5000
    ):
        editor.create(10, 20, "walk")
    assert keeper.saving.unsaved == 1
    with pytest.raises(FormatError, match="1 edit not saved yet"):
        keeper.open(None)
    away.rename(folder)
    with qtbot.waitSignal(
        keeper.saving_changed, check_params_cb=lambda saving: not saving.trouble, timeout=10_000
    ):
        pass
    keeper.open(None)
    project = Project.open(folder)
    assert project.labels(project.recordings[0]).tracks == document.tracks


def test_a_copy_of_what_cannot_be_written_lets_one_leave(
    opened: Opened, folder: Path, tmp_path: Path
) -> None:
    document, editor, keeper = opened(folder)
    folder.rename(tmp_path / "away")
    editor.create(10, 20, "walk")
    assert finish(keeper.rescuing(tmp_path / "copy")) == ()
    project = Project.open(tmp_path / "copy")
    assert project.labels(project.recordings[0]).tracks == document.tracks
    keeper.check_settled()
    assert not keeper.close()


def test_labels_of_another_content_are_not_shown_until_it_is_confirmed(
    opened: Opened, folder: Path, path: Path
) -> None:
    document, editor, keeper = opened(folder)
    editor.create(10, 20, "walk")
    changed = replace(keeper.project.recordings[0], sha256="0" * 64)
    with pytest.raises(FormatError, match="has changed, so its labels are not shown"):
        keeper.history(path, RECORDING, "has changed")
    keeper.put(changed)
    assert keeper.history(path, RECORDING).labels == document.labels
    assert keeper.close()
    assert Project.open(folder).recordings == (changed,)


def test_damage_is_said_and_set_aside(opened: Opened, folder: Path) -> None:
    _, editor, keeper = opened(folder)
    for start in (10, 30, 50):
        editor.create(start, start + 5, "walk")
    keeper.close()
    (folder / "labels" / "walk.json").unlink()
    journal = next((folder / "journal" / "walk").iterdir())
    content = bytearray(journal.read_bytes())
    content[-20] ^= 1
    journal.write_bytes(content)
    document, editor, keeper = opened(folder)
    assert len(document.tracks[0].segments) == 2
    assert journal.name in keeper.damage
    assert "lost: 1 edit" in keeper.damage
    editor.create(70, 80, "walk")
    keeper.check_settled()
    assert len(list((folder / "damaged").iterdir())) == 1


def test_what_a_thread_has_read_is_as_good_as_what_the_keeper_reads(
    opened: Opened, folder: Path, path: Path
) -> None:
    _, editor, keeper = opened(folder)
    editor.create(10, 20, "walk")
    editor.create(30, 40, "turn")
    editor.undo()
    keeper.close()
    saved = read_saved(Place(folder, "walk"))
    _, _, other = opened(folder)
    told = other.history(path, RECORDING)
    other.close()
    third = Keeper(Document())
    third.open(folder)
    assert third.history(path, RECORDING, saved=saved) == told
    assert (told.n_done, len(told.steps)) == (1, 2)
    third.close()


def test_what_was_read_before_somebody_edited_is_not_believed(
    opened: Opened, folder: Path, path: Path
) -> None:
    early = read_saved(Place(folder, "walk"))
    document, editor, keeper = opened(folder)
    editor.create(10, 20, "walk")
    assert keeper.history(path, RECORDING, saved=early).labels == document.labels
    keeper.check_settled()
    assert not early.stands
    keeper.close()
    other = Keeper(Document())
    other.open(folder)
    assert other.history(path, RECORDING, saved=early).labels == document.labels
    other.close()


def test_since_when_a_model_predicts_is_known_after_a_restart(opened: Opened, folder: Path) -> None:
    _, _, keeper = opened(folder)
    first = keeper.first_predicted("m")
    assert keeper.first_predicted("m") == first
    keeper.close()
    _, _, keeper = opened(folder)
    assert keeper.first_predicted("m") == first
    assert keeper.first_predicted("m2") >= first
    keeper.close()
    assert Project.open(folder).settings["predicted"]["walk"]["model"] == "m2"


def test_it_is_known_too_of_a_recording_that_gets_its_project_with_the_first_edit(
    opened: Opened, path: Path
) -> None:
    _, editor, keeper = opened(None)
    first = keeper.first_predicted("m")
    assert not folder_of(path).exists()
    editor.create(10, 20, "walk")
    assert keeper.first_predicted("m") == first
    keeper.close()
    _, _, keeper = opened(None)
    assert keeper.first_predicted("m") == first


def test_what_is_hidden_is_hidden_after_a_restart_without_another_edit(
    opened: Opened, folder: Path
) -> None:
    document, editor, keeper = opened(folder)
    editor.create(10, 20, "walk")
    keeper.check_settled()
    document.set_track_visible(0, False)
    listed = document.labels.classes
    document.set_classes(listed.replacing("walk", replace(listed["walk"], visible=False)))
    keeper.check_settled()
    project = Project.open(folder)
    assert not project.classes["walk"].visible
    assert not project.labels(project.recordings[0]).tracks[0].visible
    keeper.close()
    document, editor, _ = opened(folder)
    assert not document.labels.classes["walk"].visible
    assert not document.tracks[0].visible
    assert document.history.n_done == 1
    editor.undo()
    assert document.tracks == ()


def test_a_damaged_recording_is_not_written_to_for_its_looks(opened: Opened, folder: Path) -> None:
    _, editor, keeper = opened(folder)
    editor.create(10, 20, "walk")
    editor.create(30, 40, "walk")
    keeper.close()
    snapshot = folder / "labels" / "walk.json"
    damaged = snapshot.read_bytes().replace(b"walk", b"wolk")
    snapshot.write_bytes(damaged)
    document, _, keeper = opened(folder)
    assert keeper.damage
    document.set_track_visible(0, False)
    keeper.check_settled()
    assert snapshot.read_bytes() == damaged
