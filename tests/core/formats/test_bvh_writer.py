"""BVH that is written and read again: every joint is where it was."""

from pathlib import Path

import numpy as np
import pytest

from core.formats import losses, read_recording, write_recording
from core.recording import Recording
from core.skeleton import KINECT2, Skeleton
from tests.core.formats import files


def written(folder: Path, recording: Recording) -> Recording:
    write_recording(recording, folder / "a.bvh")
    return read_recording(folder / "a.bvh")


def assert_same(one: Recording, other: Recording, atol: float = 1e-5) -> None:
    """The same joints by name, whatever their order, at the same places."""
    names = one.skeleton.joint_names
    assert sorted(names) == sorted(other.skeleton.joint_names)
    order = [other.skeleton.joint_names.index(name) for name in names]
    np.testing.assert_allclose(other.positions[:, :, order], one.positions, atol=atol)
    assert other.fps == pytest.approx(one.fps, rel=1e-12)
    for joint, parent in enumerate(one.skeleton.parents):
        found = other.skeleton.parents[order[joint]]
        assert (names[parent] if parent >= 0 else "") == (
            other.skeleton.joint_names[found] if found >= 0 else ""
        )


def walking(n_frames: int = 20, n_bodies: int = 1) -> Recording:
    """Kinect joints on a body that stands, each wandering about, as measured ones do."""
    chance = np.random.default_rng(n_frames)
    at = {"Head": 1.7, "Neck": 1.5, "Shoulder": 1.4, "Elbow": 1.1, "Wrist": 0.9, "Hand": 0.8}
    at |= {"Thumb": 0.8, "Spine": 1.1, "Hip": 0.9, "Knee": 0.5, "Ankle": 0.1, "Foot": 0.0}
    heights = [next(h for word, h in at.items() if word in n) for n in KINECT2.joint_names]
    places = np.zeros((25, 3))
    places[:, 2] = heights
    places[:, 0] = [0.2 * (side == "right") - 0.2 * (side == "left") for side in KINECT2.sides]
    noise = chance.normal(scale=0.03, size=(n_frames, n_bodies, 25, 3)).cumsum(axis=0)
    return Recording.measured(places + noise + [1, 2, 0], KINECT2, 29.97, name="a")


@pytest.mark.parametrize("n_bodies", [1, 3])
def test_measured_joints_come_back(tmp_path: Path, n_bodies: int) -> None:
    recording = walking(n_bodies=n_bodies)
    read = written(tmp_path, recording)
    assert_same(recording, read)
    assert len(read.warnings) == (n_bodies > 1), "only that there are several bodies"


def test_what_was_read_comes_back(tmp_path: Path) -> None:
    motion = np.random.default_rng(5).normal(scale=10, size=(9, files.BVH_CHANNELS))
    (tmp_path / "b.bvh").write_text(files.bvh(motion))
    recording = read_recording(tmp_path / "b.bvh")
    assert_same(recording, written(tmp_path, recording))


@pytest.mark.parametrize("size", [0.02, 0.4, 1, 2, 6, 30])
def test_bodies_of_any_size_come_back(tmp_path: Path, size: float) -> None:
    other = walking()
    recording = Recording.measured(other.positions * size, KINECT2, 25, name="a")
    assert_same(recording, written(tmp_path, recording), atol=1e-5 * max(size, 1))


@pytest.mark.parametrize("axes", [(2, 1, 0), (0, 2, 1)])
def test_who_lies_comes_back_lying(tmp_path: Path, axes: tuple[int, ...]) -> None:
    lying = Recording.measured(walking().positions[..., axes].copy(), KINECT2, 30)
    assert_same(lying, written(tmp_path, lying))


@pytest.mark.parametrize("name", ["origin_y_up_furlong", "origin_q_up_m", "Origin"])
def test_only_a_root_that_says_so_is_an_origin(tmp_path: Path, name: str) -> None:
    write_recording(walking(), tmp_path / "a.bvh")
    text = (tmp_path / "a.bvh").read_text()
    (tmp_path / "b.bvh").write_text(text.replace("origin_y_up_cm", name))
    assert read_recording(tmp_path / "b.bvh").skeleton.joint_names[0] == name


