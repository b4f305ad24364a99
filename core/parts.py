"""Who trains and who validates among the recordings of a project: whole groups of them, by name.

A group is what `core.naming` tells of a name: one performer, or one performance; else the recording
itself. So figures say what a model does with people whom it has not seen.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from core.holdout import fits
from core.naming import attributes_in, group_of

FEWEST_GROUPS = 5
"""With fewer none is held out by itself: too little to learn from would remain."""

SHARE = 0.2
"""Of the groups that are held out by themselves."""


@dataclass(frozen=True)
class Parts:
    """Names of recordings that are trained on and validated on, and why, in a sentence."""

    training: tuple[str, ...]
    validation: tuple[str, ...]
    why: str


def parts_of(names: Sequence[str], patterns: Iterable[str] = ()) -> Parts:
    """Hold out what patterns say or, without any, about a fifth of the groups.

    Which groups are held out by themselves follows from their own names alone, so that those of
    today were not trained on yesterday.

    Raises
    ------
    ValueError
        If a pattern fits no recording, or would leave none to train on.
    """
    patterns = tuple(patterns)
    if not patterns:
        return _by_themselves(names)
    held = {name for pattern in patterns for name in _fitting(pattern, names)}
    if held >= set(names):
        raise ValueError(f"{', '.join(patterns)} holds out every reviewed recording")
    both = {group_of(name) for name in held} & {group_of(name) for name in set(names) - held}
    split = f"; {', '.join(sorted(both))} is trained on as well, so figures flatter" if both else ""
    return _parts(names, held, f"held out: {', '.join(patterns)}{split}")


def _by_themselves(names: Sequence[str]) -> Parts:
    groups = sorted({group_of(name) for name in names}, key=_place)
    if len(groups) < FEWEST_GROUPS:
        why = (
            f"{len(groups)} reviewed groups of recordings are too few to hold any out (it takes "
            f"{FEWEST_GROUPS}), so there are no figures"
        )
        return Parts(tuple(names), (), why)
    chosen = [group for group in groups if _place(group) < SHARE] or groups[:1]
    chosen = chosen[: len(groups) // 2]
    held = {name for name in names if group_of(name) in chosen}
    return _parts(names, held, f"held out: {', '.join(sorted(chosen))}")


def _parts(names: Sequence[str], held: Collection[str], why: str) -> Parts:
    training = tuple(name for name in names if name not in held)
    return Parts(training, tuple(name for name in names if name in held), why)


def _place(group: str) -> float:
    """Where a group stands between 0 and 1: anywhere, but always there."""
    return int.from_bytes(sha256(group.encode()).digest()[:8]) / 2**64


@dataclass(frozen=True)
class _Name:
    name: str

    @property
    def attributes(self) -> Mapping[str, str]:
        return attributes_in(self.name) | {"group": group_of(self.name)}


def _fitting(pattern: str, names: Sequence[str]) -> set[str]:
    fitting = {name for name in names if fits(pattern, _Name(name))}
    if not fitting:
        raise ValueError(f"no reviewed recording is {pattern!r}, so it cannot be held out")
    return fitting
