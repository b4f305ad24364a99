"""A model that was trained and waits for somebody to say whether it is to be used."""

from collections.abc import Collection
from dataclasses import dataclass

from app.learning.lesson import counted
from core.comparison import Comparison, Figures
from core.comparison_kept import compare_kept
from core.entries import Entry
from core.jobs.job import FINETUNE, REFIT
from core.models import Kept, Models
from core.predictions import Predictions
from core.project import Project


@dataclass(frozen=True)
class Offer:
    """A new model beside the current one.

    Parameters
    ----------
    missing
        Recordings that the new one has predicted and the old one has not, yet.
    learnt
        Names of recordings that either has learnt from: there, nobody is judged.
    silent
        Whether the new one has not predicted anything yet.
    """

    new: Kept
    old: Kept
    comparison: Comparison
    missing: tuple[Entry, ...] = ()
    learnt: tuple[str, ...] = ()
    silent: bool = False

    def __str__(self) -> str:
        if not self.complete:
            return f"Model {self.new.number} is ready; what it changes is being looked at."
        return f"Model {self.new.number} is ready: {self._merit}, {self._changes}."

    @property
    def complete(self) -> bool:
        """Whether both have predicted what is compared."""
        return not (self.missing or self.silent)

    @property
    def _merit(self) -> str:
        if not self.comparison.judged:
            return "nothing is held out to judge it by"
        old, new = (f1(figures) for figures in (self.comparison.old, self.comparison.new))
        where = counted(len(self.comparison.judged))
        return f"F1@50 {old:.2f} → {new:.2f} on {where} that neither has learnt from"

    @property
    def _changes(self) -> str:
        n = len(self.comparison.revisions)
        few = {0: "no segment changes", 1: "1 segment changes"}
        return few.get(n, f"{n:,} segments change")


def f1(figures: Figures) -> float:
    """The F1 of segments that overlap by half."""
    return float(figures["f1"]["50"])


def offer_in(project: Project, declined: Collection[int]) -> Offer | None:
    """The newest model that came of the current one and nobody has decided about; None if none.

    One that came of a model before it will do as well, if it is newer than all that were accepted:
    thorough training takes so long that another may have been accepted meanwhile.
    """
    models = Models(project.folder)
    old, accepted = models.current(), models.accepted()
    if old is None:
        return None
    before = {models.get(number).digest for number in {0, *accepted}}
    latest = max(accepted, default=0)
    open_ones = [
        one
        for one in models.kept()
        if one.number not in {*accepted, *declined}
        and one.card.recipe in (REFIT, FINETUNE)
        and (one.card.parent == old.digest or (one.number > latest and one.card.parent in before))
    ]
    return offer_of(project, old, open_ones[-1]) if open_ones else None


def offer_of(project: Project, old: Kept, new: Kept) -> Offer:
    """Two models side by side, by what they have predicted already."""
    kept = Predictions(project.folder)
    both = [entry for entry in project.recordings if kept.has(new.digest, entry)]
    missing = tuple(entry for entry in both if not kept.has(old.digest, entry))
    labels = {entry.id: project.labels(entry) for entry in both}
    known = {*old.card.trained_on, *new.card.trained_on}
    learnt = tuple(entry.name for entry in project.recordings if entry.sha256 in known)
    return Offer(new, old, compare_kept(project, labels, old, new), missing, learnt, not both)
