"""Which segments a person is looking for. Pure: knows no table and no view."""

from collections.abc import Iterable
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


def search(labelled: Iterable[Segment], predicted: Iterable[Segment], query: Query) -> list[Hit]:
    """What a query finds, labels first, each in the order in which they are given."""
    hits = (*map(Hit, labelled), *(Hit(one, True) for one in predicted))
    return [hit for hit in hits if query.finds(hit)]
