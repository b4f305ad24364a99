"""NTU ``.skeleton`` files: who is who, and what is wrong where."""

from pathlib import Path

import numpy as np
import pytest

from core.errors import FormatError
from core.formats import ntu_skeleton, read_recording, recognise
from core.recording import Recording
from core.skeleton import KINECT2
from tests.core.formats.files import JOINT_TAIL, body, ntu

ANNA, BEN, CLEO = 72057594037931101, 72057594037931102, 72057594037931103


def read(tmp_path: Path, text: str) -> Recording:
    path = tmp_path / "a.skeleton"
    path.write_text(text, newline="")
    assert recognise(path) is ntu_skeleton
    return read_recording(path)


def fault(tmp_path: Path, text: str) -> str:
    with pytest.raises(FormatError) as raised:
        read(tmp_path, text)
    return f"{raised.value.where}: {raised.value.why}"


def columns(recording: Recording) -> list[list[float | None]]:
    """The x of every body in every frame, None where it is absent."""
    x = recording.positions[:, :, 0, 0]
    return [
        [float(value) if there else None for value, there in zip(*pair, strict=True)]
        for pair in zip(x, recording.present, strict=True)
    ]


def test_one_frame(tmp_path: Path) -> None:
    recording = read(tmp_path, ntu(body(ANNA, 0.5)))
    assert recording.positions.shape == (1, 1, 25, 3)
    assert recording.positions[0, 0, 7].tolist() == [0.5, -3, 7]
    assert (recording.fps, recording.skeleton, recording.name) == (30, KINECT2, "a")
    assert recording.warnings == ()


def test_people_who_swap_places_keep_their_columns(tmp_path: Path) -> None:
    text = ntu(body(ANNA, 1) + body(BEN, 2), body(BEN, 2) + body(ANNA, 1), body(BEN, 2))
    assert columns(read(tmp_path, text)) == [[1, 2], [1, 2], [None, 2]]


def test_who_comes_back_gets_their_column_back(tmp_path: Path) -> None:
    text = ntu(body(ANNA, 1), body(BEN, 2), "", body(ANNA, 1))
    assert columns(read(tmp_path, text)) == [[1, None], [None, 2], [None, None], [1, None]]


def test_a_column_is_free_again_when_its_person_has_left_for_good(tmp_path: Path) -> None:
    text = ntu(body(ANNA, 1) + body(BEN, 2), body(BEN, 2), body(BEN, 2) + body(CLEO, 3))
    assert columns(read(tmp_path, text)) == [[1, 2], [None, 2], [3, 2]]


def test_many_batches_are_one_recording(tmp_path: Path) -> None:
    frames = [body(ANNA, n) + (body(BEN, -n) if n % 3 else "") for n in range(1, 700)]
    recording = read(tmp_path, ntu(*frames))
    assert (recording.positions[:, 0, 0, 0] == np.arange(1, 700)).all()
    assert (recording.present[:, 1] == (np.arange(1, 700) % 3 > 0)).all()


def test_nobody_in_any_frame(tmp_path: Path) -> None:
    recording = read(tmp_path, "3\n0\n0\n0\n")
    assert recording.positions.shape == (3, 1, 25, 3)
    assert recording.warnings == ("no joint was measured in any frame",)


@pytest.mark.parametrize("dress", ["\ufeff{}", "{}\n\n  \n"])
def test_byte_order_mark_and_blank_end_are_fine(tmp_path: Path, dress: str) -> None:
    assert read(tmp_path, dress.format(ntu(body(ANNA, 1)))).n_frames == 1


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_any_line_end_is_fine(tmp_path: Path, line_end: str) -> None:
    assert read(tmp_path, ntu(body(ANNA, 1)).replace("\n", line_end)).n_frames == 1


def test_missing_line_end_is_fine(tmp_path: Path) -> None:
    assert read(tmp_path, ntu(body(ANNA, 1)).rstrip()).n_frames == 1


