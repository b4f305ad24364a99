"""An open project: what is saved comes back, in whatever way the program ends."""

import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core import tail
from core.errors import FormatError
from core.project import Project
from core.states import newest_state
from core.store import Store, new_project
from core.writer import Saving
from tests.core.numbers import NUMBERS, PLACE, Numbers, add, project


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


@pytest.fixture
def store(folder: Path) -> Iterator[Store[Numbers]]:
    store = Store(folder, NUMBERS)
    store.open(PLACE)
    yield store
    store.close(0.2)


def reopened(folder: Path) -> Numbers:
    store = Store(folder, NUMBERS)
    found = store.open(PLACE)
    assert store.close(5)
    assert found.damages == ()
    return found.state


def trouble(store: Store[Numbers], before: str = "\0") -> str:
    """What keeps a store from saving, once it says so, or says something else than before."""
    while not store.saving.trouble or before in store.saving.trouble:
        assert not store.flush(0.05)
    return store.saving.trouble


def test_what_is_saved_comes_back(store: Store[Numbers], folder: Path) -> None:
    numbers: Numbers = ()
    for number in range(7):
        numbers = add(store, numbers, number)
    assert store.close(5)
    assert reopened(folder) == tuple(range(7))
    assert newest_state(store._place(PLACE), NUMBERS).since_snapshot == 0


def test_an_edit_is_on_disk_when_it_counts_as_saved(store: Store[Numbers], folder: Path) -> None:
    add(store, (), 5)
    assert store.flush(5)
    assert store.saving == Saving(0, "")
    assert newest_state(store._place(PLACE), NUMBERS).state == (5,)


def test_looks_are_kept_without_an_edit(store: Store[Numbers], folder: Path) -> None:
    add(store, add(store, (), 5), 6)
    assert store.flush(5)
    n_records = len(store.records(PLACE))
    store.save_looks(PLACE, (6, 5))
    assert store.flush(5)
    assert newest_state(store._place(PLACE), NUMBERS).state == (6, 5)
    assert len(store.records(PLACE)) == n_records
    add(store, (6, 5), 7)
    assert store.flush(5)
    assert newest_state(store._place(PLACE), NUMBERS).state == (6, 5, 7)


def test_looks_never_go_under_a_newer_edit(store: Store[Numbers], folder: Path) -> None:
    numbers = add(store, (), 5)
    for number in range(20):
        store.save_looks(PLACE, numbers)
        numbers = add(store, numbers, number)
    assert store.flush(5)
    assert newest_state(store._place(PLACE), NUMBERS).state == numbers


