"""How well a model does on labelled recordings, by what a person would see of it."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from core.inference import predict
from core.labels import UNKNOWN, LabelTrack, Span, runs
from core.metrics.detection import detection_map
from core.metrics.frames import frame_accuracy
from core.metrics.report import OVERLAPS, Compared, report
from core.metrics.segments import edit_score, f1_at
from core.model.checkpoint import Model
from core.prediction import Prediction
from core.progress import Progress, Steps
from training.datasets.labelled import LabelledRecording

Labels = npt.NDArray[np.integer]
Stretch = tuple[npt.NDArray[np.float32], Labels]


def evaluate(
    model: Model,
    labelled: Sequence[LabelledRecording],
    *,
    by_class: bool = False,
    device: str = "auto",
) -> Steps[dict[str, float]]:
    """Frame accuracy, edit score and F1 at three overlaps of the decoded segments, in [0, 1].

    Parameters
    ----------
    by_class
        Whether also to say the F1 of each class, at an overlap of half.
    """
    predictions = yield from predicted(model, labelled, device=device)
    return agreement(predictions, [one.track for one in labelled], by_class=by_class)


def agreement(
    predicted: Sequence[Prediction], tracks: Sequence[LabelTrack], *, by_class: bool = False
) -> dict[str, float]:
    """What `evaluate` says, of predictions that are there already, all of the same classes."""
    classes = predicted[0].classes
    truth = [track.dense(classes) for track in tracks]
    said = [_dense(prediction) for prediction in predicted]
    return scores(said, truth, len(classes)) | (
        _class_scores(said, truth, classes) if by_class else {}
    )


def full_report(
    model: Model,
    labelled: Sequence[LabelledRecording],
    classes: Sequence[str],
    *,
    device: str = "auto",
) -> Steps[tuple[list[Compared], dict[str, Any]]]:
    """What was compared, and all of `core.metrics.report`.

    Its mAP is that of `core.metrics.detection`. Every stretch of known frames counts as a recording
    of its own, as that protocol knows no unknown ones.

    Parameters
    ----------
    classes
        At least those of the labels; the model may know others, and fewer.
    """
    names = tuple(dict.fromkeys((*classes, *model.card.classes)))
    predictions = yield from predicted(model, labelled, device=device)
    pairs = list(zip(labelled, predictions, strict=True))
    compared = [Compared(one.recording.name, said.segments, one.track) for one, said in pairs]
    stretches = [found for one, said in pairs for found in _known_stretches(said, one.track, names)]
    probabilities, truth = zip(*stretches, strict=True)
    return compared, report(compared, names, detection_map(probabilities, truth))


def predicted(
    model: Model, labelled: Sequence[LabelledRecording], *, device: str = "auto"
) -> Steps[list[Prediction]]:
    """What a model says about each recording."""
    predictions = []
    for number, one in enumerate(labelled):
        yield Progress(number, len(labelled), f"evaluating {one.recording.name}")
        predictions.append((yield from predict(model, one.recording, device=device)))
    return predictions


def scores(
    predicted: Sequence[Labels], truth: Sequence[Labels], background: int
) -> dict[str, float]:
    """The figures that validation goes by, for dense labels."""
    return {
        "frame_accuracy": frame_accuracy(predicted, truth),
        "edit": edit_score(predicted, truth, background),
    } | {f"f1@{round(100 * o)}": f1_at(o, predicted, truth, background) for o in OVERLAPS}


def _class_scores(
    predicted: Sequence[Labels], truth: Sequence[Labels], classes: Sequence[str]
) -> dict[str, float]:
    """F1 of every class by itself, as far as anybody labelled it."""
    found = {}
    for number, name in enumerate(classes):
        true = [_alone(labels, number) for labels in truth]
        if any((labels == 0).any() for labels in true):
            said = [_alone(labels, number) for labels in predicted]
            found[f"f1@50 of {name}"] = f1_at(0.5, said, true, background=1)
    return found


def _alone(labels: Labels, number: int) -> Labels:
    """0 for one class, 1 for all others and background; unknown stays unknown."""
    alone: Labels = np.where(labels == UNKNOWN, UNKNOWN, labels != number)
    return alone


def _dense(prediction: Prediction) -> Labels:
    n_frames = prediction.n_frames
    track = LabelTrack("predicted", n_frames, prediction.segments, (Span(0, n_frames),))
    return track.dense(prediction.classes)


def _known_stretches(
    prediction: Prediction, track: LabelTrack, classes: Sequence[str]
) -> Iterator[Stretch]:
    """Probabilities, a column for each of ``classes`` and background, and labels."""
    own = [*(classes.index(name) for name in prediction.classes), len(classes)]
    probabilities = np.zeros((prediction.n_frames, len(classes) + 1), dtype=np.float32)
    probabilities[:, own] = prediction.probabilities
    labels = track.dense(classes)
    for start, stop, known in runs(track.known().astype(np.int8)):
        if known:
            yield probabilities[start:stop], labels[start:stop]
