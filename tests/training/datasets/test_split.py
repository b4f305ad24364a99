from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import FormatError
from core.labels import LabelTrack
from tests.core.networks import wandering
from training.datasets.labelled import LabelledRecording
from training.datasets.split import Split, read_split

NAMES = ("a1", "a2", "b1", "[odd]")


def labelled() -> list[LabelledRecording]:
    recordings = (replace(wandering(4, 1), name=name) for name in NAMES)
    return [LabelledRecording(one, LabelTrack("person", 4)) for one in recordings]


def names(split: Split, part: str) -> list[str]:
    return [one.recording.name for one in split.part(part, labelled())]


def test_what_is_held_out_does_not_train() -> None:
    split = Split(validation=("a?", "[odd]"))
    assert names(split, "validation") == ["a1", "a2", "[odd]"]
    assert names(split, "train") == ["b1"]


def test_everything_trains_by_default() -> None:
    assert names(Split(), "train") == list(NAMES)


def test_who_is_in_no_part_takes_no_part(tmp_path: Path) -> None:
    path = tmp_path / "split.json"
    path.write_text('{"train": ["a1"], "test": ["b*"]}')
    split = read_split(path)
    assert [names(split, part) for part in ("train", "validation", "test")] == [["a1"], [], ["b1"]]


@pytest.mark.parametrize(
    ("split", "message"),
    [
        (Split(validation=("c*",)), r"no reviewed recording is called 'c\*'"),
        (Split(train=("*1",), test=("b1",)), "'b1' is in two parts: train and test"),
    ],
)
def test_splits_that_do_not_fit(split: Split, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        split.part("train", labelled())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"train": [', "line 1: is not JSON"),
        ("[]", "is no split"),
        ('{"training": []}', "it has a part 'training'; known: train, validation, test"),
        ('{"train": "a1"}', "'train' is not a list of names"),
    ],
)
def test_files_that_are_no_split(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "split.json"
    path.write_text(content)
    with pytest.raises(FormatError, match=message):
        read_split(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="cannot be read: No such file"):
        read_split(tmp_path / "gone.json")
