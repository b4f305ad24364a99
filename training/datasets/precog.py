"""PRECOG: karate-like techniques recorded with a Kinect v1; David Jardim, 2016, MIT licence.

Seventy-two files ``SeqS_P.csv``: sequence S (1-6, each a script of five or six techniques) by
performer P (1-12), 20 joints and the class of every frame, so that everything is reviewed.
"""

import re
from collections.abc import Collection
from pathlib import Path

import numpy as np

from core.labels import LabelTrack, Span, segments_from_dense
from core.recording import Recording, y_up_to_z_up
from core.skeleton import KINECT1
from training.datasets.labelled import LabelledRecording

CLASSES = (
    "right punch",
    "left punch",
    "front right kick",
    "front left kick",
    "side right kick",
    "side left kick",
    "back fist",
    "elbow strike",
)
"""In the order of the numbers 1 to 8 in the files; 0 is background."""

TRAINING, VALIDATION, TEST = tuple(range(1, 9)), (9, 10), (11, 12)
"""Performers of each part."""

_FILE_NAME = re.compile(r"Seq\d+_(\d+)\.csv")


def precog(folder: Path, performers: Collection[int]) -> list[LabelledRecording]:
    """The labelled recordings of some performers, ordered by file name.

    Raises
    ------
    ValueError
        If the folder holds none of them.
    """
    files = [path for path in sorted(folder.glob("Seq*_*.csv")) if _performer(path) in performers]
    if not files:
        raise ValueError(f"{folder} holds no PRECOG recording of performers {sorted(performers)}")
    return [_labelled(path) for path in files]


def _performer(path: Path) -> int:
    match = _FILE_NAME.fullmatch(path.name)
    return int(match[1]) if match else 0


def _labelled(path: Path) -> LabelledRecording:
    rows = [line.split(";") for line in path.read_text().splitlines()[1:]]
    cells = np.array([" ".join(row[:20]).split() for row in rows], dtype=np.float32)
    positions = y_up_to_z_up(cells.reshape(-1, 1, 20, 3))
    recording = Recording.measured(positions, KINECT1, 30.0, name=path.stem)
    dense = (np.array([int(row[20]) for row in rows]) - 1) % 9
    track = LabelTrack(
        path.stem, len(rows), segments_from_dense(dense, CLASSES), (Span(0, len(rows)),)
    )
    return LabelledRecording(recording, track, str(_performer(path)))
