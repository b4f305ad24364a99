"""NTU RGB+D: short recordings of one action each, for pretraining; A. Shahroudy et al., 2016.

A folder of ``SsssCcccPpppRrrrAaaa.skeleton`` files: setup, camera, performer, repetition, class.
`training.datasets.unlabelled` lists such a folder as any other.
"""

from collections.abc import Callable
from pathlib import Path

from core.naming import attributes_in
from training.datasets.listing import Unlabelled
from training.datasets.unlabelled import unlabelled

TRAINING_PERFORMERS = frozenset((1, 2, 4, 5, 8, 9, *range(13, 20), 25, 27, 28, 31, 34, 35, 38))
"""Cross-subject: the others, up to 40, are for testing."""

TRAINING_CAMERAS = frozenset((2, 3))
"""Cross-view: camera 1 is for testing."""

Part = Callable[[str], bool]
"""Whether a recording of this name belongs to a part."""


def is_cross_subject_training(name: str) -> bool:
    return int(attributes_in(name).get("performer", 0)) in TRAINING_PERFORMERS


def is_cross_view_training(name: str) -> bool:
    return int(attributes_in(name).get("camera", 0)) in TRAINING_CAMERAS


def ntu(folder: Path, part: Part) -> list[Unlabelled]:
    """The recordings of a part, sorted by name; ``part`` may be one of the two above.

    Raises
    ------
    FormatError
        At the first file that is damaged.
    ValueError
        If there are none.
    """
    files = [path for path in sorted(folder.rglob("*.skeleton")) if part(path.stem)]
    return unlabelled(files)
