"""NTU RGB+D ``.skeleton``: Kinect 2 bodies that enter, leave and swap places.

A line with the number of frames; for each frame a line with the number of bodies; for each body a
line of 10 values, the first its tracking ID, a line with the number of joints, and 25 lines of 12
values, the first three x, y, z. Axes as the Kinect 2 has them, x right, y up, z away from the
camera, turned here to z up; metres; 30 frames per second, which the file does not say; frames are
counted from 0. Specification: A. Shahroudy et al., NTU RGB+D: A Large Scale Dataset for 3D Human
Activity Analysis, 2016.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from core.errors import FormatError
from core.formats.text import Lines, fault, first_lines, numbers, shown
from core.progress import Steps
from core.recording import Recording, y_up_to_z_up
from core.skeleton import KINECT2

NAME = "NTU RGB+D skeleton"
SUFFIXES: tuple[str, ...] = (".skeleton",)
FPS = 30.0
MAX_BODIES = 100
"""A Kinect 2 tracks six at a time; a file that says more than this is damaged."""

_N_JOINTS = KINECT2.n_joints
_N_BODY_VALUES, _N_JOINT_VALUES = 10, 12
_POSITION = (0, 1, 2)
_BODIES_PER_STEP = 250


def looks_like(head: bytes) -> bool:
    """A count of frames and one of bodies, each alone on a line, then a body unless there is none.

    A file of one class number per frame begins like a recording without bodies; one that begins
    with class 0 is told from it, for a recording of 0 frames ends there.
    """
    nothing: list[str] = []
    words = [line.split() for line in first_lines(head)[:3]]
    frames, bodies, body, *_ = *words, nothing, nothing
    if len(frames) != 1 or len(bodies) > 1 or not all(map(_is_count, frames + bodies)):
        return False
    return len(body) != 1 or bodies == ["0"] != frames


def read(path: Path) -> Steps[Recording]:
    people = _People()
    where: list[npt.NDArray[np.intp]] = []
    joints: list[npt.NDArray[np.float32]] = []
    with Lines(path) as lines:
        n_frames = _count(lines, "the number of frames", 1, lines.n_bytes)
        bodies = _bodies(lines, n_frames, people)
        while batch := list(islice(bodies, _BODIES_PER_STEP)):
            where.append(np.array([(body.frame, body.person) for body in batch]))
            joints.append(_joints(lines, batch))
            yield lines.progress
        _check_end(lines, n_frames)
    columns = people.columns()
    if len(columns) and columns.max() >= MAX_BODIES:
        raise FormatError(path, "", f"tracks more than {MAX_BODIES} bodies at a time")
    positions = np.zeros((n_frames, max(columns, default=0) + 1, _N_JOINTS, 3), dtype=np.float32)
    for (frames, persons), values in zip(map(np.transpose, where), joints, strict=True):
        positions[frames, columns[persons]] = values
    return Recording.measured(positions, KINECT2, FPS, name=path.stem)


class _Body(NamedTuple):
    """One body in one frame: whose it is, and its joints' lines, the first of which is ``line``."""

    frame: int
    person: int
    line: int
    rows: list[str]


class _People:
    """The people in a recording, numbered as they enter, and their first and last frames."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._stays: list[tuple[int, int]] = []

    def meet(self, tracking_id: str, frame: int) -> int | None:
        """The number of a person seen in a frame; None if they have been seen in it already."""
        person = self._numbers.setdefault(tracking_id, len(self._stays))
        if person == len(self._stays):
            self._stays.append((frame, frame))
            return person
        first, last = self._stays[person]
        self._stays[person] = first, frame
        return person if last < frame else None

    def columns(self) -> npt.NDArray[np.intp]:
        """The body column of each person: theirs alone from their first frame to their last.

        A tracker gives who comes back a new ID; so that a long recording does not grow a column for
        each, a column is free for the next person once its last one has left for good.
        """
        columns: list[int] = []
        left: list[int] = []
        for first, last in self._stays:
            free = (column for column, end in enumerate(left) if end < first)
            column = next(free, len(left))
            left[column : column + 1] = [last]
            columns.append(column)
        return np.array(columns, dtype=np.intp)


def _bodies(lines: Lines, n_frames: int, people: _People) -> Iterator[_Body]:
    for frame in range(n_frames):
        for _ in range(_count(lines, "the number of bodies", 0, MAX_BODIES)):
            yield _body(lines, frame, people)


def _body(lines: Lines, frame: int, people: _People) -> _Body:
    about = lines.next("a body").split()
    if len(about) != _N_BODY_VALUES:
        raise lines.wrong(f"has {len(about)} values, expected the {_N_BODY_VALUES} of a body")
    person = people.meet(about[0], frame)
    if person is None:
        raise lines.wrong(f"body {shown(about[0])} is twice in frame {frame}")
    _count(lines, "the number of joints", _N_JOINTS, _N_JOINTS)
    line = lines.number + 1
    rows = lines.take(_N_JOINTS, "a joint")
    if rows[-1][-1] != "\n" and (why := fault(rows[-1], _N_JOINT_VALUES)):
        raise lines.wrong(f"{why}; the file ends here, was it cut off while copied?")
    return _Body(frame, person, line, rows)


def _joints(lines: Lines, bodies: Sequence[_Body]) -> npt.NDArray[np.float32]:
    """``(len(bodies), 25, 3)``, z up."""
    rows = [row for body in bodies for row in body.rows]
    values = numbers(rows, len(_POSITION), usecols=_POSITION)
    if values is None:
        numbered = (pair for body in bodies for pair in enumerate(body.rows, body.line))
        raise lines.first_fault(numbered, _N_JOINT_VALUES)
    return y_up_to_z_up(values.reshape(-1, _N_JOINTS, 3))


def _count(lines: Lines, what: str, least: int, most: int) -> int:
    text = lines.next(what).strip()
    if not _is_count(text):
        raise lines.wrong(f"{shown(text)} should be {what}")
    if not least <= int(text) <= most:
        raise lines.wrong(f"{what} cannot be {text}")
    return int(text)


def _is_count(word: str) -> bool:
    return word.removeprefix("-").isdecimal() and len(word) < 20


def _check_end(lines: Lines, n_frames: int) -> None:
    if rest := lines.block():
        first = lines.number - len(rest) + 1
        raise lines.wrong(f"more follows after the last of {n_frames} frames", first)
