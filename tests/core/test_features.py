import numpy as np
import pytest

from core.features import KEY_JOINTS, N_CHANNELS, OWN_CHANNELS, Features
from core.recording import Recording
from core.skeleton import KINECT2

LEFT, RIGHT = (KINECT2.joint_names.index(name) for name in ("HipLeft", "HipRight"))


def recording(n_frames: int, n_bodies: int = 2, fps: float = 30, seed: int = 0) -> Recording:
    """Bodies that wander, some frames and joints of which are missing."""
    rng = np.random.default_rng(seed)
    positions = rng.normal(size=(n_frames, n_bodies, 25, 3)).cumsum(axis=0) * 0.03
    positions += rng.normal(size=(n_bodies, 1, 3))
    valid = rng.random((n_frames, n_bodies, 25)) > 0.02
    valid[n_frames // 3 : n_frames // 2, -1] = False
    return Recording.measured(positions, KINECT2, fps, valid=valid)


def turned(of: Recording, degrees: float, shift: tuple[float, float, float]) -> Recording:
    a = np.radians(degrees)
    turn = np.array([[np.cos(a), np.sin(a), 0], [-np.sin(a), np.cos(a), 0], [0, 0, 1]])
    return Recording.measured(of.positions @ turn + shift, KINECT2, of.fps, valid=of.valid)


@pytest.mark.parametrize("fps", [30, 100])
@pytest.mark.parametrize("n_bodies", [1, 2, 4])
@pytest.mark.parametrize(("start", "stop"), [(0, 1), (0, 7), (5, 23), (30, 40), (39, 40)])
def test_a_window_is_the_slice_of_the_whole(
    fps: float, n_bodies: int, start: int, stop: int
) -> None:
    features = Features(recording(round(40 * fps / 30), n_bodies, fps))
    assert features.n_frames == 40
    whole, all_present = features.window(0, 40)
    values, present = features.window(start, stop)
    np.testing.assert_array_equal(values, whole[start:stop])
    np.testing.assert_array_equal(present, all_present[start:stop])
    assert values.shape == (stop - start, n_bodies, 25, N_CHANNELS)
    assert values.dtype == np.float32


def test_where_the_camera_stood_does_not_matter() -> None:
    one = recording(50)
    other = turned(one, 70, (3, -2, 0.5))
    np.testing.assert_allclose(
        Features(one).window(0, 50)[0], Features(other).window(0, 50)[0], atol=1e-4
    )


def test_the_median_hip_axis_is_x() -> None:
    angles = np.radians([100, 110, 120, 160, -170])
    positions = np.zeros((5, 1, 25, 3), dtype=np.float32)
    positions[:, 0, RIGHT] = np.stack([np.cos(angles), np.sin(angles), angles * 0], axis=1)
    values, _ = Features(Recording.measured(positions, KINECT2, 30)).window(0, 5)
    found = np.degrees(np.arctan2(values[:, 0, RIGHT, 1], values[:, 0, RIGHT, 0]))
    np.testing.assert_allclose(found, [-20, -10, 0, 40, 70], atol=1e-4)


def test_channels_mean_what_they_say() -> None:
    positions = np.zeros((3, 2, 25, 3), dtype=np.float32)
    positions[..., RIGHT, 0] = 0.2
    positions[:, 1] += (2, 0, 0)
    positions[:, :, 3, 2] = 0.6 + 0.1 * np.arange(3)[:, None]
    head = KEY_JOINTS.index(3)
    everywhere = np.ones((3, 2, 25), dtype=bool)
    one = Recording.measured(positions, KINECT2, 30, valid=everywhere)
    values, present = Features(one).window(1, 2)
    assert present.all()
    np.testing.assert_allclose(values[0, 0, 3, :3], (0, 0, 0.7), atol=1e-6)
    np.testing.assert_allclose(values[0, 0, 3, 3:6], (0, 0, 0.2), atol=1e-6)
    np.testing.assert_allclose(values[0, 0, 3, 6:9], (-2, 0, 0.7), atol=1e-6)
    np.testing.assert_allclose(values[0, 0, 3, 9 + head], 2, atol=1e-6)


def test_the_other_body_is_the_nearest_one_that_is_present() -> None:
    positions = np.zeros((2, 3, 25, 3), dtype=np.float32)
    positions[:, 1, :, 0], positions[:, 2, :, 0] = 1, 5
    valid = np.ones((2, 3, 25), dtype=bool)
    valid[1, 1] = False
    values, present = Features(Recording.measured(positions, KINECT2, 30, valid=valid)).window(0, 2)
    np.testing.assert_allclose(values[:, 0, 0, 6], (-1, -5))
    np.testing.assert_allclose(values[0, 2, 0, 6], 4)
    assert not values[1, 1].any()
    assert present.tolist() == [[True, True, True], [True, False, True]]


def test_what_is_absent_is_zero() -> None:
    one = recording(60)
    values, present = Features(one).window(0, 60)
    assert np.isfinite(values).all()
    assert not values[~present].any()
    assert not values[~one.valid].any()
    lonely = present.sum(axis=1) == 1
    assert lonely.any()
    assert not values[lonely, ..., OWN_CHANNELS:].any()


def test_without_relation_there_are_only_the_own_channels() -> None:
    one = recording(20)
    own, _ = Features(one, relation=False).window(0, 20)
    np.testing.assert_array_equal(own, Features(one).window(0, 20)[0][..., :OWN_CHANNELS])


def test_nobody_at_all() -> None:
    nobody = Recording.measured(np.zeros((5, 2, 25, 3)), KINECT2, 30)
    values, present = Features(nobody).window(0, 5)
    assert not values.any()
    assert not present.any()
