"""Which segments a person is looking for. Pure: knows no table and no view."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import inf

from core.labels import IMPORT, MODEL, PERSON, Segment


class Status(Enum):
    """Where a segment stands, as people read it."""

    PERSON = "by a person"
    ACCEPTED = "accepted"
    IMPORTED = "imported"
    PREDICTED = "predicted"


_STATUS = {PERSON: Status.PERSON, MODEL: Status.ACCEPTED, IMPORT: Status.IMPORTED}


@dataclass(frozen=True, slots=True)
class Hit:
    """A segment, and whether it is only predicted."""

    segment: Segment
    predicted: bool = False

    @property
    def status(self) -> Status:
        return Status.PREDICTED if self.predicted else _STATUS[self.segment.source.kind]


@dataclass(frozen=True)
class Query:
    """What to look for; the default finds everything.

    Parameters
    ----------
    text
        Words that all occur in the class name, the note or the name of the source; case does not
        count.
    class_name, status
        Of what finds only those.
    scores
        Least and greatest score, 0 to 1.
    frames
        Least and greatest length in frames.
    """

    text: str = ""
    class_name: str | None = None
    status: Status | None = None
    scores: tuple[float, float] = (0.0, 1.0)
    frames: tuple[float, float] = (0, inf)

    def __post_init__(self) -> None:
        for least, greatest in (self.scores, self.frames):
            if least > greatest:
                raise ValueError(f"nothing is at least {least} and at most {greatest}")

    def finds(self, hit: Hit) -> bool:
        segment = hit.segment
        return (
            self.class_name in (None, segment.class_name)
            and self.status in (None, hit.status)
            and self.scores[0] <= segment.score <= self.scores[1]
            and self.frames[0] <= segment.n_frames <= self.frames[1]
            and self._reads(segment)
        )

    def _reads(self, segment: Segment) -> bool:
        words = self.text.casefold().split()
        said = f"{segment.class_name} {segment.note} {segment.source.name}".casefold()
        return all(word in said for word in words)


@dataclass(frozen=True)
class Pool:
    """Segments to search, by number: the labels, then what is predicted.

    A number and not a `Hit` is what is kept of each: 100,000 objects more would make every
    collection of garbage a pause that people see.
    """

    labelled: Sequence[Segment] = ()
    predicted: Sequence[Segment] = ()

    def __len__(self) -> int:
        return len(self.labelled) + len(self.predicted)

    def __getitem__(self, number: int) -> Hit:
        n_labelled = len(self.labelled)
        if number < n_labelled:
            return Hit(self.labelled[number])
        return Hit(self.predicted[number - n_labelled], True)

    def search(self, query: Query) -> list[int]:
        """The numbers of what a query finds, in order."""
        return [number for number in range(len(self)) if query.finds(self[number])]
