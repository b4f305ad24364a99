"""PKU-MMD from files as its authors write them."""

from pathlib import Path

import numpy as np
import pytest

from core.errors import FormatError
from core.labels import Segment, Span
from core.progress import finish
from tests.core.formats.files import pku
from training.datasets.labelled import LabelledRecording
from training.datasets.pkummd import CLASSES, SPLITS, pkummd, split_names

SPLIT = "Training videos: \n0001-L, 0001-M, 0002-R, \n\nValidataion videos: \n0003-M"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Four recordings of 12 frames; in each, frames 3 to 5 (from 1 on) are class 18."""
    for folder in ("Data/SKELETON", "Label", "Split"):
        (tmp_path / folder).mkdir(parents=True)
    positions = np.random.default_rng(0).normal(size=(12, 2, 25, 3))
    for name in ("0001-L", "0001-M", "0002-R", "0003-M"):
        (tmp_path / "Data" / "SKELETON" / f"{name}.txt").write_text(pku(positions))
        (tmp_path / "Label" / f"{name}.txt").write_text("18,3,5,2\n")
    for split in SPLITS:
        (tmp_path / "Split" / f"{split}.txt").write_text(SPLIT)
    return tmp_path


def read(corpus: Path, part: str = "training") -> list[LabelledRecording]:
    return finish(pkummd(corpus, "cross-view", part))


def test_the_parts_of_a_split(corpus: Path) -> None:
    training, validation = read(corpus), read(corpus, "validation")
    assert [one.recording.name for one in training] == ["0001-L", "0001-M", "0002-R"]
    assert [one.performer for one in training] == ["0001", "0001", "0002"]
    assert [one.recording.name for one in validation] == ["0003-M"]
    with pytest.raises(FormatError, match=r"cross-view.txt: lists no testing recordings"):
        read(corpus, "testing")


def test_labels_are_half_open_and_the_rest_is_background(corpus: Path) -> None:
    track = read(corpus)[0].track
    assert track.segments == (Segment(2, 5, "kicking other person"),)
    assert track.reviewed == (Span(0, 12),)
    assert track.dense(CLASSES).tolist() == [51] * 2 + [17] * 3 + [51] * 7


def test_overlaps_go_to_the_later_one_and_nothing_is_beyond_the_end(corpus: Path) -> None:
    (corpus / "Label" / "0001-L.txt").write_text("1,4,20,2\n2,1,4,1\n3,6,7,1\n")
    dense = read(corpus)[0].track.dense(CLASSES)
    assert dense.tolist() == [1] * 3 + [0] * 2 + [2] * 2 + [0] * 5
    (corpus / "Label" / "0001-L.txt").write_text("1,13,20,2\n")
    with pytest.raises(FormatError, match=r"labels frame 13, but .*0001-L.txt has 12"):
        read(corpus)


def test_what_is_not_there_is_said(corpus: Path) -> None:
    (corpus / "Label" / "0002-R.txt").unlink()
    with pytest.raises(FormatError, match=r"1 of 3 label files are not in it, such as 0002-R.txt"):
        read(corpus)
    with pytest.raises(FormatError, match=r"cross-thing.txt is not in it"):
        finish(pkummd(corpus, "cross-thing", "training"))


def test_headings_of_other_releases(tmp_path: Path) -> None:
    path = tmp_path / "split.txt"
    path.write_text("Training videos:\r\n0001-L,0010-R\r\nTesting videos:\r\n0003-M, 0002-M,\r\n")
    assert split_names(path, "training") == ["0001-L", "0010-R"]
    assert split_names(path, "testing") == ["0002-M", "0003-M"]
