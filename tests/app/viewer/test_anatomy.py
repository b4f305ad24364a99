import numpy as np
import pytest

from app.viewer.anatomy import SHADES, Anatomy
from core.skeleton import KINECT2, Skeleton
from core.survey import HEAD
from tests.app.viewer.people import pose


def _lengths(scale: float = 1.0) -> np.ndarray:
    parents, children = KINECT2.bones.T
    return np.linalg.norm(pose()[parents] - pose()[children], axis=1) * scale


def _radius(anatomy: Anatomy, name: str) -> float:
    return float(anatomy.joint_radius[KINECT2.joint_names.index(name)])


def test_limbs_get_thinner_outwards() -> None:
    anatomy = Anatomy.of(KINECT2, _lengths(), 1.75)
    leg = [_radius(anatomy, name) for name in ("HipLeft", "KneeLeft", "AnkleLeft", "FootLeft")]
    assert leg == sorted(leg, reverse=True)
    assert _radius(anatomy, "Head") == pytest.approx(HEAD * 1.75)


@pytest.mark.parametrize("scale", [1e-3, 100.0])
def test_everything_scales_with_the_body(scale: float) -> None:
    small = Anatomy.of(KINECT2, _lengths(), 1.75)
    other = Anatomy.of(KINECT2, _lengths(scale), 1.75 * scale)
    np.testing.assert_allclose(other.joint_radius, scale * small.joint_radius, rtol=1e-5)
    np.testing.assert_allclose(other.bone_radius, scale * small.bone_radius, rtol=1e-5)


def test_a_ball_never_swallows_its_bone() -> None:
    fingers = Skeleton(("palm", "finger", "tip"), (-1, 0, 1))
    anatomy = Anatomy.of(fingers, np.array((0.03, 0.02)), 1.75)
    assert anatomy.joint_radius.max() <= 0.01 + 1e-6


def test_sides_differ_in_lightness_alone() -> None:
    anatomy = Anatomy.of(KINECT2, _lengths(), 1.75)
    left, right = (KINECT2.joint_names.index(name) for name in ("KneeLeft", "KneeRight"))
    assert anatomy.joint_shade[left] == pytest.approx(SHADES["left"])
    assert anatomy.joint_shade[right] == pytest.approx(SHADES["right"])
    assert anatomy.joint_radius[left] == anatomy.joint_radius[right]


def test_points_without_bones_have_a_size() -> None:
    points = Skeleton(("a", "b"), (-1, -1))
    anatomy = Anatomy.of(points, np.zeros(0), 2.0)
    assert (anatomy.joint_radius > 0).all()
    assert anatomy.bone_radius.shape == (0, 2)
