import numpy as np
import pytest

from app.viewer.scene import Scene
from app.viewer.state import SIDES, ViewState
from tests.app.viewer.people import people, pose, turned, walking


@pytest.fixture
def state() -> ViewState:
    state = ViewState(aspect=1.5)
    state.open(Scene.of(walking(speed=1.0)))
    return state


@pytest.mark.parametrize(("asked", "shown"), [(-5, 0), (0, 0), (299, 299), (10**9, 299)])
def test_any_frame_leads_somewhere(state: ViewState, asked: int, shown: int) -> None:
    state.seek(asked)
    assert state.frame == shown
    assert len(state.shot().shapes) == 49


def test_the_same_frame_is_the_same_picture(state: ViewState) -> None:
    state.seek(100)
    before = state.shot()
    for frame in (0, 250, 100):
        state.seek(frame)
    np.testing.assert_array_equal(state.shot().shapes, before.shapes)
    np.testing.assert_array_equal(state.shot().phase, before.phase)


def test_following_keeps_a_walker_in_the_picture(state: ViewState) -> None:
    for frame in range(0, 300, 30):
        state.seek(frame)
        pixels = state.camera.project(state.scene.recording.positions[frame, 0], 600, 400)
        assert (pixels > 0).all() and (pixels < (600, 400)).all()


def test_toggling_follow_leaves_the_picture_alone(state: ViewState) -> None:
    state.seek(40)
    before = state.camera
    state.toggle_follow()
    np.testing.assert_allclose(state.camera.eye, before.eye)
    state.seek(200)
    np.testing.assert_allclose(state.camera.eye, before.eye)


def test_first_view_is_the_front_three_quarter() -> None:
    state = ViewState(aspect=1.0)
    state.open(Scene.of(people(turned(pose(), 1.0))))
    towards_eye = state.camera.axes[2]
    facing = np.array((np.cos(1.0 - np.pi / 2), np.sin(1.0 - np.pi / 2), 0))
    assert 0.7 < towards_eye @ facing < 0.97
    assert towards_eye[2] > 0.1


@pytest.mark.parametrize("side", SIDES)
def test_presets_look_along_an_axis_of_the_body(side: str) -> None:
    state = ViewState(aspect=1.0)
    state.open(Scene.of(people(pose())))
    state.look_from(side)
    expected = {"front": (0, -1, 0), "side": (-1, 0, 0), "top": (0, 0, 1)}[side]
    np.testing.assert_allclose(state.camera.axes[2], expected, atol=1e-6)


def test_the_picture_stays_filled_until_the_camera_is_moved(state: ViewState) -> None:
    wide = state.camera.distance
    state.resize(0.5)
    assert state.camera.distance > wide
    state.camera = state.camera.zoomed(3)
    near = state.camera.distance
    state.resize(2.0)
    assert state.camera.distance == near


def test_the_grid_stands_still_while_the_camera_follows(state: ViewState) -> None:
    def origin_on_grid(frame: int) -> np.ndarray:
        state.seek(frame)
        shot = state.shot()
        place = shot.pool - shot.phase + state.camera.target[:2]
        return np.round(place / (4 * shot.cell), 6) % 1

    np.testing.assert_allclose(origin_on_grid(10) % 1, 0)
    np.testing.assert_allclose(origin_on_grid(200) % 1, 0)


def test_an_empty_state_has_ground_and_nothing_else() -> None:
    shot = ViewState(aspect=1.0).shot()
    assert shot.ground is not None
    assert len(shot.shapes) == 0


def test_missing_colours_are_neutral(state: ViewState) -> None:
    neutral = state.shot().shapes
    state.colours = [None, None, None]
    np.testing.assert_array_equal(state.shot().shapes, neutral)
