"""What will happen if files are imported as they are taken now, in sentences."""

from collections import Counter
from collections.abc import Sequence
from enum import Enum

from app.dialogs.importing.candidate import Candidate


class Keeping(Enum):
    """What becomes of files that need no file of their own."""

    THERE = "Leave files where they are"
    COPY = "Copy files into the project"
    CONVERT = "Convert files in the project"


_WHAT_HAPPENS = {
    Keeping.THERE: "added; files stay where they are",
    Keeping.COPY: "copied into the project",
    Keeping.CONVERT: "converted in the project",
}


def report(candidates: Sequence[Candidate], keeping: Keeping) -> str:
    """What will happen to how many files, one sentence per line."""
    good = [one for one in candidates if one.importable]
    changed = Counter(one.said for one in good if one.said)
    happens = Counter({_WHAT_HAPPENS[keeping]: len(good) - changed.total()})
    happens.update({f"converted in the project: {said}": n for said, n in changed.items()})
    happens["left out"] = sum(bool(one.refusal) for one in candidates)
    happens["not seen by the model: joints are missing"] = sum(
        bool(one.joints and one.joints.missing) for one in good
    )
    happens["still to be read"] = sum(one.waits for one in candidates)
    return "\n".join(f"{n} {what}." for what, n in happens.items() if n)


def counted(n: int) -> str:
    """``"1 Recording"``, ``"2 Recordings"``."""
    return f"{n} Recording{'s' * (n != 1)}"
