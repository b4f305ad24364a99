"""The native file: what is written comes back, and every wrong part is named."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import FormatError
from core.formats import in_place, native, read_recording, write_recording
from core.progress import finish
from core.recording import Recording
from core.skeleton import KINECT2, Skeleton

Change = Callable[[h5py.File], Any]


def recording(n_frames: int = 5, n_bodies: int = 2) -> Recording:
    raw = np.random.default_rng(n_frames).normal(size=(n_frames, n_bodies, 25, 3))
    raw[0, 0, 3] = np.nan
    return Recording.measured(raw, KINECT2, 29.97, name="a")


def same(one: Recording, other: Recording) -> bool:
    return (
        np.array_equal(one.positions, other.positions)
        and np.array_equal(one.valid, other.valid)
        and (one.fps, one.skeleton, one.name) == (other.fps, other.skeleton, other.name)
    )


@pytest.mark.parametrize("n_frames", [1, 5, 1024, 1500])
def test_what_is_written_is_read(tmp_path: Path, n_frames: int) -> None:
    original = recording(n_frames)
    write_recording(original, tmp_path / "a.h5")
    assert same(read_recording(tmp_path / "a.h5"), original)


@given(
    names=st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1),
        min_size=1,
        max_size=5,
        unique=True,
    ),
    fps=st.floats(0.001, 100_000),
)
def test_any_skeleton_and_rate_are_read_back(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], fps: float
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.h5"
    skeleton = Skeleton(tuple(names), tuple(range(-1, len(names) - 1)))
    original = Recording.measured(np.ones((1, 1, len(names), 3)), skeleton, fps, name="a")
    write_recording(original, path)
    assert same(read_recording(path), original)


def test_five_lines_of_anybodys_make_a_recording(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file.attrs.update({"kinescribe_format": 1, "fps": 60, "up_axis": "z", "units": "m"})
        file.attrs["joint_names"] = [b"a", b"b"]
        file.attrs["parents"] = [-1, 0]
        file["positions"] = np.ones((3, 1, 2, 3))
    read = read_recording(tmp_path / "a.h5")
    assert (read.positions.shape, read.fps) == ((3, 1, 2, 3), 60)


def set_attribute(name: str, value: Any) -> Change:
    return lambda file: file.attrs.__setitem__(name, value)


def delete_attribute(name: str) -> Change:
    return lambda file: file.attrs.__delitem__(name)


def set_dataset(name: str, value: Any) -> Change:
    def change(file: h5py.File) -> None:
        del file[name]
        file[name] = value

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (delete_attribute("kinescribe_format"), "attribute kinescribe_format: is missing"),
        (set_attribute("kinescribe_format", 2), "attribute kinescribe_format: is 2, expected 1"),
        (delete_attribute("up_axis"), "attribute up_axis: is missing"),
        (set_attribute("up_axis", "y"), "attribute up_axis: is y, expected z"),
        (set_attribute("up_axis", [1.0, 2.0]), "attribute up_axis: is [1. 2.], expected z"),
        (set_attribute("units", "mm"), "attribute units: is mm, expected m"),
        (delete_attribute("fps"), "attribute fps: is missing"),
        (set_attribute("fps", "fast"), "attribute fps: is fast, expected a number"),
        (set_attribute("fps", [30.0, 30.0]), "attribute fps: is [30. 30.], expected a number"),
        (set_attribute("fps", 0.0), "a recording cannot have 0.0 frames per second"),
        (set_attribute("fps", np.nan), "a recording cannot have nan frames per second"),
        (delete_attribute("joint_names"), "attribute joint_names: is missing"),
        (set_attribute("joint_names", ["a"] * 25), "parents: joint name 'a' is used twice"),
        (set_attribute("joint_names", ["a", "b"]), "parents: 2 joints but 25 parents"),
        (delete_attribute("parents"), "attribute parents: is missing"),
        (set_attribute("parents", [0.5] * 25), "attribute parents: is [0.5"),
        (set_attribute("parents", "none"), "attribute parents: is none"),
        (set_attribute("parents", [3] * 25), "'SpineBase' is its own ancestor"),
        (lambda file: file.__delitem__("positions"), "dataset positions: is missing"),
        (set_dataset("positions", np.zeros((5, 2, 25))), "dataset positions: has shape (5, 2, 25)"),
        (set_dataset("positions", np.zeros((5, 2, 24, 3))), "expected (any, any, 25, 3)"),
        (set_dataset("positions", np.zeros((5, 2, 25, 2))), "expected (any, any, 25, 3)"),
        (set_dataset("positions", np.zeros((0, 2, 25, 3))), "there is no frame or no body"),
        (set_dataset("positions", np.zeros((5, 0, 25, 3))), "there is no frame or no body"),
        (set_dataset("positions", 3.0), "dataset positions: has shape ()"),
        (set_dataset("positions", np.full((5, 2, 25, 3), "x", "S1")), "has type |S1"),
        (set_dataset("valid", np.ones((5, 2, 24))), "dataset valid: has shape (5, 2, 24)"),
        (set_dataset("valid", np.ones((4, 2, 25))), "dataset valid: has shape (4, 2, 25)"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, change: Change, said: str) -> None:
    path = tmp_path / "a.h5"
    write_recording(recording(), path)
    with h5py.File(path, "r+") as file:
        change(file)
    with pytest.raises(FormatError) as raised:
        read_recording(path)
    assert said in str(raised.value)
    assert str(raised.value).startswith(str(path))


def test_a_group_is_not_a_dataset(tmp_path: Path) -> None:
    path = tmp_path / "a.h5"
    write_recording(recording(), path)
    with h5py.File(path, "r+") as file:
        del file["positions"]
        file.create_group("positions")
    with pytest.raises(FormatError, match="dataset positions: is missing"):
        read_recording(path)


def test_truncated_files_are_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.h5"
    write_recording(recording(), path)
    whole = path.read_bytes()
    for size in range(8, len(whole), len(whole) // 20):
        path.write_bytes(whole[:size])
        with pytest.raises(FormatError, match="is damaged or not HDF5"):
            read_recording(path)


def test_a_million_frames_are_read_in_many_steps(tmp_path: Path) -> None:
    path = tmp_path / "long.h5"
    with h5py.File(path, "w") as file:
        file.attrs.update({"kinescribe_format": 1, "fps": 30.0, "up_axis": "z", "units": "m"})
        file.attrs["joint_names"], file.attrs["parents"] = ["a"], [-1]
        file.create_dataset("positions", (1_000_000, 1, 1, 3), "f4", chunks=(1 << 16, 1, 1, 3))
        file["positions"][999_999] = 1
    steps = []
    read = finish(native.read(path), steps.append)
    assert read.n_frames == 1_000_000
    assert np.flatnonzero(read.present[:, 0]).tolist() == [999_999]
    assert len(steps) >= 3


@pytest.fixture
def _long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even small files are long enough to stay on disk."""
    monkeypatch.setattr(native, "KEPT_ON_DISK", 1)


