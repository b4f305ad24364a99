"""PRECOG: karate-like techniques recorded with a Kinect v1; David Jardim, 2016, MIT licence.

Seventy-two files ``SeqS_P.csv``: sequence S (1-6, each a script of five or six techniques) by
performer P (1-12), 20 joints and the class of every frame, so that everything is reviewed.
"""

import re
from collections.abc import Collection
from pathlib import Path

from core.formats import read_recording
from core.label_formats import precog_csv
from training.datasets.labelled import LabelledRecording

CLASSES = precog_csv.CLASSES

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
    return LabelledRecording(read_recording(path), precog_csv.track(path), str(_performer(path)))
