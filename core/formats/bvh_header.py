"""What stands before the numbers in a BVH file: the hierarchy, how many frames, how long each is.

Keywords in any case, words between any blanks; braces may stand anywhere, names may hold blanks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

import numpy as np

from core.formats.bvh_hierarchy import Channel, Hierarchy, Joint
from core.formats.text import Lines, fault, shown

MOST_JOINTS = 2000
"""More than this is no body, but a damaged file."""

CHANNELS = {
    f"{axis}{kind}": Channel(kind == "rotation", number)
    for kind in ("position", "rotation")
    for number, axis in enumerate("xyz")
}

_BEGINNINGS = ("ROOT", "JOINT", "END")
_INSIDE = ("OFFSET", "CHANNELS", "}")
_END = "_end"
_MOTION = re.compile(r"\s*frames\s*:?\s*(\S+)\s+frame\s*time\s*:?\s*(\S+)\s*$", re.I)
_MOTION_LINES = 4
_TELEVISION = (24 / 1.001, 30 / 1.001, 60 / 1.001, 120 / 1.001)
_NEARLY = 2e-3


@dataclass(frozen=True)
class Header:
    """What a BVH file says before its first frame.

    Parameters
    ----------
    n_frames
        How many frames there should be; exporters get it wrong.
    fps
        Frames per second; 0 if the file says that a frame takes no time.
    """

    hierarchy: Hierarchy
    n_frames: int
    fps: float


def read_header(lines: Lines) -> Header:
    """Read up to the line before the first frame.

    Raises
    ------
    FormatError
        With the line that cannot be understood.
    """
    joints = _joints(lines)
    if not any(joint.channels for joint in joints):
        raise lines.wrong("no joint has channels, so that nothing moves")
    said = ""
    while not (found := _MOTION.match(said)):
        if said.count("\n") > _MOTION_LINES:
            raise lines.wrong("Frames: and Frame Time: should stand between MOTION and the numbers")
        said += lines.next("Frames: or Frame Time:")
    n_frames, seconds = found.groups()
    if not re.fullmatch(r"\d{1,15}", n_frames):
        raise lines.wrong(f"Frames: {shown(n_frames)} is not a number of frames")
    if why := fault(seconds, 1) or ("is not finite" * (not np.isfinite(float(seconds)))):
        raise lines.wrong(f"Frame Time: {why}")
    return Header(Hierarchy(tuple(joints)), int(n_frames), frame_rate(seconds))


def frame_rate(seconds: str) -> float:
    """Frames per second of a frame time that is written with few digits; 0 for no time.

    ``"0.033333"`` is meant to be 1/30: a whole rate, or one of television (30/1.001), is taken if
    its frame time begins with these digits.
    """
    written = float(seconds)
    if not written > 0:
        return 0.0
    last_digit = 10.0 ** int(Decimal(seconds).as_tuple().exponent)
    usual = (round(1 / written) or 1, *_TELEVISION)
    rate = min(usual, key=lambda rate: abs(1 / rate - written))
    meant = abs(1 / rate - written) < min(last_digit, _NEARLY * written)
    return float(rate) if meant else 1 / written


def _joints(lines: Lines) -> list[Joint]:
    """The joints above the line that begins with MOTION."""
    words = _words(lines)
    names: list[tuple[str, int]] = []
    offsets: dict[int, tuple[float, float, float]] = {}
    channels: dict[int, tuple[Channel, ...]] = {}
    open_joints: list[int] = []
    if next(words).upper() != "HIERARCHY":
        raise lines.wrong("HIERARCHY should stand at the beginning")
    while (word := next(words).upper()) != "MOTION" or open_joints:
        if word in _BEGINNINGS:
            begun = _begun(lines, word, words, names, open_joints[-1] if open_joints else -1)
            open_joints.append(len(names))
            names.append(begun)
        elif word not in _INSIDE or not open_joints:
            raise lines.wrong(f"{shown(word)} cannot stand here in the hierarchy")
        elif word == "OFFSET":
            offsets[open_joints[-1]] = _offset(lines, words)
        elif word == "CHANNELS":
            channels[open_joints[-1]] = _channels(lines, words)
        else:
            open_joints.pop()
    nowhere = (0.0, 0.0, 0.0)
    joints = (
        Joint(name, parent, offsets.get(number, nowhere), channels.get(number, ()))
        for number, (name, parent) in enumerate(names)
    )
    return _without_empty_ends(list(joints))


def _begun(
    lines: Lines, word: str, words: Iterator[str], joints: Sequence[tuple[str, int]], parent: int
) -> tuple[str, int]:
    """Name and parent of the joint that ROOT, JOINT or END begins."""
    name = _name(lines, words)
    if word == "ROOT" and parent >= 0:
        raise lines.wrong(f"ROOT {shown(name)} stands within {shown(joints[parent][0])}")
    if word != "ROOT" and parent < 0:
        raise lines.wrong(f"{word} {shown(name)} hangs on no other joint")
    if len(joints) == MOST_JOINTS:
        raise lines.wrong(f"there are more than {MOST_JOINTS} joints")
    return f"{joints[parent][0]}{_END}" if word == "END" else name, parent


def _without_empty_ends(joints: list[Joint]) -> list[Joint]:
    """Without ends that lie on their parents: writers put them below joints that have no end."""
    parents = {joint.parent for joint in joints}
    kept = [
        number
        for number, joint in enumerate(joints)
        if number in parents
        or joint.channels
        or any(joint.offset)
        or joint.parent < 0
        or joint.name != f"{joints[joint.parent].name}{_END}"
    ]
    if len(kept) == len(joints):
        return joints
    new = {old: number for number, old in enumerate(kept)}
    return [replace(joints[old], parent=new.get(joints[old].parent, -1)) for old in kept]


def _words(lines: Lines) -> Iterator[str]:
    while True:
        line = lines.next("the hierarchy, then MOTION")
        if "{" in line or "}" in line:
            line = line.replace("{", " { ").replace("}", " } ")
        yield from line.split()


def _name(lines: Lines, words: Iterator[str]) -> str:
    name: list[str] = []
    while (word := next(words)) != "{":
        if name and (word.upper() in (*_BEGINNINGS, *_INSIDE, "MOTION")):
            raise lines.wrong(f"a {{ should follow the name {shown(' '.join(name))}")
        name.append(word)
    return " ".join(name) or "joint"


def _offset(lines: Lines, words: Iterator[str]) -> tuple[float, float, float]:
    found = list(islice(words, 3))
    try:
        x, y, z = map(float, found)
    except ValueError:
        raise lines.wrong(f"OFFSET {fault(' '.join(found), 3)}") from None
    return x, y, z


def _channels(lines: Lines, words: Iterator[str]) -> tuple[Channel, ...]:
    count = next(words)
    if not count.isdecimal() or int(count[:3]) > len(CHANNELS):
        raise lines.wrong(f"CHANNELS {shown(count)} is not a number of channels up to 6")
    found = list(islice(words, int(count)))
    for word in found:
        if word.lower() not in CHANNELS:
            raise lines.wrong(f"{shown(word)} is no channel; they are {', '.join(CHANNELS)}")
    return tuple(CHANNELS[word.lower()] for word in found)
