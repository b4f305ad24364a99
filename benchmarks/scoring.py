"""The figures that every benchmark on labelled recordings reports, however it predicts.

``frame_accuracy``, ``edit``, ``f1@…``
    of the segments that `core.decode` makes, which people see;
``map@…``
    of the probabilities, by the reference protocol (`core.metrics.detection`);
``decoded_map@…``
    of the segments that people see, by plain overlap (`core.metrics.pkummd.transfer_map`);
``argmax_…``
    all of this for plain runs of the likeliest class of each frame, scored by its mean probability,
    where `core.decode` plays no part.
"""

from collections.abc import Sequence

import numpy as np

from core.labels import LabelTrack, Segment, Span, runs
from core.metrics.detection import detection_map
from core.metrics.pkummd import transfer_map
from core.prediction import Prediction
from training.datasets.labelled import LabelledRecording
from training.evaluate import scores

SHORTEST = 3
"""Frames: shorter runs of the likeliest class are taken for noise."""

Segments = tuple[Segment, ...]


def figures(
    predictions: Sequence[Prediction], truth: Sequence[LabelledRecording]
) -> dict[str, float]:
    """All figures of the predictions of some fully reviewed recordings, between 0 and 1."""
    classes = predictions[0].classes
    dense = [one.track.dense(classes) for one in truth]
    reference = detection_map([one.probabilities for one in predictions], dense)
    decoded = _of_segments([one.segments for one in predictions], truth, classes)
    argmax = _of_segments([argmax_segments(one) for one in predictions], truth, classes)
    by_overlap = {f"map@{overlap}": value for overlap, value in reference.items()}
    return (
        {name if "map" not in name else f"decoded_{name}": x for name, x in decoded.items()}
        | by_overlap
        | {f"argmax_{name}": value for name, value in argmax.items()}
    )


def argmax_segments(prediction: Prediction) -> Segments:
    """Runs of at least `SHORTEST` frames of the likeliest class, with its mean probability."""
    probabilities = prediction.probabilities
    return tuple(
        Segment(
            start,
            stop,
            prediction.classes[number],
            float(np.minimum(probabilities[start:stop, number].mean(), 1)),
        )
        for start, stop, number in runs(probabilities.argmax(axis=1))
        if number < len(prediction.classes) and stop - start >= SHORTEST
    )


def _of_segments(
    said: Sequence[Segments], truth: Sequence[LabelledRecording], classes: tuple[str, ...]
) -> dict[str, float]:
    dense = [
        LabelTrack("predicted", one.track.n_frames, each, (Span(0, one.track.n_frames),)).dense(
            classes
        )
        for each, one in zip(said, truth, strict=True)
    ]
    found = transfer_map(said, [one.track.segments for one in truth])
    return scores(dense, [one.track.dense(classes) for one in truth], len(classes)) | {
        f"map@{overlap}": value for overlap, value in found.items()
    }
