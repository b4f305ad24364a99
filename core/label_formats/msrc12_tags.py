"""MSRC-12's tags: lines ``tick;gesture``, moments at which a gesture has been made. Read only.

A tag is a point and no segment; it becomes one frame, the last that was measured by then, and the
report says so. Ticks are those of the clock of the recording, whose file has to be beside the tags
under the same name. Nothing says when a gesture begins or ends: the other frames are unknown.
Specification: S. Fothergill et al., Instructing People for Training Gestural Interactive Systems,
2012.
"""

from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from core.errors import FormatError
from core.formats.msrc12 import tag_microseconds
from core.formats.text import first_lines, shown
from core.label_formats.content import REFUSED, WIDENED, Content, Remark, Row
from core.label_formats.convention import BORDERS, FRAMES, Convention
from core.label_formats.numbers import whole
from core.label_formats.tables import numbered_lines

NAME = "MSRC-12 tags"
SUFFIXES: tuple[str, ...] = (".tagstream",)
CONVENTION = Convention(FRAMES, keeps=frozenset({BORDERS}))
HEADER = "XQPCTick;Tag"


def looks_like(head: bytes) -> bool:
    return first_lines(head)[0].strip() == HEADER


def parse(path: Path, recording: str = "") -> Content:
    times = _times(path.with_suffix(".csv"))
    return Content.of(_items(path, times), length=len(times))


def _times(path: Path) -> list[int]:
    """Microseconds of the frames of a recording."""
    if not path.is_file():
        raise FormatError(
            path, "", "must be beside the tags: its frames are what they are timed by"
        )
    times = []
    for where, line in numbered_lines(path):
        try:
            times.append(whole(line.split(maxsplit=1)[0]))
        except ValueError as error:
            raise FormatError(path, where, str(error)) from error
    return times


def _items(path: Path, times: list[int]) -> Iterator[Row | Remark]:
    for where, line in numbered_lines(path):
        if line.strip() == HEADER:
            continue
        ticks, _, gesture = line.strip().partition(";")
        try:
            frame = bisect_right(times, tag_microseconds(whole(ticks))) - 1
        except ValueError as error:
            yield Remark(REFUSED, where, str(error))
            continue
        name = gesture.strip()
        if frame < 0 or not name:
            yield Remark(REFUSED, where, f"{shown(line)} is no tag within the recording")
            continue
        yield Row(where, frame, frame + 1, name)
        yield Remark(WIDENED, where, f"a point; it became frame {frame}")
