"""PKU-MMD text: two bodies a line, and the line that is wrong."""

from pathlib import Path

import numpy as np
import pytest

from core.errors import FormatError
from core.formats import pkummd_text, read_recording, recognise, text
from core.progress import finish
from core.recording import Recording
from core.skeleton import KINECT2
from tests.core.formats.files import pku

RAW = np.random.default_rng(0).normal(size=(12, 2, 25, 3)).round(6)


def read(tmp_path: Path, content: str) -> Recording:
    path = tmp_path / "a.txt"
    path.write_text(content, newline="")
    assert recognise(path) is pkummd_text
    return read_recording(path)


def fault(tmp_path: Path, content: str) -> str:
    with pytest.raises(FormatError) as raised:
        read(tmp_path, content)
    return f"{raised.value.where}: {raised.value.why}"


@pytest.fixture(params=[500_000, 2_000])
def _blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is one block, and one of many."""
    monkeypatch.setattr(text, "_BLOCK_CHARACTERS", request.param)


@pytest.mark.usefixtures("_blocks")
def test_positions_are_turned_to_z_up(tmp_path: Path) -> None:
    recording = read(tmp_path, pku(RAW))
    expected = np.stack([RAW[..., 0], -RAW[..., 2], RAW[..., 1]], axis=-1)
    assert np.array_equal(recording.positions, expected.astype(np.float32))
    assert (recording.fps, recording.skeleton, recording.name) == (30, KINECT2, "a")
    assert recording.valid.all()


def test_one_frame(tmp_path: Path) -> None:
    assert read(tmp_path, pku(RAW[:1])).n_frames == 1


def test_a_body_of_zeros_is_absent(tmp_path: Path) -> None:
    raw = RAW.copy()
    raw[3:, 1] = 0
    present = read(tmp_path, pku(raw)).present
    assert present[:, 0].all()
    assert (present[:, 1] == (np.arange(12) < 3)).all()


@pytest.mark.usefixtures("_blocks")
@pytest.mark.parametrize("dress", ["\ufeff{}", "{}\n \n\n", "  {}"])
def test_byte_order_mark_and_blanks_are_fine(tmp_path: Path, dress: str) -> None:
    assert read(tmp_path, dress.format(pku(RAW))).n_frames == 12


def test_windows_line_ends_are_fine(tmp_path: Path) -> None:
    recording = read(tmp_path, pku(RAW).replace("\n", "\r\n"))
    assert recording.n_frames == 12


def test_many_blank_lines_at_the_end_are_fine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "_BLOCK_CHARACTERS", 10)
    assert read(tmp_path, pku(RAW) + "\n" * 100).n_frames == 12


@pytest.mark.parametrize("value", ["nan", "-inf", "1e30"])
def test_positions_that_cannot_be_are_missing(tmp_path: Path, value: str) -> None:
    content = pku(RAW).replace(f"{RAW[2, 1, 3, 1]:.6f}", value)
    valid = read(tmp_path, content).valid
    assert not valid[2, 1, 3]
    assert valid.sum() == valid.size - 1


@pytest.mark.usefixtures("_blocks")
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1 " * 149, "has 149 numbers, expected 150"),
        ("1 " * 151, "has 151 numbers, expected 150"),
        ("1 " * 149 + "x", "'x' is not a number"),
        ("1 " * 149 + "0,5", "'0,5' is not a number; decimals need a point, not a comma"),
        ("1 " * 149 + "\x00", "'\\x00' is not a number"),
        ("# a comment", "'#' is not a number"),
        ("", "is blank, expected 150 numbers"),
    ],
)
def test_faults_name_the_line(tmp_path: Path, line: str, said: str) -> None:
    rows = pku(RAW).splitlines()
    rows[8] = line
    assert fault(tmp_path, "\n".join(rows)) == f"line 9: {said}"


def test_truncated_in_the_middle_of_a_line(tmp_path: Path) -> None:
    content = pku(RAW)
    cut = content[: content.rindex("\n", 0, -1) + 500]
    assert fault(tmp_path, cut).startswith("line 12: has ")


def test_a_long_word_is_shortened(tmp_path: Path) -> None:
    assert len(fault(tmp_path, pku(RAW) + "x" * 10_000)) < 100


def test_a_first_line_that_is_wrong_is_still_recognised(tmp_path: Path) -> None:
    assert fault(tmp_path, "1 " * 149).startswith("line 1: has 149")


def test_no_frames(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n\n")
    with pytest.raises(FormatError, match="holds no frames"):
        finish(pkummd_text.read(path))


def test_real_sample(shared: Path) -> None:
    path = shared / "samples" / "pkummd" / "0005-L.txt"
    raw = np.loadtxt(path, dtype=np.float32).reshape(-1, 2, 25, 3)
    recording = read_recording(path)
    assert np.array_equal(recording.positions[..., 0], raw[..., 0])
    assert np.array_equal(recording.positions[..., 1], -raw[..., 2])
    assert np.array_equal(recording.positions[..., 2], raw[..., 1])
