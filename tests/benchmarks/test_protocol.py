"""Who is trained on and who validates, on a made-up corpus of six performances."""

import json
from pathlib import Path

import h5py
import numpy as np
import pytest

from benchmarks.protocol import PROTOCOLS, Data, Record, data, parser


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.h5"
    with h5py.File(path, "w") as file:
        file.attrs.update(fps=30.0, axes="y up", layout="kinect_v2_25")
        file.attrs.update(class_ids=[12, 14], class_names=["give", "hug"])
        for performance in range(1, 7):
            for view in "LM":
                group = file.create_group(f"000{performance}-{view}")
                group.attrs.update(performance=f"000{performance}", only_interaction_classes=True)
                group.attrs["cross_view"] = "val" if view == "M" else "train"
                positions = np.ones((4, 2, 25, 3), dtype=np.int16)
                group.create_dataset("positions", data=positions).attrs["metres_per_unit"] = 0.001
                group["labels"] = np.array([0, 12, 12, 0], dtype=np.uint8)
    return path


def parts(corpus: Path, *options: str) -> Data:
    return data(parser("", "test").parse_args([str(corpus), *options]))


def names(of: list) -> set[str]:
    return {one.recording.name for one in of}


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_parts_share_no_recording_and_leave_none_out(corpus: Path, protocol: str) -> None:
    two = parts(corpus, "--protocol", protocol)
    assert not names(two.training) & names(two.validation)
    assert len(names(two.training) | names(two.validation)) == 12


def test_performances_or_cameras_are_held_out(corpus: Path) -> None:
    assert names(parts(corpus).validation) == {"0005-L", "0005-M"}
    cross_view = parts(corpus, "--protocol", "cross-view")
    assert {name[-1] for name in names(cross_view.validation)} == {"M"}


def test_a_share_is_of_performances_and_drawn_by_the_seed(corpus: Path) -> None:
    draws = [names(parts(corpus, "--share", "0.4", "--seed", str(s)).training) for s in range(6)]
    assert all(len({name[:4] for name in draw}) == 2 and len(draw) == 4 for draw in draws)
    assert len(set(map(frozenset, draws))) > 1
    assert draws[0] == names(parts(corpus, "--share", "0.4", "--seed", "0").training)


def test_a_run_leaves_its_line(corpus: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    options = parser("", "test").parse_args([str(corpus), "--seed", "3", "--log", str(log)])
    for value in (0.5, 0.75):
        Record(options).close({"f1@50": value})
    first, second = map(json.loads, log.read_text().splitlines())
    assert (first["f1@50"], second["f1@50"]) == (0.5, 0.75)
    assert (first["method"], first["protocol"], first["seed"]) == ("test", "cross-subject", 3)
    assert first["threads"] == 1
    assert first["command"].startswith("python ")
