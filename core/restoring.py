"""Going back to labels as they once were, as a new step: what came after is not forgotten."""

from core.label_set import LabelSet
from core.steps import ClassesChanged, Part, Step, TrackAdded, TrackRemoved


def restore(now: LabelSet, past: LabelSet, name: str, date: str) -> Step:
    """The step that makes the labels ``past`` again; false if they are.

    Tracks that differ are removed and added whole, and classes come with them, so that undoing it
    brings back what is there now to the last note.
    """
    parts: list[Part] = []
    if now.tracks != past.tracks:
        parts += [TrackRemoved(0, track) for track in now.tracks]
        parts += [TrackAdded(place, track) for place, track in enumerate(past.tracks)]
    if now.classes != past.classes:
        parts.append(ClassesChanged(now.classes, past.classes))
    return Step(name, date, tuple(parts))
