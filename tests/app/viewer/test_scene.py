import numpy as np
import pytest

from app.viewer.scene import FOLLOW_SECONDS, Scene, nice_length
from core.recording import Recording
from core.skeleton import KINECT2
from tests.app.viewer.people import moved, pose, walking


def test_followed_point_keeps_up_with_a_steady_walk() -> None:
    recording = walking(speed=1.2)
    scene = Scene.of(recording)
    middle = recording.positions[150, 0, :, 0].mean()
    assert scene.followed(150)[0] == pytest.approx(middle, abs=1e-3)


def test_followed_point_swallows_jitter() -> None:
    jitter = np.random.default_rng(0).normal(scale=0.05, size=(300, 1, 1, 3))
    recording = Recording.measured((pose() + jitter).astype(np.float32), KINECT2, 30)
    scene = Scene.of(recording)
    path = np.array([scene.followed(frame)[:2] for frame in range(300)])
    assert np.abs(np.diff(path, axis=0)).max() < 0.012


def test_followed_point_depends_on_the_frame_alone() -> None:
    scene = Scene.of(walking(speed=1.0))
    first = scene.followed(100)
    for frame in (0, 299, 7):
        scene.followed(frame)
    np.testing.assert_array_equal(scene.followed(100), first)


def test_followed_point_stays_on_the_ground_and_out_of_empty_frames() -> None:
    positions = np.zeros((400, 1, 25, 3), dtype=np.float32)
    positions[:100, 0] = moved(pose(), 5)
    scene = Scene.of(Recording.measured(positions, KINECT2, 30))
    assert scene.followed(399).tolist() == scene.centre.tolist()
    edge = 100 + int(FOLLOW_SECONDS * 30) - 5
    assert scene.followed(edge)[0] == pytest.approx(5, abs=0.2)
    assert scene.followed(0)[2] == scene.ground


def test_following_makes_a_walk_small() -> None:
    scene = Scene.of(walking(speed=1.2))
    assert np.ptp(scene.still_joints[:, 0]) > 10
    assert np.ptp(scene.followed_joints[:, 0]) < 3


def test_stray_joints_do_not_count_for_framing() -> None:
    positions = np.repeat(pose()[np.newaxis, np.newaxis], 90, axis=0)
    positions[::10, :, 3] = 40
    scene = Scene.of(Recording.measured(positions, KINECT2, 30))
    assert np.abs(scene.followed_joints).max() < 5


def test_a_stray_that_is_alone_does_not_move_the_picture() -> None:
    positions = np.repeat(pose()[np.newaxis, np.newaxis], 90, axis=0)
    positions[40:45] = np.nan
    positions[40:45, :, 3] = 40
    scene = Scene.of(Recording.measured(positions, KINECT2, 30))
    assert np.abs(scene.followed_joints).max() < 5
    assert np.abs(scene.followed(42)).max() < 5


def test_nobody_at_all_is_a_scene() -> None:
    recording = Recording.measured(np.zeros((3, 2, 25, 3), np.float32), KINECT2, 30)
    scene = Scene.of(recording)
    assert np.isfinite(scene.followed_joints).all()
    assert np.isfinite(scene.spread)


@pytest.mark.parametrize(
    ("length", "nice"), [(0.53, 0.5), (1.0, 1.0), (0.0028, 0.002), (80.0, 100.0), (3.0, 2.0)]
)
def test_nice_length(length: float, nice: float) -> None:
    assert nice_length(length) == pytest.approx(nice)
