"""PKU-MMD's labels: one segment per line, ``class,start,end,confidence``.

``class`` is the number of one of `CLASSES`, from 1 on; ``start`` and ``end`` are frames counted
from 1, both of which belong to the segment, so that ``4,1,10,2`` is ``[0, 10)``; ``confidence``
judges how well the action was done and is not read. The lines may be in any order; segments that
overlap go to tracks of their own. A file does not say how long its recording is, nor that somebody
looked at the rest: frames outside its segments are unknown. Written as confidence is the score.
Specification: C. Liu et al., PKU-MMD, 2017, and the notes that come with the data.
"""

from collections.abc import Iterator
from pathlib import Path

from core.errors import FormatError
from core.formats.text import first_lines, shown
from core.label_formats.content import REFUSED, Content, Remark, Row
from core.label_formats.convention import BORDERS, FRAMES, Clock, Convention
from core.label_formats.numbers import whole
from core.label_formats.tables import numbered_lines
from core.label_formats.written import Sheet
from core.labels import Segment

NAME = "PKU-MMD labels"
SUFFIXES: tuple[str, ...] = (".txt",)
CONVENTION = Convention(FRAMES, base=1, inclusive=True, keeps=frozenset({BORDERS}))
CLASSES = (
    "bow",
    "brushing hair",
    "brushing teeth",
    "check time (from watch)",
    "cheer up",
    "clapping",
    "cross hands in front (say stop)",
    "drink water",
    "drop",
    "eat meal/snack",
    "falling",
    "giving something to other person",
    "hand waving",
    "handshaking",
    "hopping (one foot jumping)",
    "hugging other person",
    "jump up",
    "kicking other person",
    "kicking something",
    "make a phone call/answer phone",
    "pat on back of other person",
    "pickup",
    "playing with phone/tablet",
    "point finger at the other person",
    "pointing to something with finger",
    "punching/slapping other person",
    "pushing other person",
    "put on a hat/cap",
    "put something inside pocket",
    "reading",
    "rub two hands together",
    "salute",
    "sitting down",
    "standing up",
    "take off a hat/cap",
    "take off glasses",
    "take off jacket",
    "take out something from pocket",
    "taking a selfie",
    "tear up paper",
    "throw",
    "touch back (backache)",
    "touch chest (stomachache/heart pain)",
    "touch head (headache)",
    "touch neck (neckache)",
    "typing on a keyboard",
    "use a fan (with hand or paper)/feeling warm",
    "wear jacket",
    "wear on glasses",
    "wipe face",
    "writing",
)
"""In the order of their numbers, which begin at 1."""

_N_CELLS = 4


def looks_like(head: bytes) -> bool:
    """A first line of four numbers between commas, the first three of them whole."""
    cells = [cell.strip() for cell in first_lines(head)[0].split(",")]
    return len(cells) == _N_CELLS and all(cell.isdecimal() for cell in cells[:3])


def parse(path: Path, recording: str = "") -> Content:
    return Content.of(_items(path))


def read_segments(path: Path) -> list[Segment]:
    """All segments in order of time, even if they overlap."""
    content = parse(path)
    for one in content.remarks:
        raise FormatError(path, one.where, one.why)
    return sorted(_checked(path, row) for row in content.rows)


def compose(sheet: Sheet) -> bytes:
    """The segments of all tracks.

    Raises
    ------
    ValueError
        If a class is not one of PKU-MMD's.
    """
    for row in sheet.rows:
        if row.class_name not in CLASSES:
            raise ValueError(
                f"cannot hold class {row.class_name!r}: PKU-MMD has {len(CLASSES)} of its own"
            )
    rows = sorted(sheet.rows, key=lambda row: (row.start, row.stop))
    lines = (
        f"{CLASSES.index(one.class_name) + 1},{one.start},{one.stop},{one.score:g}\n"
        for one in rows
    )
    return "".join(lines).encode()


def _items(path: Path) -> Iterator[Row | Remark]:
    for where, line in numbered_lines(path):
        try:
            yield _row(where, line)
        except ValueError as error:
            yield Remark(REFUSED, where, str(error))


def _row(where: str, line: str) -> Row:
    cells = [cell.strip() for cell in line.split(",")]
    if len(cells) != _N_CELLS or not all(cell.isdecimal() for cell in cells[:3]):
        raise ValueError(f"{shown(line)} should be class,start,end,confidence")
    number, start, end = map(whole, cells[:3])
    if not 1 <= number <= len(CLASSES):
        raise ValueError(f"there is no class {number}; they are numbered 1 to {len(CLASSES)}")
    return Row(where, start, end, CLASSES[number - 1])


def _checked(path: Path, row: Row) -> Segment:
    start, stop = CONVENTION.places(row.start, row.stop or 0, Clock())
    try:
        return Segment(int(start), int(stop), row.class_name)
    except ValueError as error:
        raise FormatError(path, row.where, str(error)) from error
