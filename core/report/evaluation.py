"""What a report is about: what was predicted, what is true, and every figure of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from core.classes import ClassList
from core.colours import OTHER, colours
from core.metrics.outcomes import Kind, Outcome, outcomes
from core.metrics.report import Compared
from core.recording import Recording

_FRAMES = 1.0


@dataclass(frozen=True, eq=False)
class Judged:
    """What is predicted for a recording beside what is true.

    Parameters
    ----------
    compared
        Both of them.
    recording
        To show what happens there; None where only label files are compared.
    """

    compared: Compared
    recording: Recording | None = None

    @property
    def name(self) -> str:
        return self.compared.name

    @property
    def n_known(self) -> int:
        """Frames that count."""
        return int(self.compared.truth.known().sum())


@dataclass(frozen=True, eq=False)
class Evaluation:
    """Everything that a page says.

    Parameters
    ----------
    title
        What was evaluated on what.
    made_on
        The date.
    judged
        Every recording.
    figures
        What `core.metrics.report.report` says about them, with the classes of ``classes``.
    classes
        In order, with their colours.
    about
        What else is known, such as the model's card, by name.
    notes
        Sentences on how this was counted.
    """

    title: str
    made_on: str
    judged: tuple[Judged, ...]
    figures: Mapping[str, Any]
    classes: ClassList
    about: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def in_seconds(self) -> bool:
        """Whether the rate of every recording is known; else lengths are in frames."""
        return all(one.recording for one in self.judged)

    def length(self, one: Judged, n_frames: int) -> float:
        """Seconds that some frames last, or their number if the rate is not known."""
        rate = one.recording.fps if self.in_seconds and one.recording else _FRAMES
        return n_frames / rate

    @property
    def unit(self) -> str:
        return "s" if self.in_seconds else "frames"

    @cached_property
    def outcomes(self) -> tuple[tuple[Judged, Outcome], ...]:
        """What became of every segment of every recording."""
        names = self.classes.names
        return tuple((one, each) for one in self.judged for each in outcomes(one.compared, names))

    def of_kind(self, kind: Kind) -> list[tuple[Judged, Outcome]]:
        return [found for found in self.outcomes if found[1].kind is kind]

    @cached_property
    def colours(self) -> dict[str, str]:
        return colours(self.classes)

    def colour(self, class_name: str) -> str:
        return self.colours.get(class_name, OTHER)
