"""Label sets and their steps in a journal: labels and the whole undo stack survive restarts."""

from pathlib import Path

import pytest

from core.classes import ClassList
from core.edits.write import create, erase
from core.history import History
from core.journal import Record
from core.label_codec import CODEC, done, history, labels_as_json, labels_from_json, redone, undone
from core.label_set import LabelSet
from core.labels import LabelTrack, Segment
from core.steps import Step
from core.store import Store
from tests.core.numbers import project

EMPTY = LabelSet((LabelTrack("mine", 100),), ClassList.of(["walk", "turn"]))


class Editor:
    """A person who edits one recording, as the window does it."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder, CODEC)
        labels = self.store.open("one").state
        self.history = history(labels, self.store.records("one"))

    def begin(self) -> None:
        self.store.save("one", "start", EMPTY)
        self.history = History(EMPTY)

    def create(self, start: int, stop: int) -> None:
        change = create(self.history.labels.tracks[0], Segment(start, stop, "walk"))
        self.do(Step.edit(f"create {start}", "2026-11-20", "mine", change))

    def do(self, step: Step) -> None:
        self.history = self.history.do(step)
        self.store.save("one", step.name, self.history.labels, lambda: done(step))

    def undo(self) -> None:
        step = self.history.steps[self.history.n_done - 1]
        self.history = self.history.undo()
        self.store.save("one", f"undo {step.name}", self.history.labels, lambda: undone(step))

    def redo(self) -> None:
        step = self.history.steps[self.history.n_done]
        self.history = self.history.redo()
        self.store.save("one", f"redo {step.name}", self.history.labels, lambda: redone(step))

    def restart(self) -> "Editor":
        assert self.store.close(10)
        return Editor(self.store.project.folder)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    monkeypatch.setattr("core.tail.STEPS_PER_FILE", 3)
    editor = Editor(project(tmp_path / "project"))
    editor.begin()
    return editor


def test_the_undo_stack_survives_restarts(editor: Editor) -> None:
    for start in (0, 20, 40, 60):
        editor.create(start, start + 10)
    editor.undo()
    editor.undo()
    editor.redo()
    for _ in range(2):
        before, editor = editor.history, editor.restart()
        assert editor.history == before
    while editor.history.can_undo:
        editor.undo()
    assert editor.history.labels == EMPTY
    before, editor = editor.history, editor.restart()
    assert editor.history == before
    assert len(editor.history.steps) == 4
    editor.redo()
    change = erase(editor.history.labels.tracks[0], 2, 4)
    editor.do(Step.edit("erase", "2026-11-20", "mine", change))
    before, editor = editor.history, editor.restart()
    assert editor.history == before
    assert [step.name for step in editor.history.steps] == ["create 0", "erase"]
    editor.store.close(10)


def test_every_state_of_the_past_can_be_seen(editor: Editor) -> None:
    editor.create(0, 10)
    editor.create(20, 30)
    editor.undo()
    assert editor.store.flush(10)
    moments = editor.store.moments("one")
    assert [moment.name for moment in moments] == [
        *("", "start", "create 0", "create 20", "undo create 20"),
    ]
    counts = [
        sum(len(track.segments) for track in editor.store.state_at("one", moment.n).tracks)
        for moment in moments
    ]
    assert counts == [0, 0, 1, 2, 1]
    editor.store.close(10)


def test_where_the_journal_begins_anew_so_does_the_stack() -> None:
    change = create(EMPTY.tracks[0], Segment(0, 10, "walk"))
    step = Step.edit("create", "2026-11-20", "mine", change)
    after = step.apply(EMPTY)

    def record(n: int, content: dict[str, object], is_state: bool) -> Record:
        return Record(n, "", "one", "", content, is_state)

    state, edit = labels_as_json(after), record(1, done(step), is_state=False)
    same, other = record(1, state, is_state=True), record(3, state, is_state=True)
    assert history(after, [edit, same]).steps == (step,)
    assert history(after, [edit, other]).steps == ()
    # What was undone was made before the journal begins, but can be made again.
    undo = record(2, undone(step), is_state=False)
    assert history(EMPTY, [same, undo]) == History(EMPTY, (step,), 0)


@pytest.mark.parametrize(
    "change",
    [{"kinescribe_labels": 2}, {"tracks": [1]}, {"classes": None}, {"more": 1}],
)
def test_what_is_no_label_set_is_refused(change: dict[str, object]) -> None:
    assert labels_from_json(labels_as_json(EMPTY)) == EMPTY
    with pytest.raises(ValueError, match=r"damaged|what"):
        labels_from_json(labels_as_json(EMPTY) | change)
