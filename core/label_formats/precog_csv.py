"""PRECOG's labels: the last cell of each line of a joint table is the class of that frame.

One number per frame, from frame 0 on the first line after the header; 0 is background. Somebody
labelled every frame, so all are reviewed.
"""

from pathlib import Path

import numpy as np

from core.errors import FormatError
from core.formats import joint_csv
from core.label_formats.content import Content, Row
from core.label_formats.convention import FRAMES, REVIEWED, Convention
from core.labels import LabelTrack, Span, segments_from_dense
from core.progress import finish

NAME = "PRECOG labels"
SUFFIXES: tuple[str, ...] = (".csv",)
CONVENTION = Convention(FRAMES, keeps=frozenset({REVIEWED}))
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
"""In the order of their numbers, which begin at 1."""

looks_like = joint_csv.looks_like


def parse(path: Path, recording: str = "") -> Content:
    read = track(path)
    rows = [Row(_line(one), one.start, one.stop, one.class_name) for one in read.segments]
    return Content((Row(_line(Span(0, 1)), 0, read.n_frames, ""), *rows), length=read.n_frames)


def track(path: Path) -> LabelTrack:
    """The one track in the file."""
    numbers = np.array(finish(joint_csv.read_table(path)).classes, dtype=np.int64)
    if not len(numbers):
        raise FormatError(path, "", "has positions but no classes: no cell follows the last joint")
    if numbers.max() > len(CLASSES):
        line = int(np.argmax(numbers > len(CLASSES))) + 2
        raise FormatError(path, f"line {line}", f"there is no class {numbers[line - 2]}")
    # Class numbers begin at 1 here and at 0 there, where background has no segment either.
    segments = segments_from_dense(numbers - 1, CLASSES)
    return LabelTrack(path.stem, len(numbers), segments, (Span(0, len(numbers)),))


def _line(span: Span) -> str:
    return f"line {span.start + 2}"
