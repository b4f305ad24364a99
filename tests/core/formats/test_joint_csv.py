"""Joint tables: names, cells, and the class that is not a position."""

from pathlib import Path

import numpy as np
import pytest

from core.errors import FormatError
from core.formats import joint_csv, read_recording, recognise
from core.progress import finish
from core.recording import Recording
from core.skeleton import KINECT1
from tests.core.formats.files import table


def read(tmp_path: Path, content: str) -> Recording:
    path = tmp_path / "a.csv"
    path.write_text(content, newline="", encoding="utf-8")
    assert recognise(path) is joint_csv
    return read_recording(path)


def fault(tmp_path: Path, content: str) -> str:
    with pytest.raises(FormatError) as raised:
        read(tmp_path, content)
    return f"{raised.value.where}: {raised.value.why}"


@pytest.mark.parametrize("classes", [None, [0, 3, 3, 8]])
def test_positions_are_read_and_classes_are_not_positions(
    tmp_path: Path, classes: list[int] | None
) -> None:
    recording = read(tmp_path, table(4, classes))
    assert recording.positions.shape == (4, 1, 20, 3)
    assert recording.positions[2, 0, 7].tolist() == [2, -3, 7]
    assert (recording.fps, recording.skeleton, recording.name) == (30, KINECT1, "a")


def test_classes_are_in_the_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(table(3, [0, 5, 5]))
    assert finish(joint_csv.read_table(path)).classes == (0, 5, 5)


def test_other_names_make_another_skeleton(tmp_path: Path) -> None:
    skeleton = read(tmp_path, "Hüfte;knee\n0 0 1;0 1 1\n").skeleton
    assert skeleton.joint_names == ("Hüfte", "knee")
    assert skeleton.parents == (-1, -1)


def test_some_kinect_joints_keep_the_bones_between_them(tmp_path: Path) -> None:
    skeleton = read(tmp_path, "Spine;HipCenter;Head\n0 0 1;0 1 1;0 2 1\n").skeleton
    assert skeleton.parents == (1, -1, -1)


@pytest.mark.parametrize("dress", ["\ufeff{}", "{}\n\n", "{}\r\n"])
def test_byte_order_mark_and_blank_end_are_fine(tmp_path: Path, dress: str) -> None:
    assert read(tmp_path, dress.format(table(2))).n_frames == 2


def test_windows_line_ends_and_a_last_separator_are_fine(tmp_path: Path) -> None:
    assert read(tmp_path, table(2).replace("\n", ";\r\n")).n_frames == 2


@pytest.mark.parametrize("value", ["nan", "inf", "1e30"])
def test_positions_that_cannot_be_are_missing(tmp_path: Path, value: str) -> None:
    recording = read(tmp_path, table(3).replace("1 4 3.0", f"1 4 {value}"))
    assert not recording.valid[1, 0, 4]
    assert recording.valid.sum() == 59


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("1 4 3.0;", "1 4;", "line 3: cell 5 has 2 numbers, expected 3"),
        ("1 4 3.0;1 5 3.0", "1 4;3.0 1 5 3.0", "line 3: cell 5 has 2 numbers, expected 3"),
        ("1 4 3.0;", "1 x 3.0;", "line 3: cell 5 'x' is not a number"),
        ("1 4 3.0;", ";", "line 3: cell 5 is blank, expected 3 numbers"),
        ("1 4 3.0;", "", "line 3: has 20 cells, expected 21 (the header names 20 joints"),
        ("1 19 3.0;7", "1 19 3.0;seven", "line 3: 'seven' is not the number of a class"),
        ("1 19 3.0;7", "1 19 3.0;-1", "line 3: '-1' is not the number of a class"),
        ("HipCenter; Spine", "Spine; Spine", "line 1: joint name 'Spine' is used twice"),
    ],
)
def test_faults_name_the_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    content = table(3, [7, 7, 7])
    assert content.count(old) == 1
    assert fault(tmp_path, content.replace(old, new)).startswith(said)


def test_more_cells_than_joints_and_a_class(tmp_path: Path) -> None:
    said = fault(tmp_path, "a;b\n0 0 1;0 1 1;2;3\n")
    assert said.startswith("line 2: has 4 cells")


def test_a_blank_line_between_frames(tmp_path: Path) -> None:
    lines = table(3).splitlines()
    lines.insert(2, "")
    assert fault(tmp_path, "\n".join(lines)).startswith("line 3: has 1 cells, expected 20")


def test_no_frames(tmp_path: Path) -> None:
    assert fault(tmp_path, table(0)) == "line 1: no frames follow the names of the joints"


def test_truncated(tmp_path: Path) -> None:
    assert fault(tmp_path, table(3)[:-40]).startswith("line 4: has 1")


def test_real_samples(shared: Path) -> None:
    for path in sorted((shared / "precog").glob("*.csv"))[::12]:
        recording = read_recording(path)
        assert recording.skeleton is KINECT1
        assert recording.valid_fraction == 1
        first = np.array(path.read_text().splitlines()[1].split(";")[0].split(), dtype=float)
        assert np.allclose(recording.positions[0, 0, 0], first[[0, 2, 1]] * (1, -1, 1))
