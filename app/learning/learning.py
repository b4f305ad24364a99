"""From corrections to jobs that learn from them: what is to be learnt, when, and by which job.

What becomes of the models that come of it is a matter of `Succession`. Knows no view.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.learning.lesson import Lesson, lesson
from app.learning.refusal import refusal
from app.learning.succession import Succession
from app.learning.watch import Seen, Watch
from app.session import Session
from app.survey import Standing
from core.entries import Entry
from core.errors import FormatError
from core.jobs.job import FINETUNE, PREDICT, REFIT, TEACH, Job
from core.jobs.state import DONE, FAILED, INTERRUPTED
from core.project import Project

SETTING = "learning"
"""The setting of a project that says whether it is ``automatic``."""
CALM_MS = 4000
"""How long after the last correction a refit begins by itself."""
_SECONDS_SHOWN = 600.0
"""Of recordings that it does not learn from a refit predicts so much, to show what changes."""


class Learning(QObject):
    """Starts jobs that learn from what people have reviewed."""

    lesson_changed = Signal(object)
    """The `Lesson` that would be learnt now."""
    refused = Signal(str)
    troubled = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.watch = Watch(session.errands, self)
        self.succession = Succession(session, self.watch, self)
        self.lesson = Lesson({}, None)
        self._session, self._keeper = session, session.keeper
        self._folder: Path | None = None
        self._known: dict[Path, float] = {}
        self._is_news = False
        """Whether something was corrected since the last refit was asked for."""
        self._calm = QTimer(self, singleShot=True, interval=CALM_MS)
        self._calm.timeout.connect(self._learn_by_itself)
        self._connect()

    @property
    def project(self) -> Project | None:
        return self._keeper.project

    @property
    def automatic(self) -> bool:
        """Whether corrections are learnt by themselves."""
        return bool(self._keeper.remembered.setting(SETTING).get("automatic"))

    def set_automatic(self, automatic: bool) -> None:
        if automatic != self.automatic:
            self._keeper.remembered.set_setting(SETTING, {"automatic": automatic})
            self._calm.start()

    def learn(self) -> None:
        """Refit on everything that is reviewed: seconds.

        At most one refit waits: it will know everything that is corrected until it begins.
        """
        if self._refitting and not self._is_news:
            self.refused.emit("It is learning from your corrections already.")
        elif entries := self._may_learn():
            job = Job(REFIT, self.succession.current, self._shown(entries))
            self.watch.act(lambda jobs: jobs.renew(job))
            self._is_news = False

    def train(
        self, held_out: Sequence[str], minutes: float, name: str = "", twice: bool = False
    ) -> None:
        """Train all weights, for so many minutes at most; if asked to, a second time.

        The second model also learns what the first believes of recordings that nobody labelled.
        """
        if self._may_learn():
            settings = {"time_limit": 60 * minutes, TEACH: twice}
            job = Job(FINETUNE, self.succession.current, (), tuple(held_out), settings, name)
            self.watch.act(lambda jobs: jobs.add(job))

    def preview(self, held_out: Sequence[str]) -> Lesson:
        """What would be learnt with these held out; a `ValueError` if that cannot be."""
        return lesson(self._seconds, held_out)

    # What happens ------------------------------------------------------------------------------

    def _connect(self) -> None:
        session = self._session
        session.opened.connect(lambda _: self._open())
        session.listed.connect(lambda _: self._known.clear())
        session.surveyed.connect(self._count)
        session.document.stepped.connect(lambda *_: self._hear_news())
        self.watch.ended.connect(self._end)

    def _open(self) -> None:
        project = self.project
        folder = project.folder if project else None
        if folder != self._folder:
            self._folder, self._is_news = folder, False
            self._calm.stop()
            self.watch.open(folder)
            self.succession.open(folder)
            self._tell_lesson()

    def _count(self, path: Path, standing: Standing) -> None:
        self._known[path] = standing.learnable
        self._tell_lesson()
        if self._is_news:
            self._calm.start()

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
        """A job is over: say so if it did not end well."""
        if seen.state.name in (FAILED, INTERRUPTED):
            self.troubled.emit(f"{described(seen)} did not end well: {seen.state.message}.")
        elif seen.job.kind == PREDICT and seen.state.name == DONE and seen.result.get("notes"):
            self.troubled.emit("Not predicted: " + "; ".join(seen.result["notes"]))

    def _hear_news(self) -> None:
        self._is_news = True
        self._calm.start()

    def _learn_by_itself(self) -> None:
        if self.automatic and self._is_news and self.lesson:
            self.learn()

    # What to learn from ------------------------------------------------------------------------

    @property
    def _refitting(self) -> bool:
        return any(one.job.kind == REFIT for one in self.watch.under_way)

    def _may_learn(self) -> Sequence[Entry]:
        """The recordings that there is something to learn from; none, said why, if it cannot be."""
        why = refusal(self._session) or ("" if self.lesson else str(self.lesson))
        if why or (project := self.project) is None:
            self.refused.emit(why)
            return ()
        try:
            self._keeper.check_settled()
        except FormatError as error:
            self.troubled.emit(f"Nothing is learnt before edits are saved: {error}.")
            return ()
        return [one for one in project.recordings if one.name in self.lesson.seconds]

    def _shown(self, learnt: Sequence[Entry]) -> tuple[str, ...]:
        """Recordings of which a person will see what changes, the visible one first.

        Besides those that are learnt from, a few others: as many as are predicted in no time.
        """
        entries = self._session.visible_first(self.project.recordings if self.project else ())
        shown, left = [], _SECONDS_SHOWN
        for one in entries:
            others = 0.0 if one in learnt else one.n_frames / one.fps
            if others <= left:
                shown.append(one.id)
                left -= others
        return tuple(shown)


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
