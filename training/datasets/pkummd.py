"""PKU-MMD as its authors publish it: text files of skeletons, labels and splits.

A folder that holds, somewhere in it, ``NNNN-V.txt`` twice for each recording: its skeleton
(`core.formats.pkummd_text`) and, in another folder, its labels (`core.label_formats.pkummd_csv`);
and the splits ``cross-subject.txt`` and ``cross-view.txt``, in which a line such as "Training
videos:" comes before a line of names between commas. NNNN is the performance; V, one of L, M and R,
the camera. C. Liu et al., PKU-MMD, 2017.

All frames were labelled, so a frame of no class is background. The authors' validation part is what
papers report as test: nothing may be selected on it.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from core.errors import FormatError
from core.formats import pkummd_text, read_recording
from core.label_formats import pkummd_csv
from core.labels import LabelTrack, Segment, Span, segments_from_dense
from core.progress import Progress, Steps
from core.sniffing import HEAD_BYTES, Format, only_format_errors
from training.datasets.labelled import LabelledRecording

CLASSES = pkummd_csv.CLASSES

SPLITS = ("cross-subject", "cross-view")
PARTS = ("training", "validation", "testing")

_HEADING = re.compile(r"^\s*(train|valid|test)\w*[^\n,]*$", re.I | re.M)
_NAME = re.compile(r"\d+-[LMR]")


def pkummd(folder: Path, split: str, part: str) -> Steps[list[LabelledRecording]]:
    """The labelled recordings of a part, in the order of their names.

    Parameters
    ----------
    split
        One of `SPLITS`.
    part
        One of `PARTS`; which ones there are the split says.

    Raises
    ------
    FormatError
        If the split, or a skeleton or the labels of a recording in it, is not there or is damaged.
    """
    names = split_names(_the_file(folder, f"{split}.txt"), part)
    skeletons, labels = _files(folder, pkummd_text), _files(folder, pkummd_csv)
    for what, found in (("skeleton", skeletons), ("label", labels)):
        if absent := sorted(set(names) - set(found)):
            why = f"{len(absent)} of {len(names)} {what} files are not in it, such as "
            raise FormatError(folder, "", f"{why}{absent[0]}.txt")
    labelled = []
    for number, name in enumerate(names, 1):
        labelled.append(_labelled(skeletons[name], labels[name]))
        yield Progress(number, len(names), f"reading {name}")
    return labelled


def split_names(path: Path, part: str) -> list[str]:
    """The names of the recordings in a part of a split, sorted.

    Raises
    ------
    FormatError
        If the file does not list that part.
    """
    with only_format_errors(path):
        _, *pieces = _HEADING.split(path.read_text("utf-8-sig", errors="replace"))
    parts = dict(zip(map(str.lower, pieces[::2]), pieces[1::2], strict=True))
    names = next((text for start, text in parts.items() if part.startswith(start)), "")
    if not (found := sorted(set(_NAME.findall(names)))):
        raise FormatError(path, "", f"lists no {part} recordings")
    return found


def _the_file(folder: Path, name: str) -> Path:
    found = next(folder.rglob(name), None)
    if found is None:
        raise FormatError(folder, "", f"{name} is not in it; it comes with the data")
    return found


def _files(folder: Path, kind: Format) -> dict[str, Path]:
    """The files of a recording's name that hold this kind of text, by that name."""
    files = (path for path in sorted(folder.rglob("*.txt")) if _NAME.fullmatch(path.stem))
    return {path.stem: path for path in files if kind.looks_like(_head(path))}


def _head(path: Path) -> bytes:
    with only_format_errors(path), path.open("rb") as file:
        return file.read(HEAD_BYTES)


def _labelled(skeleton: Path, labels: Path) -> LabelledRecording:
    recording = read_recording(skeleton)
    segments = pkummd_csv.read_segments(labels)
    if segments and segments[-1].start >= recording.n_frames:
        why = f"labels frame {segments[-1].start + 1}, but {skeleton} has {recording.n_frames}"
        raise FormatError(labels, "", why)
    n_frames = recording.n_frames
    track = LabelTrack("PKU-MMD", n_frames, _one_lane(segments, n_frames), (Span(0, n_frames),))
    return LabelledRecording(recording, track, skeleton.stem.partition("-")[0])


def _one_lane(segments: Iterable[Segment], n_frames: int) -> Sequence[Segment]:
    """Segments cut to the recording; where two overlap, the one that begins later."""
    dense = np.full(n_frames, len(CLASSES))
    for segment in segments:
        dense[segment.start : segment.stop] = CLASSES.index(segment.class_name)
    return segments_from_dense(dense, CLASSES)
