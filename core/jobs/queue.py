"""The jobs of a project: one after another, each in a process of its own that outlives the window.

One device does one job at a time. Whoever notices that none is running may start the next one: the
window, a command, and every job at its end. Two that notice at once do no harm, as a process
computes only when it is its `Turn`.
"""

import os
import secrets
import shutil
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

from core.atomic import flush_folder, make_folder
from core.jobs.folder import GO, PAUSE, STOP, JobFolder
from core.jobs.job import Job
from core.jobs.state import DISCARDED, FAILED, QUEUED, State
from core.jobs.turn import Turn

FOLDER = "jobs"
_ROOT = Path(__file__).parents[2]
_SECONDS_TO_END = 2.0
# Keeps torch's large activations on the heap: page faults cost more than the arithmetic otherwise.
_ALLOCATOR = {"MALLOC_MMAP_THRESHOLD_": "17179869184", "MALLOC_TRIM_THRESHOLD_": "17179869184"}
# Elsewhere a process makes itself nice, see `core.giving_way`.
_PRIORITY = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
_waits: dict[Path, Thread] = {}
"""By job: whoever waits for the end of its process, if this process has started it."""


class Jobs:
    """The jobs in a project folder."""

    def __init__(self, project: Path) -> None:
        self.folder = project / FOLDER

    def all(self) -> tuple[JobFolder, ...]:
        """All jobs, in the order in which they were added."""
        found = map(JobFolder, self.folder.glob("[0-9]*-*"))
        return tuple(sorted(found, key=lambda one: (one.number, one.path.name)))

    @property
    def active(self) -> JobFolder | None:
        """The job that runs or pauses; None if none does."""
        return next((one for one in self.all() if one.state.active), None)

    def add(self, job: Job) -> JobFolder:
        """Let something be done when its turn comes; `advance` starts it."""
        make_folder(self.folder)
        # Whole or not at all: a folder with a number is a job.
        new = self.folder / f".{secrets.token_hex(8)}"
        new.mkdir()
        JobFolder(new).write(job)
        number = max((one.number for one in self.all()), default=0) + 1
        path = new.rename(self.folder / f"{number:04d}-{job.kind}")
        flush_folder(self.folder)
        return JobFolder(path)

    def renew(self, job: Job) -> JobFolder:
        """As `add`, unless one of its kind still waits to be begun: then that will be this job."""
        waiting = (one for one in self.all() if not one.begun and one.job.kind == job.kind)
        if one := next(waiting, None):
            one.ask_for(job)
            return one
        return self.add(job)

    def advance(self) -> JobFolder | None:
        """Start the next job, if none is active; the job that was started."""
        # One that was started and has not said so yet is still called queued.
        ours = [thread for path, thread in _waits.items() if path.parent == self.folder]
        if self.active or any(thread.is_alive() for thread in ours):
            return None
        waiting = (one for one in self.all() if one.state.name == QUEUED)
        if one := next(waiting, None):
            try:
                _waits[one.path] = _waiting_for(start(one))
            except (ValueError, OSError) as error:
                one.enter(State(FAILED, str(error)))
        return one

    @property
    def turn(self) -> Turn:
        """The right to compute for this project."""
        return Turn(self.folder / "turn")

    def pause(self, one: JobFolder) -> None:
        """Let it wait, with what it has in memory; others must wait too."""
        one.want(PAUSE)

    def go_on(self, one: JobFolder) -> None:
        """Let it go on: after a pause, or, as far as its recipe can, where it was interrupted."""
        one.want(GO)
        if one.state.over:
            one.enter(State(QUEUED))

    def stop(self, one: JobFolder) -> None:
        """Let it end soon and keep what is best so far; before its beginning that is nothing."""
        if one.state.active:
            one.want(STOP)
        else:
            self.discard(one)

    def discard(self, one: JobFolder) -> None:
        """End it at once and drop what it has learnt; the model it began with is as it was."""
        # Should it be just beginning, it will find that it is not wanted.
        one.want(STOP)
        if (process := one.state.process) is not None:
            process.kill()
            deadline = time.monotonic() + _SECONDS_TO_END
            while process.lives and time.monotonic() < deadline:
                time.sleep(0.01)
        one.enter(State(DISCARDED))
        one.drop_run()

    def forget(self, one: JobFolder) -> None:
        """Remove its folder, once it is over; models that came of it are kept elsewhere."""
        if not one.state.over:
            raise ValueError(f"{one.path.name} is not over; discard it first")
        shutil.rmtree(one.path)


def start(one: JobFolder) -> "subprocess.Popen[bytes]":
    """Start the process of a job, which goes on when this one ends.

    Raises
    ------
    FormatError
        If nobody can read what is to be done.
    OSError
        If there cannot be another process.
    """
    threads = str(one.job.threads or max((os.cpu_count() or 1) - 1, 1))
    with one.log_path.open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "training.job", str(one.path.absolute())],
            cwd=_ROOT,
            env=_ALLOCATOR | os.environ | {"PYTHONUNBUFFERED": "1", "OMP_NUM_THREADS": threads},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            creationflags=_PRIORITY,
        )


def _waiting_for(process: "subprocess.Popen[bytes]") -> Thread:
    """Somebody who waits for its end, so that it does not stay a zombie, for as long as we live."""
    thread = Thread(target=process.wait, name=f"process {process.pid}", daemon=True)
    thread.start()
    return thread
