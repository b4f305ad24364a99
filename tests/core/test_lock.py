"""One program writes at a time, and no crash locks anybody out."""

import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from core import lock as locks
from core.lock import STALE, Holder, Lock, LockedError
from tests.core.numbers import project

ROOT = Path(__file__).parents[2]
THERE = Holder("elsewhere", "another/machine", 7, "100", "ab")
needs_proc = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="processes of others cannot be looked at here"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


def left_by(folder: Path, holder: Holder, age: float = 0) -> Path:
    """A lock that another holder has not touched for some seconds."""
    path = folder / locks.FILE
    path.write_text(json.dumps(asdict(holder)))
    at = path.stat().st_mtime - age
    os.utime(path, (at, at))
    return path


def test_the_second_is_told_who_was_first(folder: Path) -> None:
    first, second = Lock(folder), Lock(folder)
    first.take()
    with pytest.raises(LockedError, match=f"process {os.getpid()} on .* has this project open"):
        second.take()
    assert first.is_held()
    assert not second.is_held()
    second.give_back()
    first.give_back()
    second.take()
    assert [path.name for path in folder.iterdir() if path.name.startswith("lock")] == ["lock"]


@needs_proc
@pytest.mark.parametrize("ended", [True, False])
def test_a_process_of_this_machine_is_asked_itself(folder: Path, ended: bool) -> None:
    """However long it has said nothing: it may only sleep."""
    program = (
        "import sys, pathlib; from core.lock import Lock;"
        "Lock(pathlib.Path(sys.argv[1])).take(); print('taken', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, folder]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"taken\n"
        os.utime(folder / "lock", (0, 0))
        if ended:
            process.kill()
            process.wait()
            Lock(folder).take()
        else:
            with pytest.raises(LockedError, match=f"process {process.pid}"):
                Lock(folder).take()


@needs_proc
def test_a_number_that_another_process_has_now_holds_nothing(folder: Path) -> None:
    left_by(folder, replace(Holder.this_process(), started="1", token="old"))
    Lock(folder).take()


@pytest.mark.parametrize("age", [STALE - 20, STALE + 20])
def test_another_machine_counts_as_alive_while_it_beats(folder: Path, age: float) -> None:
    left_by(folder, THERE, age)
    if age < STALE:
        with pytest.raises(LockedError, match="process 7 on elsewhere"):
            Lock(folder).take()
    else:
        Lock(folder).take()


@pytest.mark.parametrize("age", [STALE - 20, STALE + 20])
def test_a_lock_that_nobody_can_read_passes_with_time(folder: Path, age: float) -> None:
    """As one that is just being written, or was when the power went."""
    path = left_by(folder, THERE, age)
    at = path.stat().st_mtime
    path.write_text("{")
    os.utime(path, (at, at))
    if age < STALE:
        with pytest.raises(LockedError, match="another program"):
            Lock(folder).take()
    else:
        Lock(folder).take()


def test_keeping_a_lock_shows_that_its_holder_lives(folder: Path) -> None:
    lock = Lock(folder)
    lock.take()
    os.utime(lock.path, (0, 0))
    lock.keep()
    assert lock.path.stat().st_mtime > 0


def test_who_slept_too_long_finds_out(folder: Path) -> None:
    sleeper = Lock(folder)
    sleeper.take()
    left_by(folder, THERE)
    with pytest.raises(LockedError, match="elsewhere"):
        sleeper.keep()
    sleeper.give_back()
    assert Lock(folder).holder() == THERE


def test_the_slower_of_two_takes_nothing_from_the_faster(folder: Path) -> None:
    left_by(folder, THERE, STALE + 20)
    faster, slower = Lock(folder), Lock(folder)
    faster.take()
    slower._move_away(THERE)
    assert faster.is_held()


def test_where_there_is_no_project_nothing_is_locked(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="holds no project"):
        Lock(tmp_path).take()
    assert list(tmp_path.iterdir()) == []
