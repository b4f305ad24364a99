"""How label sets and their steps are written in a project. Knows no file.

A state is ``{"kinescribe_labels": 1, "classes": […], "tracks": […]}``. A journal holds
``{"do": step}``, ``{"undo": step}`` and ``{"redo": step}``: with the step, also for those that take
one back or make it again, so that each can be read without what came before.
"""

from collections.abc import Iterable

from core.checked import Json
from core.classes import class_list_from_json
from core.history import History
from core.journal import Record
from core.label_json import as_json, reading, track_from_json
from core.label_set import LabelSet
from core.states import Codec
from core.steps import Step, step_from_json

VERSION = 1
_KEYS = {"kinescribe_labels", "classes", "tracks"}


def labels_as_json(labels: LabelSet) -> Json:
    """What `labels_from_json` reads."""
    tracks = [as_json(track) for track in labels.tracks]
    return {"kinescribe_labels": VERSION, "classes": labels.classes.as_json(), "tracks": tracks}


def labels_from_json(content: Json) -> LabelSet:
    """The label set that `labels_as_json` described.

    Raises
    ------
    ValueError
        If something is missing, is there and should not be, or cannot be true.
    """
    if unknown := content.keys() - _KEYS:
        raise ValueError(f"nobody knows what {sorted(unknown)} should mean")
    return reading("label set", _labels, content)


def done(step: Step) -> Json:
    """The record of a step, as the journal of a recording holds it."""
    return {"do": step.as_json()}


def undone(step: Step) -> Json:
    """The record of a step that was taken back."""
    return {"undo": step.as_json()}


def redone(step: Step) -> Json:
    """The record of a step that was made again."""
    return {"redo": step.as_json()}


def replay(labels: LabelSet, record: Json) -> LabelSet:
    """The label set after a record; a `ValueError` if it was not made for these labels."""
    ((act, content),) = record.items()
    step = step_from_json(content)
    return step.revert(labels) if act == "undo" else step.apply(labels)


def history(labels: LabelSet, records: Iterable[Record]) -> History:
    """The labels as they are now with all the steps that can be taken back, or made again.

    Parameters
    ----------
    records
        The whole journal. Where it begins anew, with what was imported, changed by hand or restored
        after damage, the steps before have nothing to be applied to and are left out.
    """
    steps: list[Step] = []
    n_done = n = 0
    for record in records:
        if not record.is_state:
            steps, n_done = _stacked(steps, n_done, record.content)
        elif record.n != n:
            steps, n_done = [], 0
        n = record.n
    return History(labels, tuple(steps), n_done)


CODEC = Codec(LabelSet(), labels_from_json, labels_as_json, replay)


def _labels(content: Json) -> LabelSet:
    if content["kinescribe_labels"] != VERSION:
        raise ValueError(f"it is of version {content['kinescribe_labels']}, not {VERSION}")
    tracks = tuple(track_from_json(track) for track in content["tracks"])
    return LabelSet(tracks, class_list_from_json(content["classes"]))


def _stacked(steps: list[Step], n_done: int, record: Json) -> tuple[list[Step], int]:
    ((act, content),) = record.items()
    if act == "redo":
        return steps, n_done + 1
    if act == "undo" and n_done:
        return steps, n_done - 1
    step = step_from_json(content)
    if act == "undo":
        # Made before the journal begins: it can be made again, but no step before it taken back.
        return [step, *steps], 0
    del steps[n_done:]
    steps.append(step)
    return steps, n_done + 1
