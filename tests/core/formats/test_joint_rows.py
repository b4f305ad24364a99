"""Tables with a row per joint, in any order and with holes."""

import random
from pathlib import Path

import numpy as np
import pytest

from core.errors import FormatError
from core.formats import joint_rows, read_recording, recognise
from core.recording import Recording
from core.skeleton import KINECT2
from tests.core.formats import files
from tests.core.formats.files import standing


def read(tmp_path: Path, content: str) -> Recording:
    path = tmp_path / "a.csv"
    path.write_text(content)
    assert recognise(path) is joint_rows
    return read_recording(path)


@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_rows_become_frames(tmp_path: Path, comma: str) -> None:
    recording = read(tmp_path, files.joint_rows(6).replace(",", comma))
    assert (recording.skeleton, recording.fps) == (KINECT2, 50)
    assert np.allclose(recording.positions, standing(6), atol=1e-5)


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    header, *rows = files.joint_rows(6).splitlines()
    joints = rows[:25]
    random.Random(0).shuffle(rows)
    recording = read(tmp_path, "\n".join([header, *joints, *rows]))
    assert np.allclose(recording.positions, standing(6), atol=1e-5)


def test_bodies_and_what_is_not_there(tmp_path: Path) -> None:
    one, other = (files.joint_rows(4, name).splitlines() for name in ("Ann", "Jo"))
    kept = [row for row in other[1:] if not row.startswith(("1,", "2,")) and "Head" not in row]
    recording = read(tmp_path, "\n".join([*one, *kept]))
    assert recording.present.tolist() == [[True, True], [True, False], [True, False], [True, True]]
    assert recording.valid[0].sum(axis=1).tolist() == [25, 24]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("\n1,0.020,,Head", "\n,0.020,,Head", "line 30: does not say which frame it is of"),
        ("\n1,0.020,,Head,0.000", "\n1,0.020,,Head,x", "line 30: cell 5: 'x' is not a number"),
        ("frame,timestamp", "a,b", "is of no known recording format"),
    ],
)
def test_faults_name_the_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    content = files.joint_rows(3)
    assert content.count(old) == 1
    (tmp_path / "a.csv").write_text(content.replace(old, new))
    with pytest.raises(FormatError, match=said):
        read_recording(tmp_path / "a.csv")


def test_a_frame_number_for_every_row_is_too_many(tmp_path: Path) -> None:
    header, *rows = files.joint_rows(40).splitlines()
    counted = [f"{n},{row.split(',', 1)[1]}" for n, row in enumerate(rows)]
    many = [row.replace(",,", f",p{n % 90},") for n, row in enumerate(counted)]
    with pytest.raises(FormatError, match=r"has 1000 rows for .* frames, bodies, joints"):
        read(tmp_path, "\n".join([header, *many]))
