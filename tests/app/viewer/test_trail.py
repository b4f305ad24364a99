"""A trail lies where the joint was and will be, and fades away from now."""

import numpy as np
import pytest

from app.viewer.scene import Scene
from app.viewer.shapes import START, STOP
from app.viewer.state import ViewState
from app.viewer.theme import linear
from app.viewer.trail import trail_at
from core.recording import Recording
from core.skeleton import KINECT2
from tests.app.viewer.people import moved, people, pose, walking

HAND = KINECT2.joint_names.index("HandRight")
RED, BLACK = linear("#ff0000"), linear("#000000")


def trail(recording: Recording, frame: int) -> np.ndarray:
    colours = [RED] * recording.n_bodies
    return trail_at(Scene.of(recording), frame, HAND, colours, BLACK, np.zeros(3))


def test_it_goes_from_a_second_ago_to_a_second_on() -> None:
    shapes = trail(walking(speed=2.0), 100)
    hand = pose()[HAND]
    ends = np.concatenate((shapes[:, START], shapes[:, STOP]))[:, 0] - hand[0]
    assert ends.min() == pytest.approx(2.0 * 70 / 30, abs=1e-4)
    assert ends.max() == pytest.approx(2.0 * 130 / 30, abs=1e-4)
    assert shapes[:, 1] == pytest.approx(hand[1])


def test_it_is_thickest_and_strongest_now() -> None:
    shapes = trail(walking(speed=2.0), 100)
    now = pose()[HAND][0] + 2.0 * 100 / 30
    away = np.abs(shapes[:, 0] - now)
    past = shapes[:, 4] < now + 1e-4
    for side in (past, ~past):
        order = np.argsort(away[side])
        assert (np.diff(shapes[side][order, 3]) < 0).all()
        assert (np.diff(shapes[side][order, 8]) < 0).all()
    assert shapes[past, 8].max() > shapes[~past, 8].max()


def test_pieces_stay_where_they_are_while_time_passes() -> None:
    # At a high rate pieces are several frames long, and only those next to now are cut.
    fast = walking(speed=2.0, n_frames=600, fps=240.0)
    some, later = ({tuple(row) for row in trail(fast, f)[:, :3].tolist()} for f in (300, 303))
    assert len(some & later) > 0.9 * len(some) - 4


def test_there_is_none_where_the_joint_is_missing_or_stands_still() -> None:
    recording = walking(speed=2.0)
    valid = recording.valid.copy()
    valid[90:111, 0, HAND] = False
    holed = Recording(recording.positions, valid, KINECT2, recording.fps)
    assert len(trail(holed, 100)) == len(trail(recording, 100)) - 22
    assert not len(trail(people(pose()), 2))


@pytest.mark.parametrize("frame", [0, 299])
def test_it_ends_where_the_recording_does(frame: int) -> None:
    assert len(trail(walking(speed=2.0), frame)) == 30


def test_every_body_has_its_own() -> None:
    one = walking(speed=2.0)
    two = np.concatenate((one.positions, moved(one.positions, 0, 3)), axis=1).astype(np.float32)
    both = Recording.measured(two, KINECT2, 30)
    assert len(trail(both, 100)) == 2 * len(trail(one, 100))


def test_a_trail_casts_no_shadow_and_an_unknown_joint_leaves_none() -> None:
    state = ViewState(aspect=1.5)
    state.open(Scene.of(walking(speed=2.0)))
    state.seek(100)
    plain = state.shot()
    state.trail = "HandRight"
    assert state.shot().n_solid == plain.n_solid == len(plain.shapes)
    assert len(state.shot().shapes) == len(plain.shapes) + 60
    state.trail = "Tail"
    assert len(state.shot().shapes) == len(plain.shapes)
