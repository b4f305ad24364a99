"""Labels that one model gives the next where nobody looked. They are never anybody's labels.

Lee 2013, 'Pseudo-Label', with segments instead of frames: the teacher's decoded segments, which are
far better than its likeliest class frame by frame, and only where it is sure of them.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from core.inference import predict
from core.labels import UNKNOWN, LabelTrack, Span, runs, segments_from_dense
from core.model.checkpoint import Model
from core.prediction import Prediction
from core.progress import Progress, Steps
from training.datasets.labelled import LabelledRecording

SURE = 0.8
"""A teacher's word counts from this probability of the class that its segments say."""


def pseudo_labelled(
    teacher: Model,
    labelled: Sequence[LabelledRecording],
    classes: Sequence[str],
    *,
    sure: float = SURE,
    device: str = "auto",
) -> Steps[list[LabelledRecording]]:
    """The recordings with what people know, and elsewhere what the teacher is sure of.

    What a person said stands; a frame of which neither is sure stays unknown.

    Parameters
    ----------
    classes
        That are taught. The teacher must know them all: what it has no word for, it would call
        background.
    sure
        Least probability, between 0 and 1.

    Raises
    ------
    ValueError
        If the teacher lacks a class.
    """
    _check_knows(teacher, classes)
    taught = []
    for number, one in enumerate(labelled):
        yield Progress(number, len(labelled), f"asking the teacher about {one.recording.name}")
        if not one.track.known().all():
            said = yield from predict(teacher, one.recording, device=device)
            one = replace(one, track=_completed(one.track, said, classes, sure))
        taught.append(one)
    return taught


def _check_knows(teacher: Model, classes: Sequence[str]) -> None:
    if lacking := [name for name in classes if name not in teacher.card.classes]:
        raise ValueError(
            f"the teacher {teacher.card.name!r} does not know {', '.join(map(repr, lacking))} and "
            "would take it for background; take a model that was trained on all classes"
        )


def _completed(
    track: LabelTrack, said: Prediction, classes: Sequence[str], sure: float
) -> LabelTrack:
    known = track.dense(classes)
    labels = np.where(known == UNKNOWN, _sure_labels(said, classes, sure), known)
    background = [Span(start, stop) for start, stop, x in runs(labels) if x == len(classes)]
    return LabelTrack(said.model, len(labels), segments_from_dense(labels, classes), background)


def _sure_labels(said: Prediction, classes: Sequence[str], sure: float) -> npt.NDArray[np.int64]:
    """``(T,)`` numbers of ``classes``, background after the last, `UNKNOWN` where it is not sure.

    A class that is not taught is unknown: it is something, but nothing to learn.
    """
    n_frames = said.n_frames
    own = LabelTrack(said.model, n_frames, said.segments, (Span(0, n_frames),)).dense(said.classes)
    certain = said.probabilities[np.arange(n_frames), own] >= sure
    numbers = [classes.index(name) if name in classes else UNKNOWN for name in said.classes]
    labels = np.array([*numbers, len(classes)])[own]
    return np.where(certain, labels, UNKNOWN)
