"""The process that does one job: ``python -m training.job PROJECT/jobs/NNNN-KIND``.

It says in the job's folder how far it is, looks there for what a person wishes, and starts the next
job at its end. Killed at any moment it leaves nothing that anybody would take for a result.
"""

import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path

from core.atomic import remove_unfinished
from core.giving_way import NICE, give_way
from core.jobs.folder import PAUSE, STOP, TAUGHT, JobFolder, Standing
from core.jobs.job import REFIT
from core.jobs.queue import Jobs
from core.jobs.state import DONE, FAILED, PAUSED, QUEUED, RUNNING, STOPPED, State
from core.processes import Process
from core.progress import Progress, Steps
from training.jobs.stopped import Stopped

_SECONDS_BETWEEN_PROGRESS = 0.2
_SECONDS_BETWEEN_LOOKS = 0.05


def main() -> None:
    one = JobFolder(Path(sys.argv[1]))
    jobs = Jobs(one.path.parents[1])
    turn = jobs.turn
    if not turn.take():
        return  # another job is being done, and starts this one at its end
    if one.state.name == QUEUED:
        _give_way(one)
        do(one)
    turn.give_back()
    jobs.advance()


def _give_way(one: JobFolder) -> None:
    """Leave the cores to the window and others; for a refit, which is short, a person waits."""
    with suppress(ValueError):
        give_way(0 if one.job.kind == REFIT else NICE)


def do(one: JobFolder) -> None:
    """Do a job and say in its folder how it ended, unless this process is killed."""
    one.enter(State(RUNNING, process=Process.this()))
    for folder in (one.run, one.run / TAUGHT):
        remove_unfinished(folder)  # of an earlier process that was killed
    try:
        from training.jobs.work import work

        one.enter(State(_driven(one, work(one))))
    except BaseException as error:
        with suppress(OSError, ValueError):
            one.drop_progress()
            one.enter(State(FAILED, sentence(error)))
        with suppress(OSError):
            traceback.print_exc()


def sentence(error: BaseException) -> str:
    """What went wrong, on one line, for a person."""
    if isinstance(error, MemoryError) or "can't allocate memory" in str(error):
        return "there is not enough memory: close other programs, or choose a smaller batch"
    return " ".join(str(error).split()) or type(error).__name__


def _driven(one: JobFolder, steps: Steps[None]) -> str:
    """Do all steps, as a person wishes; the state in which that ended."""
    meter = _Meter(one)
    try:
        while True:
            meter(next(steps))
            _wait(one, meter)
            if one.wish == STOP:
                break
    except StopIteration:
        return DONE
    with suppress(StopIteration, Stopped):
        meter(steps.throw(Stopped()))
        while True:
            meter(next(steps))
    return STOPPED


def _wait(one: JobFolder, meter: "_Meter") -> None:
    """Pause for as long as a person wants that."""
    if one.wish != PAUSE:
        return
    began = time.monotonic()
    one.enter(State(PAUSED, process=Process.this()))
    while one.wish == PAUSE:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    meter.skip(time.monotonic() - began)
    one.enter(State(RUNNING, process=Process.this()))


class _Meter:
    """Says how far a job is, and how long it will take still at the pace that it has had."""

    def __init__(self, one: JobFolder) -> None:
        self._one = one
        self._said = 0.0
        self._begin(Progress(0, 1), time.monotonic())

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if progress.total != self._first.total or progress.done < self._first.done:
            self._begin(progress, now)
        if now - self._said >= _SECONDS_BETWEEN_PROGRESS:
            self._said = now
            self._one.tell(Standing(progress, self._left(progress, now)))

    def skip(self, seconds: float) -> None:
        """Time that does not count."""
        self._since += seconds

    def _begin(self, progress: Progress, now: float) -> None:
        self._first, self._since = progress, now

    def _left(self, progress: Progress, now: float) -> float | None:
        done = progress.done - self._first.done
        return (progress.total - progress.done) / done * (now - self._since) if done > 0 else None


if __name__ == "__main__":
    main()