def test_a_recording_that_nobody_labelled_leaves_no_file(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    assert reopened(folder) == ()
    assert sorted(folder.rglob("*")) == before


def test_a_whole_state_can_be_saved_without_a_step(store: Store[Numbers], folder: Path) -> None:
    add(store, (), 1)
    store.save(PLACE, "import", (7, 8, 9))
    add(store, (7, 8, 9), 10)
    store.close(5)
    assert reopened(folder) == (7, 8, 9, 10)


def test_journals_go_on_in_new_files(
    store: Store[Numbers], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tail, "STEPS_PER_FILE", 3)
    monkeypatch.setattr(tail, "STEPS_PER_SNAPSHOT", 2)
    numbers: Numbers = ()
    for number in range(10):
        numbers = add(store, numbers, number)
        store.flush(5)
    names = sorted(path.name for path in (folder / "journal" / PLACE).iterdir())
    assert names == ["00000001.jsonl", "00000004.jsonl", "00000007.jsonl", "00000010.jsonl"]
    assert [store.state_at(PLACE, n) for n in range(11)] == [tuple(range(n)) for n in range(11)]
    assert [m.name for m in store.moments(PLACE)] == ["", *(f"add {n}" for n in range(10))]
    with pytest.raises(ValueError, match="after step 11"):
        store.state_at(PLACE, 11)
    store.close(5)
    assert reopened(folder) == numbers


def test_two_recordings_do_not_meet(store: Store[Numbers], folder: Path) -> None:
    store.open("two")
    add(store, (), 1)
    add(store, (), 2, "two")
    assert store.flush(5)
    assert (store.open(PLACE).state, store.open("two").state) == ((1,), (2,))


def test_a_second_instance_reads(store: Store[Numbers], folder: Path) -> None:
    add(store, (), 1)
    store.flush(5)
    second = Store(folder, NUMBERS)
    assert f"process {os.getpid()}" in second.read_only
    assert second.open(PLACE).state == (1,)
    with pytest.raises(PermissionError, match="has this project open"):
        add(second, (1,), 2)
    assert second.close(1)
    add(store, (1,), 2)
    assert store.flush(5)
    store.close(5)
    assert not Store(folder, NUMBERS).read_only


def test_the_class_list_is_saved_in_turn(store: Store[Numbers], folder: Path) -> None:
    store.save_project(Project(folder, settings={"theme": "dark"}))
    assert store.flush(5)
    assert Project.open(folder).settings == {"theme": "dark"}


class Disk:
    """A disk that is full from the ``after``-th call that changes something on, for a while."""

    CALLS = (
        *((os, name) for name in ("write", "fsync", "ftruncate", "open", "rename", "mkdir")),
        *((Path, name) for name in ("write_bytes", "replace")),
    )

    def __init__(self, monkeypatch: pytest.MonkeyPatch, after: int, failures: int) -> None:
        self.left, self.failures = after, failures
        for owner, name in self.CALLS:
            monkeypatch.setattr(owner, name, self._failing(getattr(owner, name), name))

    def _failing(self, call: Any, name: str) -> Any:
        def failing(*words: Any, **more: Any) -> Any:
            self.left -= 1
            if self.left >= 0 or self.failures <= 0:
                return call(*words, **more)
            self.failures -= 1
            if name in ("write", "write_bytes"):
                call(words[0], words[1][: len(words[1]) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")

        return failing


@pytest.mark.parametrize("after", range(80))
def test_a_full_disk_costs_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Whatever call it is that fails first, and fails again."""
    monkeypatch.setattr("core.writer.FIRST_PAUSE", 0.001)
    monkeypatch.setattr("core.writer.LONGEST_PAUSE", 0.002)
    told: list[Saving] = []
    store = Store(folder, NUMBERS, told.append)
    store.open(PLACE)
    disk = Disk(monkeypatch, after, failures=3)
    numbers = add(store, add(store, (), 1), 2)
    assert store.flush(10)
    numbers = add(store, numbers, 3)
    assert store.close(10)
    monkeypatch.undo()
    if disk.failures == 0:
        assert any("No space left" in saving.trouble for saving in told)
        assert told[-1] == Saving(0, "")
    else:
        # Only the last ones come after all that there is to write.
        assert after > 40
    assert reopened(folder) == numbers == (1, 2, 3)
    assert not list(folder.rglob(".*.json*"))


@pytest.mark.skipif(sys.platform == "win32", reason="has no such limit")
def test_a_disk_that_is_really_full(store: Store[Numbers], folder: Path) -> None:
    """The system itself refuses to let a file grow beyond some bytes."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    numbers: Numbers = ()
    resource.setrlimit(resource.RLIMIT_FSIZE, (700, hard))
    try:
        for number in range(10):
            numbers = add(store, numbers, number)
        assert "File too large" in trouble(store)
        assert 0 < store.saving.unsaved <= 10
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert store.flush(10)
    store.close(5)
    assert reopened(folder) == numbers


def test_what_cannot_be_saved_is_said_and_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(folder, NUMBERS)
    store.open(PLACE)
    Disk(monkeypatch, 0, failures=10**6)
    add(store, (), 1)
    assert "No space left" in trouble(store)
    assert store.saving.unsaved == 1
    monkeypatch.undo()
    assert store.flush(10)
    assert store.saving == Saving(0, "")
    store.close(5)
    assert reopened(folder) == (1,)


def test_a_drive_that_is_gone_and_comes_back(store: Store[Numbers], folder: Path) -> None:
    numbers = add(store, (), 1)
    store.flush(5)
    away = folder.with_name("away")
    folder.rename(away)
    folder.mkdir()
    numbers = add(store, numbers, 2)
    assert "is not there any more" in trouble(store)
    assert list(folder.iterdir()) == []
    folder.rmdir()
    away.rename(folder)
    assert store.flush(10)
    store.close(5)
    assert reopened(folder) == numbers


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write it")
def test_a_read_only_folder(folder: Path) -> None:
    folder.chmod(0o555)
    store = Store(folder, NUMBERS)
    store.open(PLACE)
    numbers = add(store, (), 1)
    assert "Permission denied" in trouble(store)
    folder.chmod(0o755)
    assert store.flush(10)
    store.close(5)
    assert reopened(folder) == numbers


def test_labels_that_another_program_wrote_are_not_written_over(
    store: Store[Numbers], folder: Path
) -> None:
    numbers = add(store, (), 1)
    store.flush(5)
    (folder / "lock").unlink()
    other = Store(folder, NUMBERS)
    other.open(PLACE)
    add(other, (1,), 7)
    assert other.flush(5)
    add(store, numbers, 2)
    assert "has this project open" in trouble(store)
    assert other.close(5)
    assert "another program has written" in trouble(store, "has this project open")
    assert newest_state(store._place(PLACE), NUMBERS).state == (1, 7)


def test_a_part_of_the_journal_that_is_gone_costs_history_only(
    store: Store[Numbers], folder: Path
) -> None:
    numbers = add(store, (), 1)
    store.flush(5)
    (folder / "journal" / PLACE / "00000001.jsonl").unlink()
    numbers = add(store, numbers, 2)
    assert store.flush(5)
    store.close(5)
    assert reopened(folder) == numbers


def test_a_new_project_is_made_in_an_empty_folder(tmp_path: Path) -> None:
    new_project(Project(tmp_path / "a" / "new"))
    assert Project.open(tmp_path / "a" / "new") == Project(tmp_path / "a" / "new")
    with pytest.raises(FormatError, match="is a project already"):
        new_project(Project(tmp_path / "a" / "new"))
    with pytest.raises(FormatError, match="is not empty"):
        new_project(Project(tmp_path / "a"))
    (tmp_path / "file").touch()
    with pytest.raises(FormatError, match="cannot be made"):
        new_project(Project(tmp_path / "file" / "new"))
