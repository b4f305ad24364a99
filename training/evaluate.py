"""How well a model does on labelled recordings, by what a person would see of it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from core.inference import predict
from core.labels import LabelTrack, Span
from core.metrics.frames import frame_accuracy
from core.metrics.segments import edit_score, f1_at
from core.model.checkpoint import Model
from core.progress import Progress, Steps
from core.recording import Recording
from training.datasets.labelled import LabelledRecording

Labels = npt.NDArray[np.integer]

OVERLAPS = (0.10, 0.25, 0.50)


def evaluate(
    model: Model, labelled: Sequence[LabelledRecording], *, device: str = "auto"
) -> Steps[dict[str, float]]:
    """Frame accuracy, edit score and F1 at three overlaps of the decoded segments, in [0, 1]."""
    classes = model.card.classes
    predicted = []
    for number, one in enumerate(labelled):
        yield Progress(number, len(labelled), f"evaluating {one.recording.name}")
        predicted.append((yield from _predicted_labels(model, one.recording, device)))
    return scores(predicted, [one.track.dense(classes) for one in labelled], len(classes))


def scores(
    predicted: Sequence[Labels], truth: Sequence[Labels], background: int
) -> dict[str, float]:
    """All figures that we report for dense labels."""
    return {
        "frame_accuracy": frame_accuracy(predicted, truth),
        "edit": edit_score(predicted, truth, background),
    } | {f"f1@{round(100 * o)}": f1_at(o, predicted, truth, background) for o in OVERLAPS}


def _predicted_labels(model: Model, recording: Recording, device: str) -> Steps[Labels]:
    prediction = yield from predict(model, recording, device=device)
    everything = (Span(0, recording.n_frames),)
    track = LabelTrack(model.card.name, recording.n_frames, prediction.segments, everything)
    return track.dense(model.card.classes)
