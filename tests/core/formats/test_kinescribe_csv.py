"""Our own table: what is written comes back, and what is wrong with it is named."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import FormatError
from core.formats import kinescribe_csv, read_recording, recognise, write_recording
from core.recording import Recording
from core.skeleton import KINECT2, Skeleton
from tests.core.formats.test_native import recording, same


@pytest.mark.parametrize(("n_frames", "n_bodies"), [(1, 1), (5, 2), (4100, 1)])
def test_what_is_written_is_read(tmp_path: Path, n_frames: int, n_bodies: int) -> None:
    path, original = tmp_path / "a.csv", recording(n_frames, n_bodies)
    write_recording(original, path)
    assert recognise(path) is kinescribe_csv
    assert same(read_recording(path), original)
    assert read_recording(path).skeleton is KINECT2


@given(
    names=st.lists(st.text(min_size=1), min_size=1, max_size=5, unique=True).filter(
        lambda names: all(name.encode(errors="ignore").decode() == name for name in names)
    ),
    fps=st.floats(0.001, 100_000),
    value=st.floats(-1000, 1000, width=32),
)
def test_any_skeleton_rate_and_number_are_read_back(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], fps: float, value: float
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.csv"
    skeleton = Skeleton(tuple(names), tuple(range(-1, len(names) - 1)))
    raw = np.full((2, 1, len(names), 3), value, dtype=np.float32)
    there = np.ones(raw.shape[:3], dtype=bool)
    there[1, 0, 0] = False
    original = Recording.measured(raw, skeleton, fps, name="a", valid=there)
    write_recording(original, path)
    assert same(read_recording(path), original)


def test_others_see_an_ordinary_table(tmp_path: Path) -> None:
    raw = np.array([[[[1.0, 2.0, 3.0]]], [[[np.nan, 2.0, 3.0]]]])
    original = Recording.measured(raw, Skeleton(("hip, left",), (-1,)), 50)
    write_recording(original, tmp_path / "a.csv")
    _, *rows = (tmp_path / "a.csv").read_text().splitlines()
    assert rows == [
        'frame,time_s,body,"hip, left.x","hip, left.y","hip, left.z"',
        "0,0.000000,0,1,2,3",
        "1,0.020000,0,,,",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"version": 1', '"version": 2', "line 1: does not describe a recording (version is 2"),
        ('"units": "m"', '"units": "mm"', "line 1: does not describe a recording (units is 'mm'"),
        ('"fps": 29.97, ', "", "line 1: does not describe a recording ('fps')"),
        ('"fps": 29.97', '"fps": 0', "a recording cannot have 0.0 frames per second"),
        ('"bodies": 2', '"bodies": 3', "line 12: has 10 rows for 3 bodies"),
        ('"bodies": 2', '"bodies": 0', "line 1: there cannot be 0 bodies"),
        ('"parents": [-1', '"parents": [1', "is its own ancestor"),
        ("\n2,", "\n2,x,", "line 7: cell 2: 'x' is not a number"),
        ("\n4,", "\n4,\n4,", "line 11: has 2 cells, expected 78; was the file cut off"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "a.csv"
    write_recording(recording(), path)
    content = path.read_text()
    assert old in content
    path.write_text(content.replace(old, new, 1))
    with pytest.raises(FormatError) as raised:
        read_recording(path)
    assert said in str(raised.value)
