"""Signals against closed forms: circles, lines, hinges; and holes stay holes."""

import numpy as np
import pytest

from core.recording import Recording
from core.signals import BodyJoint, Signal, angle, distance, speed
from core.skeleton import Skeleton

CHAIN = Skeleton(("hip", "knee", "foot"), (-1, 0, 1))
FPS = 50.0


def circling(n_frames: int, radius: float, turns_a_second: float) -> np.ndarray:
    phase = 2 * np.pi * turns_a_second * np.arange(n_frames) / FPS
    return np.stack((radius * np.cos(phase), radius * np.sin(phase), 0 * phase), 1).astype("f4")


def hinge(degrees: np.ndarray) -> Recording:
    """A knee at (3, 1, 1) with the hip above it, bent by so many degrees over time."""
    knee = np.array((3.0, 1.0, 1.0))
    bend = np.radians(degrees)
    positions = np.empty((len(degrees), 1, 3, 3))
    positions[:, 0, 0] = knee + np.array((0, 0, 0.4))
    positions[:, 0, 1] = knee
    positions[:, 0, 2] = knee + 0.5 * np.stack((np.sin(bend), 0 * bend, np.cos(bend)), axis=1)
    return Recording.measured(positions.astype(np.float32), CHAIN, FPS)


def test_the_speed_of_a_circle() -> None:
    values = speed(circling(200, radius=2.0, turns_a_second=0.5), FPS)
    step = 2 * np.pi * 0.5 / FPS
    # Central differences see the chord over two frames, the ends that over one.
    assert values[1:-1] == pytest.approx(2.0 * np.sin(step) * FPS, rel=1e-4)
    assert values[[0, -1]] == pytest.approx(2 * 2.0 * np.sin(step / 2) * FPS, rel=1e-4)


def test_a_hole_takes_the_speed_of_its_neighbours() -> None:
    positions = circling(10, 1, 1)
    positions[4] = np.nan
    assert np.flatnonzero(np.isnan(speed(positions, FPS))).tolist() == [3, 5]


def test_one_frame_has_no_speed() -> None:
    assert np.isnan(speed(np.zeros((1, 3), np.float32), FPS)).all()


def test_distance_is_euclidean() -> None:
    one = np.array([(0, 0, 0), (1, 1, 1), (0, 0, np.nan)], dtype=np.float32)
    other = np.array([(3, 4, 0), (1, 1, 1), (0, 0, 0)], dtype=np.float32)
    assert distance(one, other)[:2].tolist() == [5, 0]
    assert np.isnan(distance(one, other)[2])


def test_the_angle_of_a_hinge_at_every_degree() -> None:
    degrees = np.linspace(0, 180, 181)
    joints = tuple(BodyJoint(0, name) for name in CHAIN.joint_names)
    assert Signal("angle", joints).values(hinge(degrees)) == pytest.approx(degrees, abs=1e-3)


def test_a_limb_without_length_has_no_angle() -> None:
    somewhere, there = np.zeros((1, 3), np.float32), np.ones((1, 3), np.float32)
    assert np.isnan(angle(somewhere, somewhere, there)).all()


def test_a_joint_that_was_not_measured_has_no_value() -> None:
    recording = hinge(np.linspace(0, 90, 8))
    valid = recording.valid.copy()
    valid[2, 0, 2] = False
    holed = Recording(recording.positions, valid, CHAIN, FPS)
    leg = Signal("distance", (BodyJoint(0, "knee"), BodyJoint(0, "foot")))
    assert np.flatnonzero(np.isnan(leg.values(holed))).tolist() == [2]
    assert leg.values(holed)[[0, 7]] == pytest.approx(0.5, rel=1e-5)


def test_two_bodies_can_be_measured_against_each_other() -> None:
    positions = np.zeros((4, 2, 3, 3), dtype=np.float32)
    positions[:, 1, :, 0] = np.arange(1, 5)[:, np.newaxis]
    recording = Recording.measured(positions, CHAIN, FPS, valid=np.ones((4, 2, 3), bool))
    between = Signal("distance", (BodyJoint(0, "hip"), BodyJoint(1, "hip")))
    assert between.values(recording).tolist() == [1, 2, 3, 4]
    assert between.fits(CHAIN, 2)
    assert not between.fits(CHAIN, 1)


@pytest.mark.parametrize(
    ("kind", "n_joints"), [("warmth", 1), ("speed", 2), ("distance", 1), ("angle", 2)]
)
def test_what_makes_no_sense_is_refused(kind: str, n_joints: int) -> None:
    with pytest.raises(ValueError, match=kind):
        Signal(kind, tuple(BodyJoint(0, name) for name in CHAIN.joint_names[:n_joints]))


def test_a_joint_has_no_distance_from_itself() -> None:
    with pytest.raises(ValueError, match="differ"):
        Signal("distance", (BodyJoint(0, "hip"), BodyJoint(0, "hip")))
