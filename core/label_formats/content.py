"""What a label file says, in its own numbers, before anybody asks which frames that is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

REFUSED, LEFT_OUT, TAKEN = "refused", "left out", "taken"
ROUNDED, CLIPPED, WIDENED, SPLIT = "rounded", "clipped", "widened", "split"


class Remark(NamedTuple):
    """What became of one thing in a file.

    Parameters
    ----------
    kind
        ``"refused"``: it cannot be read; ``"rounded"``: moved to the nearest frame edge;
        ``"clipped"``: cut at an end of the recording; ``"widened"``: a point, or less than a frame,
        that became one frame; ``"split"``: on another track, because it overlaps;
        ``"left out"``: nothing that this program reads as a label; ``"taken"``: about something of
        another name, which was taken for the recording.
    where
        Its place in the file, for a person; empty for all of it.
    why
        What is the matter.
    """

    kind: str
    where: str
    why: str


def taken(names: Iterable[str], recording: str) -> tuple[Remark, ...]:
    """That a file speaks of these and was taken for a recording, if that is none of them."""
    names = tuple(dict.fromkeys(name for name in names if name))
    if not recording or not names or recording in names:
        return ()
    why = f"speaks of {' and '.join(names)}, and was taken for {recording}"
    return (Remark(TAKEN, "", why),)


class Row(NamedTuple):
    """One thing that a file says happens, in the numbers of the file.

    Parameters
    ----------
    where
        Its place in the file, for a person: ``"line 12"``.
    stop
        None: at the end of the recording.
    class_name
        Empty: somebody looked at these frames, and where no segment is, nothing happens.
    track
        Empty if the file knows no tracks.
    """

    where: str
    start: float
    stop: float | None
    class_name: str
    track: str = ""
    score: float = 1.0
    note: str = ""


@dataclass(frozen=True)
class Content:
    """All that a file says of one recording.

    Parameters
    ----------
    rows
        In any order; those of one track may overlap.
    remarks
        Of what was refused or left out.
    length
        Of what was labelled, in the unit of the format; None if the file does not say.
    fps
        What the file takes for the frame rate; None if it does not say.
    offset
        Seconds on the clock of the file at which it says that the recording begins.
    classes
        The vocabulary that the file declares.
    """

    rows: tuple[Row, ...] = ()
    remarks: tuple[Remark, ...] = ()
    length: float | None = None
    fps: float | None = None
    offset: float = 0.0
    classes: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, items: Iterable[Row | Remark], **about: object) -> "Content":
        """From rows and remarks as they come."""
        found = list(items)
        rows = tuple(one for one in found if isinstance(one, Row))
        remarks = tuple(one for one in found if isinstance(one, Remark))
        return cls(rows, remarks, **about)  # type: ignore[arg-type]
