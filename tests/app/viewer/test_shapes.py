import numpy as np

from app.viewer.scene import Scene
from app.viewer.shapes import HOLLOW, PAINT, START, STOP, shapes_at
from core.recording import Recording
from core.skeleton import KINECT2
from tests.app.viewer.people import moved, on_a_root, people, pose

WHITE = np.ones(3, dtype=np.float32)
ORIGIN = np.zeros(3)


def test_a_whole_body_is_its_bones_and_joints() -> None:
    shapes = shapes_at(Scene.of(people(pose())), 0, [WHITE], ORIGIN)
    assert shapes.shape == (24 + 25, 12)
    bones, joints = shapes[:24], shapes[24:]
    np.testing.assert_allclose(bones[:, START][:, :3], pose()[KINECT2.bones[:, 0]])
    np.testing.assert_allclose(bones[:, STOP][:, :3], pose()[KINECT2.bones[:, 1]])
    np.testing.assert_allclose(joints[:, START], joints[:, STOP])


def test_missing_joints_take_their_bones_along() -> None:
    holed = pose().copy()
    holed[KINECT2.joint_names.index("KneeLeft")] = np.nan
    assert len(shapes_at(Scene.of(people(holed)), 0, [WHITE], ORIGIN)) == 22 + 24


def test_no_bone_leads_from_a_root_in_the_room_to_the_hips() -> None:
    away = people(moved(pose(), 7, -5))
    alone, hung = (shapes_at(Scene.of(one), 0, [WHITE], ORIGIN) for one in (away, on_a_root(away)))
    np.testing.assert_allclose(hung, alone, atol=1e-6)


def test_absent_bodies_have_no_shapes() -> None:
    positions = np.zeros((2, 2, 25, 3), dtype=np.float32)
    positions[0, 0] = pose()
    scene = Scene.of(Recording.measured(positions, KINECT2, 30))
    assert len(shapes_at(scene, 0, [WHITE, WHITE], ORIGIN)) == 49
    assert len(shapes_at(scene, 1, [WHITE, WHITE], ORIGIN)) == 0


def test_made_up_joints_are_hollow() -> None:
    made_up = np.zeros(25, dtype=bool)
    made_up[[7, 21]] = True
    shapes = shapes_at(Scene.of(people(pose()), made_up), 0, [WHITE], ORIGIN)
    np.testing.assert_array_equal(np.flatnonzero(shapes[:, HOLLOW]), [24 + 7, 24 + 21])


def test_each_body_has_its_colour() -> None:
    red, green = np.eye(3, dtype=np.float32)[:2]
    scene = Scene.of(people(pose(), moved(pose(), 1)))
    shapes = shapes_at(scene, 0, [red, green], ORIGIN)
    is_red = shapes[:, PAINT][:, 0] > 0
    assert (shapes[is_red, 0] < shapes[~is_red, 0].max()).all()
    assert (shapes[:, PAINT][is_red, 1] == 0).all()
    assert (shapes[:, PAINT][~is_red, 0] == 0).all()


def test_positions_are_relative_to_the_origin() -> None:
    far = np.array((700.0, -800.0, 0.0))
    near = shapes_at(Scene.of(people(pose())), 0, [WHITE], ORIGIN)
    moved = shapes_at(Scene.of(people(pose() + far)), 0, [WHITE], far)
    np.testing.assert_allclose(moved, near, atol=1e-4)
