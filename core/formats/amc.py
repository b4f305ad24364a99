"""Acclaim motion, ``.amc``, as CMU's motion capture library has it, with the ``.asf`` beside it.

After comments (``#``) and keywords (``:DEGREES``), each frame is a line with its number and a line
per moving bone: its name and the values of its channels. The skeleton is the ``.asf`` in the same
folder whose name this file's begins with (``86_01.amc`` → ``86.asf``), or the only one there.

Y up, turned here to z up. A length divided by the skeleton's scale is in inches; with CMU's 0.45, a
unit is 5.6 cm. Angles are in degrees unless a file says radians. A bone turns about its own axes,
first channel first; one that a file does not mention stays as the skeleton has it. 120 frames per
second, which the file does not say; some of CMU's have 60. The first frame is frame 0, whatever its
number. Specification: see `core.formats.asf`.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.errors import FormatError
from core.formats.acclaim import Acclaim, Bone
from core.formats.asf import SUFFIX, read_skeleton
from core.formats.text import Lines, fault, first_lines, shown
from core.progress import Steps
from core.recording import Recording, y_up_to_z_up

NAME = "Acclaim motion"
SUFFIXES: tuple[str, ...] = (".amc",)
FPS = 120.0

_BEFORE_FRAMES = ("#", ":")
_ANGLES = {":degrees": np.pi / 180, ":radians": 1.0}

Floats = npt.NDArray[np.float64]


def looks_like(head: bytes) -> bool:
    """Comments and keywords, then a number alone on a line, and a name with numbers."""
    nothing: list[str] = []
    lines = [line.split() for line in first_lines(head)]
    frames = [words for words in lines if words and not words[0].startswith(_BEFORE_FRAMES)]
    number, bone, *_ = *frames, nothing, nothing
    return _is_number_of_frame(number) and bone[:1] != [] and not fault(" ".join(bone[1:2]), 1)


def read(path: Path) -> Steps[Recording]:
    positions: list[npt.NDArray[np.float32]] = []
    numbers: list[int] = []
    with Lines(path) as lines:
        unit, rows = _begin(lines)
        acclaim = read_skeleton(skeleton_file(path))
        bones = _moving(lines, acclaim, rows)
        for first, frames in _whole_frames(lines, rows, 1 + len(bones)):
            counted, motion = _values(lines, first, frames, bones)
            # What is too large or no number at all is missing in the recording.
            with np.errstate(invalid="ignore", over="ignore"):
                posed = acclaim.posed(motion, len(counted), unit or acclaim.radians)
                positions.append(y_up_to_z_up(posed.astype(np.float32)))
            numbers += counted
            yield lines.progress
    joined = np.concatenate(positions)[:, np.newaxis]
    recording = Recording.measured(joined, acclaim.skeleton, FPS, name=path.stem)
    return recording.warned(*_jumps(numbers))


def skeleton_file(path: Path) -> Path:
    """The ``.asf`` file that belongs to an ``.amc`` file.

    Raises
    ------
    FormatError
        If there is none in the folder, or several with other names.
    """
    found = sorted(one for one in path.parent.iterdir() if one.suffix.lower() == SUFFIX)
    named = [one for one in found if f"{path.stem}_".startswith(f"{one.stem}_")]
    if not named and len(found) != 1:
        there = f"{len(found)} with other names are" if found else "none is"
        raise FormatError(
            path,
            "",
            f"needs its skeleton, an {SUFFIX} file, in the same folder, where {there}; "
            f"{path.stem.partition('_')[0]}{SUFFIX} would do",
        )
    return max(named or found, key=lambda one: len(one.stem))


def _begin(lines: Lines) -> tuple[float | None, list[str]]:
    """Radians per unit of angle, if the keywords say it, and the first lines after them."""
    unit = None
    while not (row := lines.next("the first frame")).strip() or row.startswith(_BEFORE_FRAMES):
        unit = _ANGLES.get(row.strip().lower(), unit)
    return unit, [row, *lines.block()]


def _moving(lines: Lines, acclaim: Acclaim, rows: Sequence[str]) -> list[Bone]:
    """The bones that the first frame mentions, in its order."""
    bones: list[Bone] = []
    first = lines.number - len(rows) + 1
    known = {bone.name: bone for bone in acclaim.bones}
    for number, row in enumerate(rows[1:], first + 1):
        words = row.split() or [""]
        if _is_number_of_frame(words):
            break
        bone = known.pop(words[0], None)
        if bone is None:
            why = f"{shown(words[0])} is no bone of the skeleton, or twice in a frame"
            raise lines.wrong(why, number)
        bones.append(bone)
    return bones


def _whole_frames(lines: Lines, rows: list[str], n_rows: int) -> Iterator[tuple[int, list[str]]]:
    """As many lines at a time as make whole frames, and the number of the first of them."""
    while rows:
        beyond = len(rows) % n_rows
        whole, rest = rows[: len(rows) - beyond], rows[len(rows) - beyond :]
        if whole:
            yield lines.number - len(rows) + 1, whole
        more = lines.block()
        if rest and not more:
            raise lines.wrong("the file ends within a frame; was it cut off while copied?")
        rows = rest + more


def _values(
    lines: Lines, first: int, rows: Sequence[str], bones: Sequence[Bone]
) -> tuple[list[int], dict[str, Floats]]:
    """The numbers of whole frames, and what they say of each bone: ``(n_frames, n_channels)``."""
    words = "".join(rows).split()
    # All frames hold as many words, so that a slice is what one word is over time.
    step = 1 + sum(1 + len(bone.channels) for bone in bones)
    n_frames = len(rows) // (1 + len(bones))
    try:
        if len(words) != n_frames * step:
            raise ValueError(f"{len(words)} words")
        motion, at = {}, 1
        for bone in bones:
            n_channels = len(bone.channels)
            columns = [words[at + 1 + n :: step] for n in range(n_channels)]
            if set(words[at::step]) != {bone.name}:
                raise ValueError(bone.name)
            values = np.array([list(map(float, column)) for column in columns])
            motion[bone.name] = values.reshape(n_channels, n_frames).T
            at += 1 + n_channels
        return list(map(int, words[::step])), motion
    except ValueError:
        raise _first_fault(lines, first, rows, bones) from None


def _first_fault(
    lines: Lines, first: int, rows: Sequence[str], bones: Sequence[Bone]
) -> FormatError:
    for number, row in enumerate(rows, first):
        words = row.split() or [""]
        place = (number - first) % (1 + len(bones))
        if place == 0:
            if not _is_number_of_frame(words):
                return lines.wrong(f"{shown(row)} should be the number of a frame", number)
            continue
        bone = bones[place - 1]
        if words[0] != bone.name:
            why = f"{shown(words[0])} stands where the first frame has {bone.name!r}"
            return lines.wrong(why, number)
        if why := fault(" ".join(words[1:]), len(bone.channels)):
            return lines.wrong(f"{bone.name} {why} ({' '.join(bone.channels)})", number)
    return lines.wrong("this line or one shortly before it is not one of a frame")


def _is_number_of_frame(words: Sequence[str]) -> bool:
    return len(words) == 1 and words[0].isdecimal() and len(words[0]) < 10


def _jumps(numbers: Sequence[int]) -> tuple[str, ...]:
    """A sentence about the first frame whose number does not follow that of the one before."""
    jumps = np.flatnonzero(np.diff(numbers) != 1)
    if not len(jumps):
        return ()
    before, after = numbers[jumps[0]], numbers[jumps[0] + 1]
    return (f"frame number {after} follows {before}; frames are counted one by one all the same",)
