"""Which model predicts, and which may be the next: offered, used, declined, gone back from.

Nothing is swapped unless a person says so. Knows no view.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.learning.freshness import Freshness, freshness_in
from app.learning.offer import Offer, offer_in
from app.learning.refusal import refusal
from app.learning.watch import Seen, Watch
from app.session import Session
from core.entries import Entry
from core.jobs.job import PREDICT, Job
from core.models import Kept

SETTING = "succession"
"""The setting of a project with the numbers of models that were ``declined``."""


class Succession(QObject):
    """Offers the models that come of jobs, and changes which one is current."""

    offered = Signal(object)
    """An `Offer`, or None when there is none (any more)."""
    freshness_found = Signal(object)
    """How fresh the predictions of the recordings are, by path."""
    refused = Signal(str)
    troubled = Signal(str)

    def __init__(self, session: Session, watch: Watch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shelf = session.shelf
        self.offer: Offer | None = None
        self._session, self._keeper, self._watch = session, session.keeper, watch
        self._folder: Path | None = None
        self._asked: set[tuple[int, int, int]] = set()
        """Old and new models for whose comparison one of them was asked to predict already."""
        self._looking = False
        session.predicted.connect(lambda _: self._look())
        self.shelf.swapped.connect(self._predict_all)
        self.shelf.changed.connect(self._look)
        watch.ended.connect(self._end)
        watch.changed.connect(self._follow_predicting)

    @property
    def current(self) -> int:
        """The number of the model that predicts."""
        return self.shelf.current.number if self.shelf.current else 0

    def open(self, folder: Path | None) -> None:
        """Begin anew with the models of another project, or of none."""
        self._folder = folder
        self._asked.clear()
        self._take_offer(None)
        self._look()

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

    def accept(self) -> None:
        """Use the model on offer."""
        if self.offer:
            self.use(self.offer.new.number)
        else:
            self.refused.emit("No new model waits to be used.")

    def decline(self) -> None:
        """Never offer the model on offer again."""
        if self.offer:
            self._decline(self.offer.new.number)
            self._take_offer(None)
        else:
            self.refused.emit("No new model waits to be used.")

    def add(self, path: Path) -> None:
        """Keep a copy of a model file, not current yet."""
        if self._may_change():
            self._try(partial(self.shelf.add, path))

    def delete(self, number: int) -> None:
        if self._may_change():
            self._try(partial(self.shelf.delete, number))

    def export(self, number: int, target: Path) -> None:
        """Write a model as one file."""
        if models := self.shelf.models:
            self._session.errands.run(partial(models.export, number, target))

    # What happens ------------------------------------------------------------------------------

    def _end(self, _: Seen) -> None:
        """A job is over: there may be a model."""
        self.shelf.look()
        self._look()

    def _look(self) -> None:
        """See whether a model is to be offered, and how fresh predictions are."""
        if project := self._keeper.project:
            declined = frozenset(self._declined)
            take = partial(self._take_offer_of, project.folder)
            self._session.errands.run(partial(offer_in, project, declined), take)
            self._look_at_freshness()

    def _take_offer_of(self, folder: Path, offer: Offer | None) -> None:
        if folder == self._folder:
            self._take_offer(offer)

    def _take_offer(self, offer: Offer | None) -> None:
        self.offer = offer
        self.offered.emit(offer)
        if offer and offer.silent:
            entries = self._keeper.project.recordings if self._keeper.project else ()
            self._ask(offer, offer.new, self._session.visible_first(entries))
        elif offer and offer.missing:
            self._ask(offer, offer.old, offer.missing)

    def _ask(self, offer: Offer, model: Kept, entries: Sequence[Entry]) -> None:
        """Let a model of an offer predict, too, what the two are compared by: once."""
        question = offer.old.number, offer.new.number, model.number
        if question not in self._asked:
            self._asked.add(question)
            job = Job(PREDICT, model.number, tuple(one.id for one in entries))
            self._watch.act(lambda jobs: jobs.add(job))

    def _follow_predicting(self) -> None:
        if any(one.job.kind == PREDICT for one in self._watch.under_way):
            self._look_at_freshness()

    def _look_at_freshness(self) -> None:
        if (project := self._keeper.project) and not self._looking:
            self._looking = True
            find = partial(freshness_in, project, self.shelf.digests)
            self._session.errands.run(find, self._tell_freshness)

    def _tell_freshness(self, known: Mapping[Path, Freshness]) -> None:
        self._looking = False
        self.freshness_found.emit(known)

    def _predict_all(self) -> None:
        """Let the current model predict what it has not predicted yet."""
        self._take_offer(None)
        if project := self._keeper.project:
            named = tuple(one.id for one in self._session.visible_first(project.recordings))
            job = Job(PREDICT, self.current, named)
            self._watch.act(lambda jobs: jobs.add(job))

    @property
    def _declined(self) -> tuple[int, ...]:
        return tuple(self._keeper.remembered.setting(SETTING).get("declined", ()))

    def _decline(self, number: int) -> None:
        declined = sorted({*self._declined, number})
        self._keeper.remembered.set_setting(SETTING, {"declined": declined})

    def _may_change(self) -> bool:
        """Whether the project can be written to; said why if not."""
        if why := refusal(self._session):
            self.refused.emit(why)
        return not why

    def _try(self, change: Callable[[], object]) -> None:
        try:
            change()
        except (ValueError, OSError) as error:
            self.troubled.emit(str(error))
