"""What there is to learn from: how much is reviewed, where, and what is held out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.parts import Parts, parts_of

TRUTH = "Of each recording the topmost shown track with labels teaches; a hidden one never does."
"""Which labels count, see `LabelSet.truth`."""

_SECONDS = 60
"""Less is told in seconds: one short segment would be no minutes."""


@dataclass(frozen=True)
class Lesson:
    """Reviewed recordings, and those of them that a new model is judged by.

    Parameters
    ----------
    seconds
        That are reviewed, by the name of each recording with any.
    parts
        Which recordings train and which validate; None if nothing is reviewed.
    """

    seconds: Mapping[str, float]
    parts: Parts | None

    def __bool__(self) -> bool:
        return bool(self.seconds)

    def __str__(self) -> str:
        if not self.parts:
            return (
                "Nothing is reviewed yet in a track that is shown: label a segment, or say with R "
                "what you have seen."
            )
        n, held = len(self.parts.training), self.parts.validation
        seconds = sum(self.seconds[name] for name in self.parts.training)
        learns = f"Learns from {_length(seconds)} in {counted(n)}"
        if not held:
            return f"{learns}. Too few people or performances to hold any out, so no figures."
        return f"{learns}, judged on {counted(len(held))} held out."


def lesson(seconds: Mapping[str, float], patterns: Sequence[str] = ()) -> Lesson:
    """What is learnt if these seconds of recordings are reviewed.

    Raises
    ------
    ValueError
        If a pattern fits no recording, or would leave none to learn from.
    """
    known = {name: length for name, length in seconds.items() if length > 0}
    return Lesson(known, parts_of(tuple(known), patterns) if known else None)


def _length(seconds: float) -> str:
    if seconds < _SECONDS:
        return f"{seconds:.1f} reviewed seconds"
    return f"{seconds / 60:.1f} reviewed minutes"


def counted(n_recordings: int) -> str:
    return "1 recording" if n_recordings == 1 else f"{n_recordings:,} recordings"
