"""PKU-MMD's labels: one segment per line, ``class,start,end,confidence``.

``class`` is the number of one of `CLASSES`, from 1 on; ``start`` and ``end`` are frames counted
from 1, both of which belong to the segment, so that ``4,1,10,2`` is ``[0, 10)``; ``confidence``
judges how well the action was done and is not read. The lines may be in any order; segments that
overlap go to tracks of their own. A file does not say how long its recording is, nor that somebody
looked at the rest: frames outside its segments are unknown. Written as confidence is the score.
Specification: C. Liu et al., PKU-MMD, 2017, and the notes that come with the data.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from core.atomic import replacing
from core.errors import FormatError
from core.formats.text import first_lines, shown
from core.labels import LabelTrack, Segment

NAME = "PKU-MMD labels"
SUFFIXES: tuple[str, ...] = (".txt",)
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


def read(path: Path) -> tuple[LabelTrack, ...]:
    lanes = _lanes(read_segments(path))
    return tuple(
        LabelTrack(f"{path.stem} {number}" if number > 1 else path.stem, lane[-1].stop, tuple(lane))
        for number, lane in enumerate(lanes, 1)
    )


def read_segments(path: Path) -> list[Segment]:
    """All segments in order of time, even if they overlap."""
    return sorted(_segments(path))


def write(tracks: Sequence[LabelTrack], path: Path, fps: float) -> None:
    """Write the segments of all tracks; reviewed spans have no place in this format.

    Raises
    ------
    FormatError
        If a class is not one of PKU-MMD's.
    """
    segments = sorted(segment for track in tracks for segment in track.segments)
    for segment in segments:
        if segment.class_name not in CLASSES:
            why = f"cannot hold class {segment.class_name!r}: PKU-MMD has {len(CLASSES)} of its own"
            raise FormatError(path, "", why)
    rows = (
        f"{CLASSES.index(one.class_name) + 1},{one.start + 1},{one.stop},{one.score:g}\n"
        for one in segments
    )
    with replacing(path) as temporary:
        temporary.write_text("".join(rows), "utf-8")


def _segments(path: Path) -> Iterator[Segment]:
    lines = path.read_text("utf-8-sig", errors="replace").splitlines()
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _segment(line)
            except ValueError as error:
                raise FormatError(path, f"line {number}", str(error)) from error


def _segment(line: str) -> Segment:
    cells = [cell.strip() for cell in line.split(",")]
    if len(cells) != _N_CELLS or not all(cell.isdecimal() for cell in cells[:3]):
        raise ValueError(f"{shown(line)} should be class,start,end,confidence")
    number, start, end = map(int, cells[:3])
    if not 1 <= number <= len(CLASSES):
        raise ValueError(f"there is no class {number}; they are numbered 1 to {len(CLASSES)}")
    if not 1 <= start <= end:
        raise ValueError(f"frames {start} to {end} are not a range; they are counted from 1")
    return Segment(start - 1, end, CLASSES[number - 1])


def _lanes(segments: Iterable[Segment]) -> list[list[Segment]]:
    """Each segment in the first lane where it overlaps none; as few lanes as can be."""
    lanes: list[list[Segment]] = []
    for segment in segments:
        free = next((lane for lane in lanes if lane[-1].stop <= segment.start), None)
        if free is None:
            lanes.append([segment])
        else:
            free.append(segment)
    return lanes
