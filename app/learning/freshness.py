"""Whether what is predicted of a recording is by the current model, and of the file as it is."""

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from core.entries import Entry
from core.predictions import Predictions
from core.project import Project


class Freshness(Enum):
    """What people read about the prediction of a recording."""

    NONE = "not predicted yet"
    STALE = "predicted by an older model, or before the file changed"
    FRESH = "predicted by the current model"


def freshness(kept: Predictions, models: Sequence[str], entry: Entry) -> Freshness:
    """How fresh the best prediction is.

    Parameters
    ----------
    models
        Their digests, the current one first.
    """
    known = [number for number, model in enumerate(models) if kept.has(model, entry)]
    if not known:
        return Freshness.NONE
    is_current = known[0] == 0 and not entry.trouble()
    return Freshness.FRESH if is_current else Freshness.STALE


def freshness_in(project: Project, models: Sequence[str]) -> dict[Path, Freshness]:
    """That of every recording, by its path."""
    kept = Predictions(project.folder)
    return {entry.path: freshness(kept, models, entry) for entry in project.recordings}
