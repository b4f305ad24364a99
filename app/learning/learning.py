"""From corrections to a model that knows them: what is to be learnt, by which job, and what then.

Nothing is swapped unless a person says so. Knows no view.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.learning.freshness import Freshness, freshness_in
from app.learning.lesson import Lesson, lesson
from app.learning.offer import Offer, offer_in
from app.learning.watch import Seen, Watch
from app.session import Session
from app.survey import Standing
from core.entries import Entry
from core.errors import FormatError
from core.jobs.folder import JobFolder
from core.jobs.job import FINETUNE, PREDICT, REFIT, Job
from core.jobs.queue import Jobs
from core.jobs.state import DONE, FAILED, INTERRUPTED
from core.project import Project

SETTING = "learning"
"""The setting of a project with ``automatic`` and the numbers of models that were ``declined``."""
CALM_MS = 4000
"""How long after the last correction a refit begins by itself."""

_NO_PROJECT = "Learning takes a project: File › New Project… keeps recordings and labels together."


class Learning(QObject):
    """Starts jobs, watches them, and offers the models that come of them."""

    lesson_changed = Signal(object)
    """The `Lesson` that would be learnt now."""
    offered = Signal(object)
    """An `Offer`, or None when there is none (any more)."""
    freshness_found = Signal(object)
    """How fresh the predictions of the recordings are, by path."""
    refused = Signal(str)
    troubled = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shelf, self.watch = session.shelf, Watch(session.errands, self)
        self.lesson = Lesson({}, None)
        self.offer: Offer | None = None
        self._session, self._keeper = session, session.keeper
        self._folder: Path | None = None
        self._known: dict[Path, float] = {}
        self._asked: set[tuple[int, int]] = set()
        """Old and new models for whose comparison predictions were asked already."""
        self._looking = False
        self._calm = QTimer(self, singleShot=True, interval=CALM_MS)
        self._calm.timeout.connect(self._learn_by_itself)
        self._connect()

    @property
    def project(self) -> Project | None:
        return self._keeper.project

    @property
    def automatic(self) -> bool:
        """Whether corrections are learnt by themselves."""
        return bool(self._setting.get("automatic"))

    def set_automatic(self, automatic: bool) -> None:
        if automatic != self.automatic:
            self._keeper.set_setting(SETTING, {**self._setting, "automatic": automatic})

    def learn(self) -> None:
        """Refit on everything that is reviewed: seconds."""
        if self._refitting:
            self.refused.emit("It is learning from your corrections already.")
        elif entries := self._may_learn():
            named = tuple(one.id for one in self._visible_first(entries))
            self._add(Job(REFIT, self._number, named))

    def train(self, held_out: Sequence[str], minutes: float, name: str = "") -> None:
        """Train all weights, for so many minutes at most."""
        if self._may_learn():
            settings = {"time_limit": 60 * minutes}
            job = Job(FINETUNE, self._number, (), tuple(held_out), settings, name)
            self._add(job)

    def preview(self, held_out: Sequence[str]) -> Lesson:
        """What would be learnt with these held out; a `ValueError` if that cannot be."""
        return lesson(self._seconds, held_out)

    def use(self, number: int) -> None:
        """Let a model predict: the recording in sight at once, the others beside the window."""
        if self._may_change():
            self._try(partial(self.shelf.use, number))

    def go_back(self) -> None:
        """Let the model predict that did before, at once."""
        if not self._may_change():
            return
        if not self.shelf.accepted:
            self.refused.emit("There is no model before this one.")
            return
        self._decline(self.shelf.accepted[-1])
        self._try(self.shelf.go_back)

    def accept_offer(self) -> None:
        if self.offer:
            self.use(self.offer.new.number)
        else:
            self.refused.emit("No new model waits to be used.")

    def decline_offer(self) -> None:
        if self.offer:
            self._decline(self.offer.new.number)
            self._take_offer(None)
        else:
            self.refused.emit("No new model waits to be used.")

    def add_model(self, path: Path) -> None:
        """Keep a copy of a model file, not current yet."""
        if self._may_change():
            self._try(partial(self.shelf.add, path))

    def delete_model(self, number: int) -> None:
        if self._may_change():
            self._try(partial(self.shelf.delete, number))

    def export(self, number: int, target: Path) -> None:
        """Write a model as one file."""
        if models := self.shelf.models:
            self._session.errands.run(partial(models.export, number, target))

    def pause(self, one: JobFolder) -> None:
        self._act(lambda jobs: jobs.pause(one))

    def go_on(self, one: JobFolder) -> None:
        self._act(lambda jobs: jobs.go_on(one))

    def stop(self, one: JobFolder) -> None:
        self._act(lambda jobs: jobs.stop(one))

    def discard(self, one: JobFolder) -> None:
        self._act(lambda jobs: jobs.discard(one))

    def forget(self, one: JobFolder) -> None:
        self._act(lambda jobs: jobs.forget(one))

    # What happens ------------------------------------------------------------------------------

    def _connect(self) -> None:
        session = self._session
        session.opened.connect(lambda _: self._open())
        session.listed.connect(lambda _: self._known.clear())
        session.surveyed.connect(self._count)
        session.predicted.connect(lambda _: self._look_at_offer())
        session.document.stepped.connect(lambda *_: self._calm.start())
        self.shelf.swapped.connect(self._predict_all)
        self.shelf.changed.connect(self._look_at_offer)
        self.watch.ended.connect(self._end)
        self.watch.changed.connect(self._follow_predicting)

    def _open(self) -> None:
        project = self.project
        folder = project.folder if project else None
        if folder != self._folder:
            self._folder = folder
            self._asked.clear()
            self._calm.stop()
            self.watch.open(folder)
            self._take_offer(None)
            self._look_at_offer()
            self._tell_lesson()

    def _count(self, path: Path, standing: Standing) -> None:
        self._known[path] = standing.learnable
        self._tell_lesson()

    def _tell_lesson(self) -> None:
        self.lesson = lesson(self._seconds)
        self.lesson_changed.emit(self.lesson)

    @property
    def _seconds(self) -> dict[str, float]:
        entries = self.project.recordings if self.project else ()
        return {
            one.name: self._known.get(one.path, 0.0) * one.n_frames / one.fps for one in entries
        }

    def _end(self, seen: Seen) -> None:
        """A job is over: there may be a model, or a reason why not."""
        if seen.state.name in (FAILED, INTERRUPTED):
            self.troubled.emit(f"{described(seen)} did not end well: {seen.state.message}.")
        elif seen.job.kind == PREDICT and seen.state.name == DONE and seen.result.get("notes"):
            self.troubled.emit("Not predicted: " + "; ".join(seen.result["notes"]))
        self.shelf.look()
        self._look_at_offer()

    def _look_at_offer(self) -> None:
        if project := self.project:
            declined = frozenset(self._setting.get("declined", ()))
            take = partial(self._take_offer_of, project.folder)
            self._session.errands.run(partial(offer_in, project, declined), take)
            self._look_at_freshness()

    def _take_offer_of(self, folder: Path, offer: Offer | None) -> None:
        if folder == self._folder:
            self._take_offer(offer)

    def _take_offer(self, offer: Offer | None) -> None:
        self.offer = offer
        self.offered.emit(offer)
        if offer and offer.missing:
            self._ask_the_old(offer)

    def _ask_the_old(self, offer: Offer) -> None:
        """Let the current model predict, too, what the new one has: once."""
        pair = offer.old.number, offer.new.number
        if pair not in self._asked:
            self._asked.add(pair)
            named = tuple(one.id for one in offer.missing)
            self._add(Job(PREDICT, offer.old.number, named))

    def _follow_predicting(self) -> None:
        if any(one.job.kind == PREDICT for one in self.watch.under_way):
            self._look_at_freshness()

    def _look_at_freshness(self) -> None:
        if (project := self.project) and not self._looking:
            self._looking = True
            find = partial(freshness_in, project, self.shelf.digests)
            self._session.errands.run(find, self._tell_freshness)

    def _tell_freshness(self, known: Mapping[Path, Freshness]) -> None:
        self._looking = False
        self.freshness_found.emit(known)

    def _predict_all(self) -> None:
        """Let the current model predict what it has not predicted yet."""
        self._take_offer(None)
        if project := self.project:
            named = tuple(one.id for one in self._visible_first(project.recordings))
            self._add(Job(PREDICT, self._number, named))

    def _learn_by_itself(self) -> None:
        if self.automatic and self.lesson:
            if self._refitting:
                self._calm.start()
            else:
                self.learn()

    # Jobs --------------------------------------------------------------------------------------

    def _add(self, job: Job) -> None:
        def act(jobs: Jobs) -> None:
            jobs.add(job)
            jobs.advance()

        self._act(act)

    def _act(self, act: Callable[[Jobs], object]) -> None:
        if jobs := self.watch.jobs:
            self._session.errands.run(partial(act, jobs), lambda _: self.watch.look())

    @property
    def _refitting(self) -> bool:
        return any(one.job.kind == REFIT for one in self.watch.under_way)

    @property
    def _number(self) -> int:
        return self.shelf.current.number if self.shelf.current else 0

    def _visible_first(self, entries: Sequence[Entry]) -> list[Entry]:
        path = self._session.document.path
        return sorted(entries, key=lambda entry: entry.path != path)

    def _may_learn(self) -> Sequence[Entry]:
        """The recordings that there is something to learn from; none, said why, if it cannot be."""
        if not self._may_change() or (project := self.project) is None:
            return ()
        if not self.lesson:
            self.refused.emit(str(self.lesson))
            return ()
        try:
            self._keeper.check_settled()
        except FormatError as error:
            self.troubled.emit(f"Nothing is learnt before edits are saved: {error}.")
            return ()
        here = self._session.document.path
        return [
            one for one in project.recordings if one.path == here or one.name in self.lesson.seconds
        ]

    def _may_change(self) -> bool:
        """Whether the project can be written to; said why if not."""
        if self.project is None:
            self.refused.emit(_NO_PROJECT)
        elif self._keeper.read_only:
            self.refused.emit(f"Nothing can be changed here: {self._keeper.read_only}")
        elif self.shelf.current is None:
            self.refused.emit("There is no model to begin with.")
        else:
            return True
        return False

    def _try(self, change: Callable[[], object]) -> None:
        try:
            change()
        except (ValueError, OSError) as error:
            self.troubled.emit(str(error))

    @property
    def _setting(self) -> dict[str, Any]:
        return self._keeper.setting(SETTING)

    def _decline(self, number: int) -> None:
        declined = {*self._setting.get("declined", ()), number}
        self._keeper.set_setting(SETTING, {**self._setting, "declined": sorted(declined)})


NAMES = {
    "predict": "Predicting",
    "refit": "Learning",
    "finetune": "Thorough training",
    "pretrain": "Pretraining",
    "evaluate": "Evaluating",
}


def described(seen: Seen) -> str:
    """A job as people call it."""
    return f"{NAMES[seen.job.kind]} {seen.folder.number}"
