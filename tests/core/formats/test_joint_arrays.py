"""NumPy and MATLAB files: which array it is, and what its axes are."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from core.errors import FormatError
from core.formats import mat, npy, read_recording, recognise
from core.layouts import SMPL22
from core.skeleton import KINECT2
from tests.core.formats.files import mat5, mat73, standing

Arrays = dict[str, npt.NDArray[np.generic]]
Y_UP = np.stack([standing(9)[..., 0], standing(9)[..., 2], -standing(9)[..., 1]], axis=-1)


def npz(path: Path, **arrays: npt.NDArray[np.generic]) -> None:
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)


WRITERS: dict[str, Callable[..., None]] = {"a.npz": npz, "a.mat": mat5, "b.mat": mat73}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("shape", [(9, 25, 3), (9, 1, 25, 3), (9, 75)])
def test_layouts_are_chosen(tmp_path: Path, name: str, shape: tuple[int, ...]) -> None:
    path = tmp_path / name
    WRITERS[name](path, fps=np.array([[50.0]]), xyz=Y_UP.reshape(shape) * 1000)
    assert recognise(path) is (npy if name == "a.npz" else mat)
    recording = read_recording(path, "kinect2")
    assert (recording.skeleton, recording.fps) == (KINECT2, 50)
    assert np.allclose(recording.positions, standing(9), atol=1e-4)
    with pytest.raises(FormatError, match="choose a layout for it: kinect2, body25, points"):
        read_recording(path)


@pytest.mark.parametrize("compressed", [True, False])
@pytest.mark.parametrize("order", ["<", ">"])
def test_matlab_of_either_byte_order(tmp_path: Path, order: str, compressed: bool) -> None:
    mat5(tmp_path / "a.mat", order, compressed, joints=Y_UP, other=np.ones((1, 3)))
    recording = read_recording(tmp_path / "a.mat", "kinect2")
    assert np.allclose(recording.positions, standing(9), atol=1e-5)
    assert recording.fps == 30


def test_humanml3d(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", Y_UP[:, 0, :22].astype(np.float32))
    recording = read_recording(tmp_path / "a.npy")
    assert (recording.skeleton, recording.fps) == (SMPL22, 20)
    assert np.allclose(recording.positions, standing(9)[:, :, :22], atol=1e-6)


def test_features_are_not_positions(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.ones((9, 263)))
    with pytest.raises(FormatError, match="263 features of HumanML3D, which are no positions"):
        read_recording(tmp_path / "a.npy")


def test_names_and_parents_in_the_file(tmp_path: Path) -> None:
    npz(
        tmp_path / "a.npz",
        positions=np.ones((4, 2, 3)),
        joint_names=np.array(["a", "b"]),
        parents=np.array([-1, 0]),
    )
    skeleton = read_recording(tmp_path / "a.npz").skeleton
    assert (skeleton.joint_names, skeleton.parents) == (("a", "b"), (-1, 0))


def test_several_bodies_side_by_side(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.concatenate([Y_UP, Y_UP], axis=1).reshape(9, -1))
    assert read_recording(tmp_path / "a.npy", "kinect2").n_bodies == 2


@pytest.mark.parametrize(
    ("arrays", "said"),
    [
        ({"a": np.ones((4, 22, 3)), "b": np.ones((5, 22, 3))}, "several arrays that could be"),
        ({"a": np.ones((4, 22, 2))}, r"holds no array of frames, .*it has a \(4, 22, 2\)"),
        ({"a": np.array([{}], dtype=object)}, "holds no array .*it has nothing"),
        ({"a": np.ones((0, 22, 3))}, "holds no array of frames"),
        ({"a": np.ones((2, 5000, 3))}, "5000 joints, more than 1000"),
        ({"a": np.ones((2, 500, 22, 3))}, "500 bodies, more than 100"),
    ],
)
def test_what_is_unclear_is_said(tmp_path: Path, arrays: Arrays, said: str) -> None:
    npz(tmp_path / "a.npz", **arrays)
    with pytest.raises(FormatError, match=said):
        read_recording(tmp_path / "a.npz")


def test_objects_are_never_unpickled(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.array([{}], dtype=object))
    with pytest.raises(FormatError, match="allow_pickle=False"):
        read_recording(tmp_path / "a.npy")


@pytest.mark.parametrize("name", WRITERS)
def test_truncated(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    WRITERS[name](path, positions=Y_UP)
    whole = path.read_bytes()
    for size in range(200, len(whole) - 1, len(whole) // 20):
        path.write_bytes(whole[:size])
        with pytest.raises(FormatError):
            read_recording(path, "kinect2")


def test_a_real_sample(shared: Path) -> None:
    recording = read_recording(shared / "samples" / "humanml3d" / "012314.npy")
    assert (recording.positions.shape, recording.skeleton) == ((170, 1, 22, 3), SMPL22)
    assert 1.5 < recording.positions[..., 2].max() < 2.1
