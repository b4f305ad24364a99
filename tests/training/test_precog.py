from pathlib import Path

import numpy as np
import pytest

from core.skeleton import KINECT1
from training.datasets.precog import CLASSES, TEST, TRAINING, VALIDATION, precog


def write(folder: Path, name: str, classes: list[int]) -> None:
    """A file as the corpus has them, with the head 0.6 m above the hips."""
    row = ["0 0 3"] * 20
    row[KINECT1.joint_names.index("Head")] = "0 0.6 3"
    lines = ["; ".join(KINECT1.joint_names), *(";".join([*row, str(c)]) for c in classes)]
    (folder / name).write_text("\n".join(lines) + "\n")


def test_recordings_labels_and_performers(tmp_path: Path) -> None:
    write(tmp_path, "Seq1_3.csv", [0, 1, 1, 8])
    write(tmp_path, "Seq1_11.csv", [0])
    (one,) = precog(tmp_path, [3])
    assert (one.recording.name, one.performer) == ("Seq1_3", "3")
    assert one.track.dense(CLASSES).tolist() == [8, 0, 0, 7]
    assert one.recording.skeleton == KINECT1
    head = one.recording.positions[0, 0, KINECT1.joint_names.index("Head")]
    np.testing.assert_allclose(head, (0, -3, 0.6), atol=1e-6)


def test_a_folder_without_them(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="holds no PRECOG recording of performers"):
        precog(tmp_path, TRAINING)


def test_nobody_is_in_two_parts() -> None:
    assert sorted((*TRAINING, *VALIDATION, *TEST)) == list(range(1, 13))


def test_the_corpus(shared: Path) -> None:
    parts = [precog(shared / "precog", part) for part in (TRAINING, VALIDATION, TEST)]
    assert [len(part) for part in parts] == [48, 12, 12]
    everything = [one for part in parts for one in part]
    assert sum(one.recording.n_frames for one in everything) == 19_219
    assert sum(len(one.track.segments) for one in everything) == 363
