"""TRC: markers with gaps, in several dialects."""

from pathlib import Path

import numpy as np
import pytest

from core.errors import FormatError
from core.formats import read_recording, recognise, trc
from core.recording import Recording

ROWS = (
    "1\t0.00\t100\t1900\t3\t0\t150\t6",
    "2\t0.01\t\t\t\t4\t150\t6",
    "3\t0.02\t7\t1800\t9",
    "4\t0.03\t1\t2\t3\t0\t0\t0",
)


def file(
    *rows: str, names: str = "HEAD\t\t\tLTOE", fps: str = "100", n_frames: int = 4, unit: str = "mm"
) -> str:
    values = f"{fps}\t{fps}\t{n_frames}\t2\t{unit}\t{fps}\t1\t{n_frames}"
    header = (
        "PathFileType\t4\t(X/Y/Z)\tC:/some, where/a.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        values,
        f"Frame#\tTime\t{names}",
        "\t\tX1\tY1\tZ1\tX2\tY2\tZ2",
        "",
    )
    return "\n".join((*header, *rows)) + "\n"


def read(tmp_path: Path, content: str) -> Recording:
    path = tmp_path / "a.trc"
    path.write_text(content, newline="")
    assert recognise(path) is trc
    return read_recording(path)


def fault(tmp_path: Path, content: str) -> str:
    with pytest.raises(FormatError) as raised:
        read(tmp_path, content)
    return f"{raised.value.where}: {raised.value.why}"


@pytest.mark.parametrize("comma", ["\t", ",", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_gaps_zeros_and_short_lines_are_missing(tmp_path: Path, comma: str, end: str) -> None:
    content = file(*ROWS).replace("some, where", "somewhere")
    recording = read(tmp_path, content.replace("\t", comma).replace("\n", end))
    assert recording.valid[:, 0].tolist() == [
        [True, True],
        [False, True],
        [True, False],
        [True, False],
    ]
    assert np.allclose(recording.positions[0, 0], [[0.1, -0.003, 1.9], [0, -0.006, 0.15]])
    assert (recording.fps, recording.skeleton.joint_names) == (100, ("HEAD", "LTOE"))
    assert recording.warnings == ("the file does not say which way is up; taken for y",)


@pytest.mark.parametrize(("unit", "metres"), [("mm", 0.1), ("cm", 1), ("m", 100), ("Meters", 100)])
def test_units(tmp_path: Path, unit: str, metres: float) -> None:
    recording = read(tmp_path, file("1\t0\t100\t190\t3\t4\t5\t6", unit=unit))
    assert recording.positions[0, 0, 0, 0] == np.float32(metres)


def test_decimal_commas(tmp_path: Path) -> None:
    recording = read(tmp_path, file("1\t0,00\t100,5\t1900\t3\t0\t150\t6", n_frames=1, fps="100,0"))
    assert recording.positions[0, 0, 0, 0] == np.float32(0.1005)
    assert recording.fps == 100


def test_names_one_after_the_other(tmp_path: Path) -> None:
    assert read(tmp_path, file(*ROWS, names="HEAD\tLTOE")).skeleton.joint_names == ("HEAD", "LTOE")


def test_subjects_are_bodies(tmp_path: Path) -> None:
    recording = read(tmp_path, file(ROWS[0], names="Jo:TOE\t\t\tAnn:TOE", n_frames=1))
    assert recording.positions.shape == (1, 2, 1, 3)
    assert recording.skeleton.joint_names == ("TOE",)


def test_markers_without_names(tmp_path: Path) -> None:
    recording = read(tmp_path, file(*ROWS, "5\t0.04", names="", n_frames=5))
    assert recording.skeleton.joint_names == ("unnamed_1", "unnamed_2")
    assert recording.n_frames == 5
    assert recording.warnings[0].startswith("no marker has a name")


def test_no_markers_at_all(tmp_path: Path) -> None:
    assert fault(tmp_path, file("1\t0.00\t", "2\t0.01", names="")) == ": holds no markers"


def test_frames_that_are_not_in_the_file(tmp_path: Path) -> None:
    recording = read(tmp_path, file(*ROWS[:2], ROWS[3], n_frames=4))
    assert recording.n_frames == 4
    assert recording.valid[:, 0, 1].tolist() == [True, True, False, False]
    assert recording.valid[:, 0, 0].tolist() == [True, False, False, True]
    assert "1 frames are not in the file; they are shown as missing" in recording.warnings
    assert "the header says 4 frames, the file has 3" in recording.warnings


def test_faults_name_line_and_cell(tmp_path: Path) -> None:
    assert (
        fault(tmp_path, file(*ROWS).replace("1800", "x")) == "line 9: cell 4: 'x' is not a number"
    )
    assert fault(tmp_path, file()) == "line 5: no frames follow the header"
    assert fault(tmp_path, "PathFileType\t4\n").startswith("line 2: the file ends where")
    swapped = file(*ROWS).replace("Frame#", "Name")
    assert fault(tmp_path, swapped) == "line 4: should begin with Frame# and name the markers"


def test_real_samples(shared: Path) -> None:
    folder = shared / "samples" / "trc"
    recording = read_recording(folder / "pyomeca_markers.trc")
    assert (recording.n_frames, recording.skeleton.n_joints, recording.fps) == (93, 51, 100)
    assert recording.valid_fraction == 1
    assert recording.warnings[-1] == "the file does not say which way is up; taken for z"
    unnamed = read_recording(folder / "btk_10002-20130626160334-Unnamed.trc")
    assert (unnamed.n_frames, unnamed.fps) == (882, 400)
