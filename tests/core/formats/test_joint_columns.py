"""Tables with a column per coordinate, as many programs write them."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from core.errors import FormatError
from core.formats import joint_columns, read_recording, recognise
from core.recording import Recording
from core.skeleton import KINECT2
from tests.core.formats.files import standing

NAMES = KINECT2.joint_names


def read(tmp_path: Path, content: str) -> Recording:
    path = tmp_path / "a.csv"
    path.write_text(content, newline="", encoding="utf-8")
    assert recognise(path) is joint_columns
    return read_recording(path)


def y_up(n_frames: int, unit: float) -> npt.NDArray[np.float64]:
    """``(n_frames, 75)``: a standing body as most programs have it."""
    x, y, z = np.moveaxis(standing(n_frames)[:, 0], -1, 0)
    return (np.stack([x, z, -y], axis=-1) / unit).reshape(n_frames, -1)


def table(
    header: list[str], rows: npt.NDArray[np.float64], comma: str = ",", point: str = "."
) -> str:
    lines = [comma.join(f"{value:.6f}".replace(".", point) for value in row) for row in rows]
    return "\n".join([comma.join(header), *lines]) + "\n"


def timed(rows: npt.NDArray[np.float64], fps: float = 50.0) -> npt.NDArray[np.float64]:
    return np.column_stack([np.arange(len(rows)) / fps, rows])


@pytest.mark.parametrize(
    "style",
    [
        "{}.{}",
        "{}_{}",
        "{} {}",
        "{}:{}",
        "{}-{}",
        "{}{}",
        "{}_pos_{}",
        "{}.Position.{}",
        "{0}.{1} (cm)",
    ],
)
@pytest.mark.parametrize("axes", ["xyz", "XYZ"])
def test_names_of_columns(tmp_path: Path, style: str, axes: str) -> None:
    header = ["time", *(style.format(name, axis) for name in NAMES for axis in axes)]
    recording = read(tmp_path, table(header, timed(y_up(40, 0.01))))
    assert recording.skeleton is KINECT2
    assert recording.fps == 50
    assert np.allclose(recording.positions, standing(40), atol=1e-4)


@pytest.mark.parametrize(
    ("comma", "point"),
    [(",", "."), (";", "."), (";", ","), ("\t", "."), ("\t", ","), (" ", "."), (" ", ",")],
)
def test_separators_and_decimals(tmp_path: Path, comma: str, point: str) -> None:
    header = ["frame", *(f"{name}.{axis}" for name in NAMES for axis in "xyz")]
    rows = np.column_stack([np.arange(5), y_up(5, 0.001)])
    recording = read(tmp_path, table(header, rows, comma, point))
    assert np.allclose(recording.positions, standing(5), atol=1e-4)
    assert "the file does not say its frame rate; taken for 30" in recording.warnings


def test_axes_first_and_quotes(tmp_path: Path) -> None:
    header = ['"time"', *(f'"{axis}_{name}"' for name in NAMES for axis in "xyz")]
    assert read(tmp_path, table(header, timed(y_up(5, 1)))).skeleton is KINECT2


def test_names_above_axes_above_units(tmp_path: Path) -> None:
    names = ",".join(["", ""] + [f"Jo:{name},," for name in NAMES])
    axes = ",".join(["Frame", "Sub Frame", *("XYZ" * 25)])
    units = ",".join(["", "", *["mm"] * 75])
    rows = np.column_stack([np.arange(1, 6), np.zeros(5), standing(5).reshape(5, -1) * 1000])
    body = table([], rows).lstrip("\n")
    recording = read(tmp_path, f"Trajectories\n100 fps\n{names}\n{axes}\n{units}\n{body}")
    assert recording.skeleton is KINECT2
    assert recording.fps == 100
    assert recording.warnings == ("the file does not say which way is up; taken for z",)
    assert np.allclose(recording.positions, standing(5), atol=1e-5)


def test_deeplabcut_has_people_above_joints(tmp_path: Path) -> None:
    people = ",".join(["individuals", *["one"] * 75, *["two"] * 75])
    scorer = ",".join(["scorer", *["net"] * 150])
    joints = ",".join(["bodyparts", *(name for name in (*NAMES, *NAMES) for _ in "xyz")])
    axes = ",".join(["coords", *("xyz" * 50)])
    rows = np.column_stack([np.arange(4), y_up(4, 1), y_up(4, 1) + 0.5])
    body = table([], rows).lstrip("\n")
    recording = read(tmp_path, f"{scorer}\n{people}\n{joints}\n{axes}\n{body}")
    assert recording.skeleton is KINECT2
    assert recording.positions.shape == (4, 2, 25, 3)
    assert np.allclose(
        recording.positions[:, 1] - recording.positions[:, 0], (0.5, -0.5, 0.5), atol=1e-5
    )


def test_motive_has_rotations_between(tmp_path: Path) -> None:
    names = [f"Jo:{name}" for name in NAMES for _ in range(7)]
    first = "Format Version,1.23,Capture Frame Rate,120.000000,Length Units,Meters\n\n"
    header = [
        ["", "Type", *["Bone"] * 175], ["", "Name", *names],
        ["", "ID", *(str(n // 7) for n in range(175))],
        ["", "", *(["Rotation"] * 4 + ["Position"] * 3) * 25],
        ["Frame", "Time (Seconds)", *["X", "Y", "Z", "W", "X", "Y", "Z"] * 25],
    ]  # fmt: skip
    joints = y_up(3, 1).reshape(3, 25, 3)
    rows = np.concatenate([np.ones((3, 25, 4)), joints], axis=2).reshape(3, -1)
    rows = np.column_stack([np.arange(3), np.arange(3) / 120, rows])
    recording = read(tmp_path, first + "\n".join(map(",".join, header)) + table([], rows))
    assert (recording.skeleton, recording.fps) == (KINECT2, 120)
    assert np.allclose(recording.positions, standing(3), atol=1e-5)


def test_anipose_and_what_else_is_there(tmp_path: Path) -> None:
    parts = ("x", "y", "z", "error", "score", "ncams")
    header = [*(f"{name}_{part}" for name in NAMES for part in parts), "M_00", "fnum", "comment"]
    joints = y_up(4, 0.001).reshape(4, 25, 3)
    rows = np.concatenate([joints, np.ones((4, 25, 3))], axis=2).reshape(4, -1)
    text = table(header[:-1], np.column_stack([rows, np.ones(4), np.arange(4)]))
    lines = text.splitlines()
    text = "\n".join([f"{lines[0]},comment", *(f'{line},"free, text"' for line in lines[1:])])
    recording = read(tmp_path, text)
    assert recording.skeleton is KINECT2
    assert np.allclose(recording.positions, standing(4), atol=1e-5)


@pytest.mark.parametrize("hole", ["", "nan", "NA", "null"])
def test_empty_cells_are_missing(tmp_path: Path, hole: str) -> None:
    header = [f"{name}.{axis}" for name in NAMES for axis in "xyz"]
    lines = table(header, y_up(4, 1)).splitlines()
    cells = lines[2].split(",")
    cells[3:6], cells[10] = [hole] * 3, hole
    recording = read(tmp_path, "\n".join([*lines[:2], ",".join(cells), *lines[3:]]))
    assert np.argwhere(~recording.valid).tolist() == [[1, 0, 1], [1, 0, 3]]


def test_bodies_are_told_apart_by_words(tmp_path: Path) -> None:
    header = ["frame", "subject", "hip.x", "hip.y", "hip.z"]
    rows = ["1,Ann,1,2,3", "1,Jo,4,5,6", "2,Jo,4,5,6", "4,Ann,1,2,3"]
    recording = read(tmp_path, "\n".join([",".join(header), *rows]))
    present = [[True, True], [False, True], [False, False], [True, False]]
    assert recording.present.tolist() == present


def test_a_row_per_body(tmp_path: Path) -> None:
    header = ["frame", "time", "person_id", *(f"{name}.{axis}" for name in NAMES for axis in "xyz")]
    frames, people = np.array([0, 0, 1, 3, 3]), np.array([7, 9, 9, 7, 9])
    rows = np.column_stack([frames, frames / 25, people, y_up(5, 1)])
    recording = read(tmp_path, table(header, rows))
    assert recording.present.tolist() == [[True, True], [False, True], [False, False], [True, True]]
    assert recording.fps == 25


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("\n1.", "\nx1.", "line 2: cell 1: 'x1.000000' is not a number"),
        (",9.000000", "", "line 4: has 5 cells, expected 6; was the file cut off while copied?"),
        ("\n1.000000", "\n", ""),
    ],
)
def test_faults_name_line_and_cell(tmp_path: Path, old: str, new: str, said: str) -> None:
    rows = np.array([[3, 3, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6.0], [1, 2, 3, 4, 5, 9]])
    content = table(["a.x", "a.y", "a.z", "b.x", "b.y", "b.z"], rows)
    changed = content.replace(old, new, 1) if "x1" not in new else content.replace(old, new)
    path = tmp_path / "a.csv"
    path.write_text(changed)
    if not said:
        assert not read_recording(path).valid[1, 0, 0]
        return
    with pytest.raises(FormatError) as raised:
        read_recording(path)
    assert said.replace("line 2", "line 3") in str(raised.value)


def test_a_header_and_no_frames(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="line 1: no frames follow the header"):
        read(tmp_path, "a.x,a.y,a.z,b.x,b.y,b.z\n")


def test_real_samples(shared: Path) -> None:
    for path, n_joints, unit in (
        ("cmu_01_01_pos", 43, "cm"),
        ("sfu_0005_JumpRope001_pos", 25, "in"),
    ):
        recording = read_recording(shared / "samples" / "csv" / f"{path}.csv")
        assert (recording.skeleton.n_joints, recording.fps, recording.valid_fraction) == (
            n_joints,
            120,
            1,
        )
        assert f"the file does not say its unit of length; taken for {unit}" in recording.warnings
        assert 1 < recording.positions[..., 2].max() < 2


def test_a_skeleton_of_acclaim_is_no_table() -> None:
    asf = b":root\n  order TX TY TZ RX RY RZ\n  axis XYZ\n  position 0 0 0\n  orientation 0 0 0\n"
    assert not joint_columns.looks_like(asf)