@pytest.mark.usefixtures("_long")
@pytest.mark.parametrize("n_frames", [1, 5, 1024, 1500])
def test_long_recordings_stay_on_disk(tmp_path: Path, n_frames: int) -> None:
    original = recording(n_frames)
    write_recording(original, tmp_path / "a.h5")
    read = read_recording(tmp_path / "a.h5")
    assert same(read, original)
    assert isinstance(read.positions, np.memmap)
    write_recording(read, tmp_path / "b.h5")
    assert (tmp_path / "a.h5").read_bytes() == (tmp_path / "b.h5").read_bytes()


@pytest.mark.usefixtures("_long")
def test_long_recordings_of_others_are_read(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file.attrs.update({"kinescribe_format": 1, "fps": 60, "up_axis": "z", "units": "m"})
        file.attrs["joint_names"], file.attrs["parents"] = [b"a"], [-1]
        raw = np.full((30, 1, 1, 3), np.nan, dtype=np.float32)
        file.create_dataset("positions", data=raw, chunks=(10, 1, 1, 3))
        file["valid"] = np.ones((30, 1, 1), dtype=bool)
    assert not read_recording(tmp_path / "a.h5").valid.any()


@pytest.mark.parametrize("kept_on_disk", [1, 64_000_000])
def test_every_changed_byte_of_the_positions_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept_on_disk: int
) -> None:
    monkeypatch.setattr(native, "KEPT_ON_DISK", kept_on_disk)
    path = tmp_path / "a.h5"
    write_recording(recording(1500), path)
    with h5py.File(path) as file:
        place, size = in_place.place_of(file["positions"]), file["positions"].nbytes
    whole = path.read_bytes()
    for at in range(place, place + size, size // 13):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        with pytest.raises(FormatError, match=r"dataset positions, frames .* the file is damaged"):
            read_recording(path)


def test_a_recording_of_nothing_but_a_length(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file.attrs.update({"kinescribe_format": 1, "fps": 60, "up_axis": "z", "units": "m"})
        file.attrs["joint_names"], file.attrs["parents"] = [b"a"], [-1]
        file.create_dataset("positions", (10**9, 1, 1, 3), "f4", chunks=(1024, 1, 1, 3))
    with pytest.raises(FormatError, match="should have 1000000000 frames, but only 0 bytes"):
        read_recording(tmp_path / "a.h5")


def test_only_known_suffixes_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"a\.xyz: cannot be written: the suffix must be \.h5"):
        write_recording(recording(), tmp_path / "a.xyz")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(h5py.Group, "create_dataset", full)
    with pytest.raises(FormatError, match="cannot be written: No space left on device"):
        write_recording(recording(), tmp_path / "a.h5")
    assert list(tmp_path.iterdir()) == []
