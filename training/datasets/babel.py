"""BABEL's localization sets: AMASS recordings with dense labels; A. Punnakkal et al., 2021.

``train.json`` or ``val.json`` of BABEL v1.0: for each number of a recording its ``feat_p``, the
path of an AMASS ``.npz`` below the folder of all, ``dur`` in seconds, and ``frame_ann`` with labels
``{start_t, end_t, act_cat}`` in seconds, or null. A frame belongs to a label from its start on, but
not at its end.

The subsets and their rules are those of Yu & Fujiwara 2023: 30 frames per second by picking frames,
joints of one body shape, recordings of at most 1,000 labelled frames in which a class of the subset
occurs. Two rules are ours: a frame of two classes has the first of them, and a gap between labels
is background, so that it does not shift what follows.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from core.errors import FormatError
from core.labels import LabelTrack, Span, segments_from_dense
from core.npz import read_npz
from core.progress import Progress, Steps
from core.recording import Recording
from core.skeleton import KINECT2
from core.sniffing import only_format_errors
from training.datasets.labelled import LabelledRecording
from training.datasets.listing import Unlabelled
from training.datasets.ntu_normalisation import normalised
from training.datasets.smplh import KINECT2_JOINTS, N_JOINTS, BodyModel

FPS = 30
SUBSETS = {
    1: ("walk", "stand", "turn", "jump"),
    2: ("sit", "run", "stand up", "kick"),
    3: ("jog", "wave", "dance", "gesture"),
}
MOST_FRAMES = 1000
"""A recording with more labelled frames belongs to no subset."""

Labels = npt.NDArray[np.int64]


class Annotation(NamedTuple):
    """What BABEL says of one recording; ``labels`` are (start, end, classes), times in seconds."""

    name: str
    path: Path
    performer: str
    duration: float
    labels: tuple[tuple[float, float, frozenset[str]], ...]

    @property
    def n_frames(self) -> int:
        return int(FPS * self.duration)


def babel(
    annotations: Path, amass: Path, model: BodyModel, subset: int
) -> Steps[list[LabelledRecording]]:
    """The recordings of a subset, in the order of the file; classes are ``SUBSETS[subset]``.

    Parameters
    ----------
    annotations
        ``train.json`` or ``val.json``.
    amass
        The folder that the paths in it start from.

    Raises
    ------
    FormatError
        If a file is damaged, or a recording of the subset is not there.
    """
    classes = SUBSETS[subset]
    dense = [(one, frame_labels(one, classes)) for one in read_annotations(annotations, amass)]
    wanted = [(one, labels) for one, labels in dense if len(labels)]
    _check_all_there(amass, [one for one, _ in wanted])
    found = []
    for number, (one, labels) in enumerate(wanted, 1):
        found.append(_labelled(one, labels, classes, model))
        yield Progress(number, len(wanted), f"posing recording {one.name}")
    return found


def babel_unlabelled(annotations: Path, amass: Path, model: BodyModel) -> list[Unlabelled]:
    """All recordings in the file, labelled or not, to pretrain on."""
    found = read_annotations(annotations, amass)
    _check_all_there(amass, found)
    return [
        Unlabelled(one.name, one.n_frames, 1, partial(posed_recording, one, model))
        for one in found
        if one.n_frames
    ]


def read_annotations(path: Path, amass: Path) -> list[Annotation]:
    """What a BABEL file says, in its order."""
    with only_format_errors(path):
        try:
            content = json.loads(path.read_text("utf-8"))
            return [_annotation(name, about, amass) for name, about in content.items()]
        except json.JSONDecodeError as error:
            raise FormatError(path, f"line {error.lineno}", f"is not JSON: {error.msg}") from error
        except (KeyError, TypeError, AttributeError) as error:
            raise FormatError(path, "", f"is no BABEL file: {error!r}") from error


def frame_labels(annotation: Annotation, classes: Sequence[str]) -> Labels:
    """``(n,)``: the class of each frame up to the last labelled one; ``len(classes)`` is none.

    Empty if the rules leave the recording out.
    """
    times = np.arange(annotation.n_frames) / FPS
    is_labelled = np.zeros(len(times), dtype=bool)
    labels = np.full(len(times), len(classes))
    for start, end, names in annotation.labels:
        here = (start <= times) & (times < end)
        is_labelled |= here & bool(names)
        numbers = [number for number, name in enumerate(classes) if name in names]
        labels[here] = np.minimum(labels[here], min(numbers, default=len(classes)))
    if is_labelled.sum() > MOST_FRAMES or (labels == len(classes)).all():
        return labels[:0]
    return labels[: int(np.flatnonzero(is_labelled)[-1]) + 1]


def posed_recording(annotation: Annotation, model: BodyModel) -> Recording:
    """The 25 joints at 30 frames per second, normalised."""
    poses, fps = _poses(annotation.path)
    picked = poses[picked_frames(len(poses), fps)]
    positions = normalised(model.posed(picked)[:, KINECT2_JOINTS])
    present = np.ones((len(positions), 1, KINECT2.n_joints), dtype=bool)
    return Recording.measured(
        positions[:, np.newaxis], KINECT2, FPS, name=annotation.name, valid=present
    )


def picked_frames(n_frames: int, fps: float) -> npt.NDArray[np.intp]:
    """Which frames of a recording make 30 per second: in every second the same ones."""
    rate = round(fps)
    in_a_second = (np.arange(FPS) * rate) // FPS
    seconds = np.arange(-(-n_frames // rate))
    picked = (seconds[:, np.newaxis] * rate + in_a_second).ravel()
    return picked[picked < n_frames]


def _annotation(name: str, about: Mapping[str, Any], amass: Path) -> Annotation:
    labels = (about["frame_ann"] or {"labels": ()})["labels"]
    return Annotation(
        name,
        _file(amass, Path(about["feat_p"])),
        Path(about["feat_p"]).parent.as_posix(),
        float(about["dur"]),
        tuple(
            (float(one["start_t"]), float(one["end_t"]), frozenset(one["act_cat"] or ()))
            for one in labels
        ),
    )


def _file(amass: Path, path: Path) -> Path:
    """BABEL names each corpus of AMASS twice, as its archives unpack; some keep it once."""
    once = amass / Path(*path.parts[1:])
    return once if once.is_file() else amass / path


def _check_all_there(amass: Path, annotations: Iterable[Annotation]) -> None:
    absent = [one.path for one in annotations if not one.path.is_file()]
    if absent:
        why = f"{len(absent)} recordings are not in it, such as {absent[0].relative_to(amass)}"
        raise FormatError(amass, "", why)


def _poses(path: Path) -> tuple[npt.NDArray[np.floating], float]:
    rates = ("mocap_framerate", "mocap_frame_rate")
    arrays = read_npz(path, ("poses", *rates))
    poses = arrays.get("poses")
    rate = next((float(arrays[name]) for name in rates if name in arrays), 0.0)
    if poses is None or poses.ndim != 2 or poses.shape[1] != N_JOINTS * 3 or not len(poses):
        raise FormatError(path, "", f"has no poses of {N_JOINTS} joints; is it AMASS with SMPL-H?")
    if not 1 <= rate <= 10_000:
        raise FormatError(path, "", f"{rates[0]} is {rate:g}, which is no rate")
    return poses, rate


def _labelled(
    annotation: Annotation, labels: Labels, classes: Sequence[str], model: BodyModel
) -> LabelledRecording:
    recording = posed_recording(annotation, model)
    n_frames = min(recording.n_frames, len(labels))
    positions, valid = recording.positions[:n_frames], recording.valid[:n_frames]
    segments = segments_from_dense(labels[:n_frames], classes)
    track = LabelTrack("BABEL", n_frames, segments, (Span(0, n_frames),))
    recording = replace(recording, positions=positions, valid=valid)
    return LabelledRecording(recording, track, annotation.performer)
