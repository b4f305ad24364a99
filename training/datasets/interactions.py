"""The two-person part of PKU-MMD (phase I), as one container: eight classes, up to three cameras.

Recordings of one performance by several cameras are near-duplicates, so the split goes by
performance; the cross-view one, which asks what a new camera costs, is the exception. All frames
were labelled: a frame of no class is background.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from core.labels import LabelTrack, Span, segments_from_dense
from training.datasets.container import container
from training.datasets.labelled import LabelledRecording
from training.datasets.listing import Unlabelled

Part = Callable[[Mapping[str, Any]], bool]
"""Whether a recording with these attributes belongs to a part."""

_BY_CLASS_ID = 256


def is_validation(attributes: Mapping[str, Any]) -> bool:
    """Every fifth performance; nothing of it may be trained on."""
    return int(attributes["performance"]) % 5 == 0


def is_training(attributes: Mapping[str, Any]) -> bool:
    return not is_validation(attributes)


def is_cross_view_validation(attributes: Mapping[str, Any]) -> bool:
    """The camera in the middle; those to the left and right saw the same performances."""
    return str(attributes["cross_view"]) == "val"


def is_cross_view_training(attributes: Mapping[str, Any]) -> bool:
    return not is_cross_view_validation(attributes)


def interactions(path: Path, part: Part) -> tuple[list[LabelledRecording], tuple[str, ...]]:
    """The labelled recordings of a part, and the names of the classes.

    Recordings with other classes than the eight are left out: their frames would be background
    here and something else in truth.
    """
    with h5py.File(path) as file:
        classes = tuple(map(str, file.attrs["class_names"]))
        number = np.full(_BY_CLASS_ID, len(classes))
        number[file.attrs["class_ids"]] = np.arange(len(classes))
        listed = container(path, lambda a: bool(a["only_interaction_classes"]) and part(a))
        labelled = [_labelled(one, file[one.name], number, classes) for one in listed]
    return labelled, classes


def _labelled(
    listed: Unlabelled, group: h5py.Group, number: np.ndarray, classes: tuple[str, ...]
) -> LabelledRecording:
    recording = listed.read()
    n_frames = recording.n_frames
    segments = segments_from_dense(number[group["labels"][:]], classes)
    track = LabelTrack("PKU-MMD", n_frames, segments, (Span(0, n_frames),))
    return LabelledRecording(recording, track, str(group.attrs["performance"]))
