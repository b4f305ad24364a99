"""Lines of numbers: what a person says they are, and what can be told without."""

from pathlib import Path

import numpy as np
import pytest

from core.errors import FormatError
from core.formats import number_columns, read_recording, recognise
from core.layouts import SMPL22
from core.skeleton import KINECT1, KINECT2
from tests.core.formats.files import standing


def write(tmp_path: Path, rows: np.ndarray, comma: str = " ", point: str = ".") -> Path:
    path = tmp_path / "a.txt"
    lines = (comma.join(f"{value:.5f}".replace(".", point) for value in row) for row in rows)
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.mark.parametrize(
    ("comma", "point"), [(" ", "."), (" ", ","), (",", "."), (";", ","), ("\t", ".")]
)
@pytest.mark.parametrize("before", [0, 1, 2])
def test_a_layout_is_chosen(tmp_path: Path, comma: str, point: str, before: int) -> None:
    clock = [np.arange(6.0), np.arange(6) / 25][2 - before :] if before else []
    path = write(
        tmp_path, np.column_stack([*clock, standing(6).reshape(6, -1) * 1000]), comma, point
    )
    assert recognise(path) is number_columns
    recording = read_recording(path, "kinect2")
    assert recording.skeleton is KINECT2
    assert recording.fps == (25 if before else 30)
    assert np.allclose(recording.positions, standing(6), atol=1e-4)


def test_states_of_joints_and_several_bodies(tmp_path: Path) -> None:
    joints = np.concatenate([standing(3), np.ones((3, 1, 25, 1))], axis=3).reshape(3, -1)
    recording = read_recording(write(tmp_path, np.column_stack([joints, joints])), "kinect2")
    assert recording.positions.shape == (3, 2, 25, 3)
    assert np.allclose(recording.positions[:, 1], standing(3)[:, 0], atol=1e-5)


def test_the_only_layout_that_fits_needs_no_choice(tmp_path: Path) -> None:
    assert read_recording(write(tmp_path, np.ones((2, 66)))).skeleton is SMPL22


@pytest.mark.parametrize(
    "header", [",".join(map(str, range(75))), ",".join(f"{a}{n}" for n in range(25) for a in "XYZ")]
)
@pytest.mark.parametrize("index", [False, True])
def test_a_header_that_only_counts_is_no_frame(tmp_path: Path, header: str, index: bool) -> None:
    rows = standing(4).reshape(4, -1)
    if index:
        header, rows = f",{header}", np.column_stack([np.arange(4), rows])
    path = write(tmp_path, rows, ",")
    path.write_text(f"{header}\n{path.read_text()}")
    recording = read_recording(path, "kinect2")
    assert np.allclose(recording.positions, standing(4), atol=1e-4)


def test_points_are_any_number(tmp_path: Path) -> None:
    recording = read_recording(write(tmp_path, np.ones((2, 21))), "points")
    assert recording.skeleton.joint_names == tuple(f"point_{n}" for n in range(1, 8))


@pytest.mark.parametrize(
    ("layout", "said"),
    [
        (None, "has 75 numbers in a line and does not say which joints they are; choose a layout"),
        (None, "for it: kinect2, body25, points"),
        ("kinect1", "do not fit the 20 joints of kinect1; possible: kinect2, body25, points"),
        ("kinect3", "there is no layout 'kinect3' (known: kinect1, kinect2, "),
    ],
)
def test_what_is_possible_is_said(tmp_path: Path, layout: str | None, said: str) -> None:
    with pytest.raises(FormatError) as raised:
        read_recording(write(tmp_path, np.ones((2, 75))), layout)
    assert said in str(raised.value)


def test_faults_name_line_and_cell(tmp_path: Path) -> None:
    path = write(tmp_path, np.ones((3, 60)))
    path.write_text(path.read_text().replace("1.00000\n", "x\n", 2).replace("x\n", "1\n", 1))
    with pytest.raises(FormatError, match="line 2: cell 60: 'x' is not a number"):
        read_recording(path, "kinect1")
    assert KINECT1.n_joints == 20


def test_a_real_sample(shared: Path) -> None:
    path = shared / "samples" / "kinect_txt" / "motionmachine_kinect2.txt"
    recording = read_recording(path, "kinect2")
    assert recording.positions.shape == (1538, 1, 25, 3)
    assert recording.warnings[1:] == (
        "the file does not say its unit of length; taken for mm",
        "the file does not say which way is up; taken for z",
    )
