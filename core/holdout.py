"""Leaving recordings out, so that what a model is tested on is never trained on.

A pattern is a name, or ``attribute=value``, in which ``*``, ``?`` and ``[…]`` mean what they do in
a shell. So ``performance=*[05]`` is every performance whose number is a multiple of five, and
``performer=9 performer=1[0-2]`` are the performers 9 to 12.
"""

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Protocol, TypeVar


class Named(Protocol):
    """A recording as far as patterns are concerned."""

    @property
    def name(self) -> str: ...

    @property
    def attributes(self) -> Mapping[str, str]: ...


Recording = TypeVar("Recording", bound=Named)


def without(recordings: Sequence[Recording], patterns: Iterable[str]) -> list[Recording]:
    """The recordings that no pattern fits.

    Raises
    ------
    ValueError
        If a pattern fits none: whoever mistypes the name of a test recording would train on it.
    """
    left_out: set[int] = set()
    for pattern in patterns:
        fitting = {number for number, one in enumerate(recordings) if fits(pattern, one)}
        if not fitting:
            raise ValueError(
                f"no recording is {pattern!r}, so it cannot be left out; {_known(recordings)}"
            )
        left_out |= fitting
    return [one for number, one in enumerate(recordings) if number not in left_out]


def fits(pattern: str, recording: Named) -> bool:
    """Whether a pattern means a recording."""
    attribute, equals, wanted = pattern.partition("=")
    if equals and attribute in recording.attributes:
        return _is(recording.attributes[attribute], wanted)
    return _is(recording.name, pattern)


def _is(value: str, pattern: str) -> bool:
    # A name that is written out may hold a bracket and mean just that.
    return value == pattern or fnmatchcase(value, pattern)


def _known(recordings: Sequence[Named]) -> str:
    names = sorted({name for one in recordings for name in one.attributes})
    return f"attributes that recordings have: {', '.join(names) or 'none'}"
