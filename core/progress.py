"""Long functions are generators that yield `Progress` and return their result.

Whoever drives one decides what happens between two steps: a plain loop on the command line, a
worker process for the window. Not resuming the generator is cancelling it.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a task is: ``done`` of ``total`` in any unit, and what it is doing."""

    done: float
    total: float
    doing: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.done <= self.total:
            raise ValueError(f"progress of {self.done} of {self.total} is not between none and all")

    @property
    def fraction(self) -> float:
        """Between 0 and 1; a task of no size is done."""
        return self.done / self.total if self.total else 1.0


Steps = Generator[Progress, None, Result]


def finish(steps: Steps[Result], report: Callable[[Progress], object] = lambda _: None) -> Result:
    """Run a task to its end, passing each `Progress` to ``report``, and return its result."""
    while True:
        try:
            report(next(steps))
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def part(steps: Steps[Result], number: int, total: int, doing: str = "") -> Steps[Result]:
    """A task as part ``number`` of ``total`` equal ones, under a name or its own."""
    return retold(steps, lambda p: Progress(number + p.fraction, total, doing or p.doing))


def retold(steps: Steps[Result], tell: Callable[[Progress], Progress]) -> Steps[Result]:
    """The same task, telling otherwise how far it is."""
    while True:
        try:
            progress = next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
        yield tell(progress)
