"""Who trains, who validates and who tests: recordings by name. Knows nothing of their labels.

A split as a file is JSON with any of three lists of names or patterns, in which ``*`` stands for
any characters::

    {"train": ["Seq?_1", "Seq?_2"], "validation": ["Seq*_9"], "test": ["Seq*_11", "Seq*_12"]}

Without ``"train"``, all recordings that are in no other list train. Recordings that are in no list
take no part.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import numpy as np

from core.errors import FormatError
from training.datasets.labelled import LabelledRecording

_PARTS = ("train", "validation", "test")


@dataclass(frozen=True)
class Split:
    """Names or patterns of the recordings of each part; ``train`` is None for all others."""

    train: tuple[str, ...] | None = None
    validation: tuple[str, ...] = ()
    test: tuple[str, ...] = ()

    def part(self, name: str, labelled: Sequence[LabelledRecording]) -> list[LabelledRecording]:
        """The recordings of ``"train"``, ``"validation"`` or ``"test"``, in their order.

        Raises
        ------
        ValueError
            If a name or pattern fits no recording, or a recording is in two parts.
        """
        self._check(labelled)
        return [one for one in labelled if name in self._parts_of(one.recording.name)]

    def _parts_of(self, recording: str) -> list[str]:
        named = [part for part in _PARTS if _fits(recording, getattr(self, part) or ())]
        return named or (["train"] if self.train is None else [])

    def _check(self, labelled: Sequence[LabelledRecording]) -> None:
        names = [one.recording.name for one in labelled]
        for pattern in (*(self.train or ()), *self.validation, *self.test):
            if not any(_fits(name, [pattern]) for name in names):
                raise ValueError(f"no reviewed recording is called {pattern!r}")
        for name in names:
            if len(parts := self._parts_of(name)) > 1:
                raise ValueError(f"the recording {name!r} is in two parts: {' and '.join(parts)}")


def read_split(path: Path) -> Split:
    """Read a split from a file.

    Raises
    ------
    FormatError
        If it is none.
    """
    try:
        content = json.loads(path.read_text("utf-8"))
        return Split(**{part: _names(part, names) for part, names in content.items()})
    except OSError as error:
        raise FormatError(path, "", f"cannot be read: {error.strerror}") from error
    except json.JSONDecodeError as error:
        raise FormatError(path, f"line {error.lineno}", f"is not JSON: {error.msg}") from error
    except (ValueError, AttributeError) as error:
        raise FormatError(path, "", f"is no split: {error}") from error


def share_of(
    labelled: Sequence[LabelledRecording], share: float, seed: int
) -> list[LabelledRecording]:
    """All recordings of a random ``share`` of the performers, at least one of them."""
    performers = sorted({one.performer for one in labelled})
    chosen = np.random.default_rng(seed).permutation(performers)
    kept = set(chosen[: max(round(share * len(performers)), 1)].tolist())
    return [one for one in labelled if one.performer in kept]


def _names(part: str, names: object) -> tuple[str, ...]:
    if part not in _PARTS:
        raise ValueError(f"it has a part {part!r}; known: {', '.join(_PARTS)}")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError(f"{part!r} is not a list of names")
    return tuple(names)


def _fits(name: str, patterns: Sequence[str]) -> bool:
    return any(name == pattern or fnmatchcase(name, pattern) for pattern in patterns)
