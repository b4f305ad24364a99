"""A class edit is planned beside the window, done at one stroke, cancelled without a trace."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.document import Document
from app.editor import Editor
from app.follower import Follower
from app.keeper import Keeper
from app.playback import Playback
from app.vocabulary import Vocabulary
from core import class_edits
from core.class_edits import ClassEdit
from core.classes import ActionClass, ClassList
from core.entries import Entry
from core.label_codec import CODEC
from core.label_set import LabelSet
from core.labels import LabelTrack, Segment
from core.project import Project
from core.recording import Recording
from core.skeleton import KINECT1
from core.store import Store, new_project

CLASSES = ClassList.of(("walk", "run"))
LABELS = LabelSet((LabelTrack("a", 9, (Segment(0, 2, "walk"),)),), CLASSES)


class Whole:
    """A project of three recordings with a walk each, the first of which is open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        entries = (Entry(n, n, folder / f"{n}.h5", "", 1, 1, 9, 30) for n in "abc")
        new_project(Project(folder, CLASSES, tuple(entries)))
        store = Store(folder, CODEC)
        for name in "abc":
            store.open(name)
            store.save(name, "begin", LABELS)
        assert store.close(10)
        self.document = Document()
        self.keeper = Keeper(self.document)
        self.editor = Editor(self.document, Playback())
        self.vocabulary = Vocabulary(self.document, self.editor)
        self.follower = Follower(self.vocabulary, self.keeper, self.document)
        self.keeper.open(folder)
        path, recording = folder / "a.h5", Recording.measured(np.ones((9, 1, 20, 3)), KINECT1, 30)
        self.document.open(path, recording, self.keeper.history(path, recording))

    @property
    def edit(self) -> ClassEdit:
        return class_edits.alter(self.vocabulary.classes, "walk", ActionClass("gait", hotkey="1"))

    def said(self) -> list[str]:
        """The class of the walk in each recording, as the disk has it."""
        assert self.keeper._store is not None
        assert self.keeper._store.flush(10)
        project = Project.open(self.folder)
        found = (project.labels(one).tracks[0].segments for one in project.recordings)
        return [segments[0].class_name for segments in found]


@pytest.fixture
def whole(qapp: object, tmp_path: Path) -> Iterator[Whole]:
    whole = Whole(tmp_path / "project")
    yield whole
    whole.keeper.close()


def test_it_is_done_everywhere_once_it_is_planned_and_agreed_to(whole: Whole, qtbot: QtBot) -> None:
    with qtbot.waitSignal(whole.follower.planned) as planned:
        whole.follower.propose(whole.edit)
    assert [plan.entry.name for plan in planned.args[0]] == ["a", "b", "c"]
    assert whole.said() == ["walk"] * 3
    whole.follower.agree()
    assert whole.said() == ["gait"] * 3
    assert len(whole.document.history.steps) == 1
    whole.editor.undo()
    assert whole.said() == ["walk", "gait", "gait"]


def test_who_agrees_early_waits_for_the_plan_and_sees_how_far_it_is(
    whole: Whole, qtbot: QtBot
) -> None:
    whole.follower.propose(whole.edit)
    with qtbot.waitSignals([whole.follower.progressed, whole.follower.idle]):
        whole.follower.agree()
        assert whole.said() == ["walk"] * 3
    assert whole.said() == ["gait"] * 3


def test_cancelled_nothing_has_happened(whole: Whole, qtbot: QtBot) -> None:
    before = whole.document.labels
    whole.follower.propose(whole.edit)
    whole.follower.agree()
    whole.follower.cancel()
    with qtbot.assertNotEmitted(whole.follower.planned, wait=80):
        pass
    assert whole.document.labels is before
    assert whole.said() == ["walk"] * 3
    assert whole.keeper.announced is None


def test_the_class_list_stands_still_until_then(whole: Whole, qtbot: QtBot) -> None:
    whole.follower.propose(whole.edit)
    with qtbot.waitSignal(whole.vocabulary.refused) as said:
        whole.vocabulary.add("jump")
    assert "has to be finished first" in said.args[0]
    whole.follower.cancel()
    whole.vocabulary.add("jump")
    assert "jump" in whole.vocabulary.classes


def test_what_a_crash_interrupted_is_finished_when_the_project_is_opened(
    whole: Whole, qtbot: QtBot
) -> None:
    whole.keeper.announce(whole.edit)
    with qtbot.waitSignal(whole.follower.idle):
        whole.follower.resume()
    assert whole.said() == ["gait"] * 3
    assert whole.keeper.announced is None
    with qtbot.assertNotEmitted(whole.follower.idle, wait=50):
        whole.follower.resume()


def test_in_a_project_that_is_read_only_nothing_is_done(whole: Whole, qtbot: QtBot) -> None:
    whole.document.read_only = "another program has it"
    with qtbot.waitSignal(whole.editor.refused):
        whole.follower.propose(whole.edit)
        whole.follower.agree()
    assert whole.said() == ["walk"] * 3


def test_what_was_planned_for_one_project_never_happens_in_another(
    whole: Whole, qtbot: QtBot, tmp_path: Path
) -> None:
    other = Whole(tmp_path / "other")
    other.keeper.close()
    whole.follower.propose(whole.edit)
    whole.follower.agree()
    with qtbot.waitSignal(whole.follower.troubled) as said:
        whole.keeper.open(other.folder)
    assert "nothing is changed" in said.args[0]
    for folder in (whole.folder, other.folder):
        project = Project.open(folder)
        found = [project.labels(one).tracks[0].segments[0] for one in project.recordings]
        assert [segment.class_name for segment in found] == ["walk"] * 3