@pytest.mark.parametrize("value", ["nan", "NaN", "inf", "1e30", "-1e300"])
def test_positions_that_cannot_be_are_missing(tmp_path: Path, value: str) -> None:
    text = ntu(body(ANNA, 1)).replace("1 4 3", f"1 4 {value}")
    recording = read(tmp_path, text)
    assert not recording.valid[0, 0, 4]
    assert recording.valid.sum() == 24
    assert len(recording.warnings) == 1


def test_truncated_anywhere_is_an_error_that_names_the_last_line(tmp_path: Path) -> None:
    whole = ntu(body(ANNA, 1), body(ANNA, 1) + body(BEN, 2))
    lines = whole.splitlines(keepends=True)
    for count in range(1, len(lines)):
        assert fault(tmp_path, "".join(lines[:count])).startswith(
            f"line {count + 1}: the file ends"
        )


def test_truncated_within_the_last_line(tmp_path: Path) -> None:
    text = ntu(body(ANNA, 1)).removesuffix(JOINT_TAIL + "\n")[:-1]
    assert fault(tmp_path, text) == (
        "line 29: has 3 numbers, expected 12; the file ends here, was it cut off while copied?"
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("1 4 3 277", "1 oops 3 277", "line 9: 'oops' is not a number"),
        ("1 4 3 277", "1 0,5 3 277", "line 9: '0,5' is not a number; decimals need a point"),
        (f"1 4 3 {JOINT_TAIL}", "1 4", "line 9: has 2 numbers, expected 12"),
        (f"1 4 3 {JOINT_TAIL}", "", "line 9: is blank, expected 12 numbers"),
        ("\n25\n", "\n20\n", "line 4: the number of joints cannot be 20"),
        ("\n25\n", "\nx\n", "line 4: 'x' should be the number of joints"),
        (" 0.05 2\n25", " 0.05\n25", "line 3: has 9 values, expected the 10 of a body"),
        ("1\n1\n", "1\n1000000000\n", "line 2: the number of bodies cannot be 1000000000"),
        ("1\n1\n", "1\n-1\n", "line 2: the number of bodies cannot be -1"),
        ("1\n1\n", "1000000000000\n1\n", "line 1: the number of frames cannot be 1000000000000"),
        ("1\n1\n", "-1\n1\n", "line 1: the number of frames cannot be -1"),
        ("1\n1\n", "2\n1\n", "line 30: the file ends where the number of bodies should be"),
    ],
)
def test_faults_name_the_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = ntu(body(ANNA, 1))
    assert text.count(old) == 1
    assert fault(tmp_path, text.replace(old, new)).startswith(said)


def test_no_frames(tmp_path: Path) -> None:
    assert fault(tmp_path, "0\n") == "line 1: the number of frames cannot be 0"


def test_more_after_the_end(tmp_path: Path) -> None:
    text = ntu(body(ANNA, 1)) + "\nmore\n"
    assert fault(tmp_path, text) == "line 30: more follows after the last of 1 frames"


def test_one_person_cannot_be_in_two_places(tmp_path: Path) -> None:
    text = ntu(body(ANNA, 1) + body(ANNA, 2))
    assert fault(tmp_path, text) == f"line 30: body '{ANNA}' is twice in frame 0"


def test_more_people_than_any_sensor_tracks(tmp_path: Path) -> None:
    crowd = [body(person, 1) for person in range(1, 102)]
    said = fault(tmp_path, ntu(*crowd, *crowd))
    assert said == ": tracks more than 100 bodies at a time"


def test_one_class_number_per_line_is_no_recording() -> None:
    assert not ntu_skeleton.looks_like(b"0\n0\n0\n42\n")


def test_real_samples(shared: Path) -> None:
    for path in sorted((shared / "samples" / "ntu").glob("*.skeleton")):
        lines = path.read_text().splitlines()
        recording = read_recording(path)
        assert recording.n_frames == int(lines[0])
        assert recording.valid_fraction == 1
        x, y, z = map(float, lines[4].split()[:3])
        assert np.allclose(recording.positions[0, 0, 0], (x, -z, y))
