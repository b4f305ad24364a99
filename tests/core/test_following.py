"""A class edit in a whole project: planned without a change, then all of it or none."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core import class_edits
from core.classes import ClassList
from core.entries import Entry
from core.following import announce, announced, carry_out, planning
from core.label_codec import CODEC
from core.label_set import LabelSet
from core.labels import LabelTrack, Segment
from core.progress import finish
from core.project import Project
from core.store import Store, new_project
from tests.core.renaming import resume

CLASSES = ClassList.of(("walk", "run"))
LABELS = LabelSet((LabelTrack("a", 9, (Segment(0, 2, "walk"), Segment(2, 5, "run"))),), CLASSES)
OTHERS = LabelSet((LabelTrack("a", 9, (Segment(0, 2, "run"),)),), CLASSES)
ROOT = Path(__file__).parents[2]


def entry(folder: Path, name: str) -> Entry:
    return Entry(name, name, folder / f"{name}.h5", "", 1, 1, 9, 30)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store[LabelSet]]:
    """Recordings 0 to 9: the even ones have walks, the odd ones have none."""
    folder = tmp_path / "project"
    new_project(Project(folder, CLASSES, tuple(entry(folder, str(n)) for n in range(10))))
    store = Store(folder, CODEC)
    for number in range(10):
        store.open(str(number))
        store.save(str(number), "begin", LABELS if number % 2 == 0 else OTHERS)
    assert store.flush(10)
    yield store
    store.close(5)


def said(folder: Path) -> list[str]:
    """Per recording that has any, the name of the class of its first segment; sorted, once each."""
    project = Project.open(folder)
    every = (project.labels(one).tracks[0].segments for one in project.recordings)
    return sorted({segments[0].class_name for segments in every if len(segments) == 2})


def test_planning_reads_all_and_changes_nothing(store: Store[LabelSet]) -> None:
    before = {path: path.stat().st_mtime_ns for path in store.project.folder.rglob("*")}
    edit = class_edits.remove(CLASSES, "walk")
    steps = planning(store.project, edit, {})
    assert [next(steps).done for _ in range(3)] == [0, 1, 2]
    plans = finish(steps)
    assert [(p.entry.id, p.n_touched) for p in plans] == [(str(n), 1) for n in range(0, 10, 2)]
    assert before == {path: path.stat().st_mtime_ns for path in store.project.folder.rglob("*")}


def test_all_follow_in_one_step_each_but_for_the_one_that_does_it_itself(
    store: Store[LabelSet],
) -> None:
    edit = class_edits.alter(CLASSES, "walk", replace(CLASSES["walk"], name="gait"))
    carry_out(store, edit, finish(planning(store.project, edit, {})), but="4")
    assert store.flush(10)
    assert said(store.project.folder) == ["gait", "walk"]
    assert store.known["4"] == LABELS
    assert [one.name for one in store.records("2")[1:]] == ["begin", edit.name]
    assert len(store.records("3")) == 2


def test_what_has_changed_since_it_was_planned_is_planned_anew(store: Store[LabelSet]) -> None:
    edit = class_edits.merge(CLASSES, ["walk"], "run")
    plans = finish(planning(store.project, edit, store.newest))
    more = (Segment(0, 1, "walk"), Segment(1, 2, "jump"), Segment(2, 3, "walk"))
    newer = LabelSet((LabelTrack("a", 9, more),), CLASSES.including(["jump"]))
    store.save("2", "more", newer)
    carry_out(store, edit, plans)
    assert [one.class_name for one in store.known["2"].tracks[0].segments] == ["run", "jump", "run"]
    assert store.known["2"].classes.names == ("run", "jump")


def test_an_announcement_is_on_disk_before_any_step_and_gone_after_the_last(
    store: Store[LabelSet],
) -> None:
    folder, edit = store.project.folder, class_edits.remove(CLASSES, "walk")
    store.save_project(store.project)
    announce(store, edit)
    assert store.flush(10)
    assert announced(Project.open(folder)) == edit
    assert said(folder) == ["walk"]
    carry_out(store, edit, finish(planning(store.project, edit, {})))
    assert store.flush(10)
    assert announced(Project.open(folder)) is None


def test_damaged_labels_are_left_alone(store: Store[LabelSet]) -> None:
    (journal,) = (store.project.folder / "journal" / "2").iterdir()
    journal.write_bytes(journal.read_bytes().replace(b"walk", b"wolk"))
    edit = class_edits.remove(CLASSES, "walk")
    plans = finish(planning(store.project, edit, {}))
    assert "2" not in [plan.entry.id for plan in plans]


@pytest.mark.skipif(sys.platform == "win32", reason="processes end otherwise there")
def test_a_kill_in_the_middle_leaves_all_with_the_old_or_all_with_the_new_name(
    store: Store[LabelSet],
) -> None:
    folder, moment = store.project.folder, random.Random(0)
    assert store.close(5)
    names = ["walk", "gait"]
    for _ in range(6):
        command = [sys.executable, "-m", "tests.core.renaming", folder, *names]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout
            assert process.stdout.readline()
            time.sleep(moment.uniform(0, 0.1))
            process.kill()
        resume(folder)
        (name,) = said(folder)
        assert name in names
        assert name in Project.open(folder).classes
        names = [name, "gait" if name == "walk" else "walk"]
