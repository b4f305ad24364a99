"""What models believe of recordings that nobody labelled. It is never anybody's label.

Hinton, Vinyals and Dean 2015, 'Distilling the knowledge in a neural network', at temperature 1, and
of several teachers their mean, whose errors are fewer than those of any: each knows best elsewhere.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from core.inference import predict
from core.model.checkpoint import Model
from core.progress import Progress, Steps
from core.recording import Recording
from training.datasets.labelled import LabelledRecording

Beliefs = npt.NDArray[np.float32]
"""``(n_frames, n_classes + 1)`` probabilities, background last.

What is left to 1 is for classes that are not taught.
"""


def believed(
    teachers: Sequence[Model],
    labelled: Sequence[LabelledRecording],
    classes: Sequence[str],
    *,
    device: str = "auto",
) -> Steps[list[Beliefs | None]]:
    """What teachers believe of each recording, on average; None where people know every frame.

    Parameters
    ----------
    classes
        That are taught. Every teacher must know them all: what it has no word for, it would call
        background.

    Raises
    ------
    ValueError
        If a teacher lacks a class.
    """
    for teacher in teachers:
        _check_knows(teacher, classes)
    found: list[Beliefs | None] = []
    for number, one in enumerate(labelled):
        yield Progress(number, len(labelled), f"asking teachers about {one.recording.name}")
        if one.track.known().all():
            found.append(None)
        else:
            found.append((yield from _mean(teachers, one.recording, classes, device)))
    return found


def _check_knows(teacher: Model, classes: Sequence[str]) -> None:
    if lacking := [name for name in classes if name not in teacher.card.classes]:
        raise ValueError(
            f"the teacher {teacher.card.name!r} does not know {', '.join(map(repr, lacking))} and "
            "would take it for background; take a model that was trained on all classes"
        )


def _mean(
    teachers: Sequence[Model], recording: Recording, classes: Sequence[str], device: str
) -> Steps[Beliefs]:
    total = np.zeros((recording.n_frames, len(classes) + 1), dtype=np.float32)
    for teacher in teachers:
        said = yield from predict(teacher, recording, device=device)
        columns = [said.classes.index(name) for name in classes]
        total += said.probabilities[:, [*columns, len(said.classes)]]
    return total / np.float32(len(teachers))
