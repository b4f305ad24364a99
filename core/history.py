"""How the labels of a recording came to be: every step, undone ones too. Knows no disk.

Only the steps are kept, not the states between them: 100,000 edits fit into memory, and what a
journal has kept of the steps brings the whole history back.
"""

from dataclasses import dataclass, field, replace

from core.label_set import LabelSet
from core.steps import Step


@dataclass(frozen=True)
class History:
    """The labels of a recording as they are now, and the steps before and after.

    Parameters
    ----------
    labels
        After the first ``n_done`` steps.
    steps
        All in order; the last of them may be undone.
    n_done
        How many are not undone.
    """

    labels: LabelSet
    steps: tuple[Step, ...] = field(default=(), repr=False)
    n_done: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.n_done <= len(self.steps):
            raise ValueError(f"{self.n_done} of {len(self.steps)} steps cannot be done")

    @property
    def can_undo(self) -> bool:
        return self.n_done > 0

    @property
    def can_redo(self) -> bool:
        return self.n_done < len(self.steps)

    def do(self, step: Step) -> "History":
        """Apply a step; those that were undone are forgotten. One that is false does nothing."""
        if not step:
            return self
        steps = (*self.steps[: self.n_done], step)
        return History(step.apply(self.labels), steps, len(steps))

    def undo(self) -> "History":
        """Take back the last step, if there is one."""
        if not self.can_undo:
            return self
        step = self.steps[self.n_done - 1]
        return replace(self, labels=step.revert(self.labels), n_done=self.n_done - 1)

    def redo(self) -> "History":
        """Do again what was undone last, if anything was."""
        if not self.can_redo:
            return self
        step = self.steps[self.n_done]
        return replace(self, labels=step.apply(self.labels), n_done=self.n_done + 1)

    def at(self, n_done: int) -> "History":
        """As it was, or would be, after the first ``n_done`` steps; none is forgotten."""
        history = self
        while history.n_done > max(n_done, 0):
            history = history.undo()
        while history.n_done < min(n_done, len(self.steps)):
            history = history.redo()
        return history