def test_other_units_and_axes_can_be_said(tmp_path: Path) -> None:
    recording = walking()
    write_recording(recording, tmp_path / "a.bvh")
    text = (tmp_path / "a.bvh").read_text()
    (tmp_path / "b.bvh").write_text(text.replace("origin_y_up_cm", "origin_z_up_mm"))
    x, y, z = np.moveaxis(recording.positions, -1, 0)
    found = read_recording(tmp_path / "b.bvh").positions[:, :, 0]
    np.testing.assert_allclose(found * 10, np.stack([x, z, -y], axis=-1)[:, :, 0], atol=1e-5)


def test_bones_keep_their_length_when_they_turn(tmp_path: Path) -> None:
    """A rigid body that tumbles needs no position channels but those of its root."""
    chance = np.random.default_rng(0)
    skeleton = Skeleton(("a", "b", "c", "d", "e"), (-1, 0, 1, 1, 3))
    turns, _ = np.linalg.qr(chance.normal(size=(30, 3, 3)))
    turns[np.linalg.det(turns) < 0] *= -1
    body = chance.normal(size=(5, 3))
    recording = Recording.measured((turns @ body.T).swapaxes(1, 2)[:, np.newaxis], skeleton, 30)
    write_recording(recording, tmp_path / "a.bvh")
    rows = (tmp_path / "a.bvh").read_text().partition("Frame Time")[2].split("\n")[1:-1]
    channels = np.array([row.split() for row in rows], dtype=float).reshape(30, 6, 6)
    # The first joint turns as its one child does, whose two children then tell the twist.
    steady = channels[:, 3:, :3]
    np.testing.assert_allclose(steady, np.broadcast_to(steady[0], steady.shape), atol=0.01)


def test_gaps_are_bridged_in_a_straight_line(tmp_path: Path) -> None:
    original = walking()
    valid = original.valid.copy()
    valid[4:7, 0, 3] = valid[:2, 0, 5] = valid[:, 0, 10] = False
    recording = Recording.measured(original.positions.copy(), KINECT2, 30, valid=valid)
    read = written(tmp_path, recording)
    assert read.valid.all()
    place = {name: read.positions[:, 0, j] for j, name in enumerate(read.skeleton.joint_names)}
    head, elbow = original.positions[:, 0, 3], original.positions[:, 0, 5]
    np.testing.assert_allclose(place["Head"][5], (head[3] + head[7]) / 2, atol=1e-5)
    np.testing.assert_allclose(place["ElbowLeft"][:2], elbow[[2, 2]], atol=1e-5)
    np.testing.assert_allclose(place["WristRight"], place["ElbowRight"], atol=1e-5)


def test_what_was_bridged_is_said() -> None:
    original = walking()
    assert losses(original, Path("a.bvh")) == ()
    valid = original.valid.copy()
    valid[4:7, 0, 3] = valid[:, 0, 10] = False
    recording = Recording.measured(original.positions.copy(), KINECT2, 30, valid=valid)
    gaps, never = losses(recording, Path("a.BVH"))
    assert "3 positions (of Head) are in a straight line" in gaps
    assert never == "never measured, and now where their parents are: WristRight"
    assert losses(recording, Path("a.h5")) == ()


def test_markers_stay_on_nothing(tmp_path: Path) -> None:
    markers = Skeleton(("left knee", "LKNE{2}", "left knee_"), (-1, -1, -1))
    places = np.random.default_rng(2).normal(size=(4, 1, 3, 3))
    read = written(tmp_path, Recording.measured(places, markers, 100))
    assert read.skeleton.joint_names == ("left_knee", "LKNE_2", "left_knee_")
    assert read.skeleton.parents == (-1, -1, -1)


def test_deep_trees_are_written(tmp_path: Path) -> None:
    chain = Skeleton(tuple(map(str, range(1500))), tuple(range(-1, 1499)))
    places = np.random.default_rng(2).normal(size=(2, 1, 1500, 3)) * 0.1
    places[..., 2] += np.linspace(0, 2, 1500)
    recording = Recording.measured(places, chain, 100)
    assert_same(recording, written(tmp_path, recording), atol=1e-4)
