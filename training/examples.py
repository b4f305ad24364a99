"""What labelled recordings have to teach. Knows nothing of networks."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from core.decode import UNKNOWN_DURATION
from core.labels import UNKNOWN, LabelTrack
from training.datasets.labelled import LabelledRecording


def examples(
    labelled: Sequence[LabelledRecording], classes: Sequence[str]
) -> npt.NDArray[np.int64]:
    """``(n_classes + 1,)``: known frames with somebody in them of each class, background last."""
    counts = np.zeros(len(classes) + 1, dtype=np.int64)
    for one in labelled:
        labels = one.track.dense(classes)[one.recording.present.any(axis=1)]
        counts += np.bincount(labels[labels != UNKNOWN], minlength=len(counts))
    return counts


def durations(labelled: Sequence[LabelledRecording], classes: Sequence[str]) -> tuple[float, ...]:
    """Seconds that a segment of each class typically lasts: the median; a guess without any."""
    known = typical_durations((one.track, one.recording.fps) for one in labelled)
    return tuple(known.get(name, UNKNOWN_DURATION) for name in classes)


def typical_durations(tracks: Iterable[tuple[LabelTrack, float]]) -> dict[str, float]:
    """Median seconds of the segments of each class, from tracks and their frames per second."""
    lasting: dict[str, list[float]] = {}
    for track, fps in tracks:
        for segment in track.segments:
            lasting.setdefault(segment.class_name, []).append(segment.n_frames / fps)
    return {name: float(np.median(seconds)) for name, seconds in lasting.items()}


def check_examples(labelled: Sequence[LabelledRecording], classes: Sequence[str]) -> None:
    """Raise a `ValueError` unless there are at least two things to tell apart."""
    if not labelled:
        raise ValueError("there is no recording to train on")
    check_counts(examples(labelled, classes), classes)


def check_counts(counts: npt.NDArray[np.int64], classes: Sequence[str]) -> None:
    """As `check_examples`, by the known frames of each class, background last."""
    taught = [name for name, n in zip((*classes, "background"), counts, strict=True) if n]
    if not taught:
        raise ValueError("nobody is present in any reviewed frame, so there is nothing to learn")
    if len(taught) == 1:
        raise ValueError(
            f"every reviewed frame is {taught[0]!r}, so there is nothing to tell it from; label "
            "another class, or review frames in which nothing happens"
        )
