"""Looks now and then at the jobs of a project, in their folders: who does them may be anybody.

A window that is opened while a job runs finds it like that.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.learning.errands import Errands
from core.checked import Json
from core.jobs.folder import JobFolder, Standing
from core.jobs.job import Job
from core.jobs.queue import Jobs
from core.jobs.state import QUEUED, State

_BUSY_MS, _IDLE_MS = 250, 2000

Row = Mapping[str, float]


@dataclass(frozen=True)
class Seen:
    """A job as it stood when somebody looked."""

    folder: JobFolder
    job: Job
    state: State
    standing: Standing | None
    result: Json


class Watch(QObject):
    """Tells how the jobs stand, the newest first, whenever that has changed."""

    changed = Signal()
    ended = Signal(object)
    """The `Seen` of a job that was under way when it was looked at last."""
    curves_changed = Signal()

    def __init__(self, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.seen: tuple[Seen, ...] = ()
        self.chosen: JobFolder | None = None
        """The job whose curves are wanted."""
        self.curves: list[Row] = []
        self.jobs: Jobs | None = None
        self._errands, self._looking = errands, False
        self._timer = QTimer(self, interval=_IDLE_MS)
        self._timer.timeout.connect(self.look)

    @property
    def under_way(self) -> tuple[Seen, ...]:
        """Jobs that run, pause or wait."""
        return tuple(one for one in self.seen if not one.state.over)

    def open(self, folder: Path | None) -> None:
        """Watch the jobs of a project folder, or none."""
        self.jobs = Jobs(folder) if folder else None
        self.seen, self.chosen, self.curves = (), None, []
        self.changed.emit()
        self.curves_changed.emit()
        if folder:
            self._timer.start()
            self.look()
        else:
            self._timer.stop()

    def choose(self, one: JobFolder | None) -> None:
        """Tell the curves of this job from now on."""
        if one != self.chosen:
            self.chosen, self.curves = one, []
            self.curves_changed.emit()
            self.look()

    def act(self, act: Callable[[Jobs], object]) -> None:
        """Do something to the jobs, beside the window; the next one begins if none is active."""
        if jobs := self.jobs:
            self._errands.run(lambda: (act(jobs), jobs.advance()), lambda _: self.look())

    def look(self) -> None:
        """Look soon, unless that is so already."""
        jobs, chosen, before = self.jobs, self.chosen, self.seen
        if jobs and not self._looking:
            self._looking = True
            self._errands.run(lambda: (jobs, *_look(jobs, chosen, before)), self._take)

    def _take(self, found: tuple[Jobs, tuple[Seen, ...], JobFolder | None, list[Row]]) -> None:
        self._looking = False
        jobs, seen, chosen, curves = found
        if jobs is not self.jobs:
            return
        before, self.seen = self.seen, seen
        self._timer.setInterval(_BUSY_MS if self.under_way else _IDLE_MS)
        if seen != before:
            self.changed.emit()
        if chosen == self.chosen and len(curves) != len(self.curves):
            self.curves = curves
            self.curves_changed.emit()
        busy = {one.folder for one in before if not one.state.over}
        for one in seen:
            if one.state.over and one.folder in busy:
                self.ended.emit(one)


def _look(
    jobs: Jobs, chosen: JobFolder | None, before: Sequence[Seen]
) -> tuple[tuple[Seen, ...], JobFolder | None, list[Row]]:
    known = {one.folder: one for one in before if one.state.over}
    seen = []
    for folder in reversed(jobs.all()):
        # One that is being removed, or cannot be read, is none to show.
        with suppress(ValueError, OSError):
            seen.append(_seen(folder, known.get(folder)))
    if any(one.state.name == QUEUED for one in seen):
        jobs.advance()
    return tuple(seen), chosen, list(chosen.metrics()) if chosen else []


def _seen(folder: JobFolder, known: Seen | None) -> Seen:
    state = folder.state
    if known and known.state == state:
        return known
    return Seen(folder, folder.job, state, folder.standing, folder.result)
