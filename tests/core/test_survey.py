import numpy as np
import pytest

from core import survey
from core.recording import Recording
from core.skeleton import KINECT2, Skeleton, layout
from tests.app.viewer.people import moved, on_a_root, people, pose, turned


def _bodies(*bodies: np.ndarray) -> np.ndarray:
    recording = people(*bodies)
    return survey.sampled_bodies(recording, survey.sampled_frames(recording.n_frames))


def test_sampled_frames_hold_both_ends() -> None:
    assert survey.sampled_frames(1).tolist() == [0]
    assert survey.sampled_frames(3).tolist() == [0, 1, 2]
    many = survey.sampled_frames(1_000_000)
    assert (many[0], many[-1], len(many)) == (0, 999_999, survey.SAMPLED_FRAMES)


def test_absent_bodies_are_left_out() -> None:
    positions = np.zeros((4, 2, 25, 3), dtype=np.float32)
    positions[:, 0] = pose()
    bodies = survey.sampled_bodies(Recording.measured(positions, KINECT2, 30), np.arange(4))
    assert bodies.shape == (4, 25, 3)


def test_size_and_ground() -> None:
    bodies = _bodies(moved(pose(), 3, 4, -0.5))
    assert survey.body_size(bodies, KINECT2) == pytest.approx(1.75, abs=0.1)
    assert survey.ground_height(bodies) == pytest.approx(0.03 - 0.5)


def test_ground_is_deaf_to_a_few_feet_below_it() -> None:
    bodies = np.repeat(pose()[np.newaxis], 100, axis=0).astype(float)
    bodies[:5, :, 2] -= 3
    assert survey.ground_height(bodies) == pytest.approx(0.03)


@pytest.mark.parametrize("angle", [0.0, 1.0, -2.5])
def test_facing_follows_hips_and_shoulders(angle: float) -> None:
    found = survey.facing(_bodies(turned(pose(), angle)), KINECT2)
    assert np.exp(1j * found) == pytest.approx(np.exp(1j * (angle - np.pi / 2)))


def test_two_who_face_each_other_are_seen_from_the_sensor() -> None:
    one = moved(turned(pose(), np.pi / 2), -1, 3)
    other = moved(turned(pose(), -np.pi / 2), 1, 3)
    assert survey.facing(_bodies(one, other), KINECT2) == pytest.approx(-np.pi / 2, abs=0.05)


def test_nothing_to_see_has_defaults() -> None:
    nobody = np.empty((0, 25, 3))
    assert survey.body_size(nobody, KINECT2) == 1.0
    assert survey.ground_height(nobody) == 0.0
    assert survey.facing(nobody, KINECT2) == pytest.approx(-np.pi / 2)
    assert survey.bone_lengths(nobody, KINECT2).tolist() == [0.0] * 24


def test_size_does_not_depend_on_the_pose() -> None:
    arms_down = pose()
    for side in ("Left", "Right"):
        names = [f"{part}{side}" for part in ("Elbow", "Wrist", "Hand", "HandTip", "Thumb")]
        joints = [KINECT2.joint_names.index(name) for name in names]
        shoulder = arms_down[KINECT2.joint_names.index(f"Shoulder{side}")]
        away = np.linalg.norm(arms_down[joints] - shoulder, axis=1)
        arms_down[joints] = shoulder - away[:, np.newaxis] * (0, 0, 1)
    down, out = (survey.body_size(_bodies(body), KINECT2) for body in (arms_down, pose()))
    assert down == pytest.approx(out, rel=0.1)


def test_points_are_as_large_as_their_box() -> None:
    markers = Skeleton(("a", "b"), (-1, -1))
    alone = [(1, 1, 1), (np.nan, np.nan, np.nan)]
    assert survey.body_size(np.array([alone, alone, [(0, 0, 0), (3, 0, 4)]]), markers) == 5
    assert survey.body_size(np.array([[(0, 0, 0), (3, 0, 4)]]), markers) == 5


def test_a_single_point_has_a_size() -> None:
    point = Skeleton(("tip",), (-1,))
    assert survey.body_size(np.ones((5, 1, 3)), point) == 1.0
    assert np.isfinite(survey.facing(np.ones((5, 1, 3)), point))


@pytest.mark.parametrize(
    ("joints", "hung_on"),
    [
        ("root pelvis<root LeftThigh<pelvis", {"root"}),
        ("Armature Reference<Armature Hips<Reference Spine<Hips", {"Armature", "Reference"}),
        ("BoneRoot Hip<BoneRoot Waist<Hip Pelvis<Hip", {"BoneRoot"}),
        ("root lowerback<root", set()),
        ("Neck Hips<Neck", set()),
        ("Top LeftArm<Top RightArm<Top Hips<Top", set()),
        ("a b<a", set()),
    ],
)
def test_what_a_body_hangs_on_is_no_part_of_it(joints: str, hung_on: set[str]) -> None:
    skeleton = layout("", joints)
    own = survey.parts(skeleton)
    assert {name for name, part in zip(skeleton.joint_names, own, strict=True) if not part} == (
        hung_on
    )


def test_somebody_far_from_the_root_is_as_large_as_without_it() -> None:
    away = people(moved(pose(), 7, -5))
    frames = np.arange(away.n_frames)
    with_root = survey.sampled_bodies(on_a_root(away), frames)
    np.testing.assert_array_equal(with_root[:, :-1], survey.sampled_bodies(away, frames))
    assert np.isnan(with_root[:, -1]).all()
    assert survey.body_size(with_root, on_a_root(away).skeleton) == pytest.approx(
        survey.body_size(with_root[:, :-1], KINECT2)
    )
