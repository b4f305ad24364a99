"""Skeletons check themselves, and know their bones, sides and mirror images."""

import pytest

from core.skeleton import KINECT1, KINECT2, Skeleton


@pytest.mark.parametrize(
    ("names", "parents", "why"),
    [
        ((), (), "at least one joint"),
        (("a", "b"), (-1,), "2 joints but 1 parents"),
        (("a", "a"), (-1, 0), "'a' is used twice"),
        (("a", "b"), (-1, 2), "'b' has parent 2"),
        (("a", "b"), (-1, -2), "'b' has parent -2"),
        (("a", "b", "c"), (-1, 2, 1), "'b' is its own ancestor"),
        (("a",), (0,), "'a' is its own ancestor"),
    ],
)
def test_impossible_skeletons_are_refused(
    names: tuple[str, ...], parents: tuple[int, ...], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        Skeleton(names, parents)


@pytest.mark.parametrize(("layout", "n_joints"), [(KINECT1, 20), (KINECT2, 25)])
def test_kinect_layouts_are_one_tree(layout: Skeleton, n_joints: int) -> None:
    assert layout.n_joints == n_joints
    assert layout.bones.shape == (n_joints - 1, 2)
    assert layout.parents.count(-1) == 1


def test_bones_connect_parents_to_children() -> None:
    assert Skeleton(("a", "b", "c"), (-1, 0, 0)).bones.tolist() == [[0, 1], [0, 2]]


def test_skeleton_without_bones_has_an_empty_array_of_them() -> None:
    assert Skeleton(("a", "b"), (-1, -1)).bones.shape == (0, 2)


def test_mirror_swaps_left_and_right_and_keeps_the_middle() -> None:
    mirror = KINECT2.mirror
    index = KINECT2.joint_names.index
    assert mirror[index("HandTipLeft")] == index("HandTipRight")
    assert mirror[index("Head")] == index("Head")
    assert [mirror[other] for other in mirror] == list(range(25))


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("LeftHand", "left"),
        ("HandRight", "right"),
        ("hand_l", "left"),
        ("lHand", "left"),
        ("R_hip", "right"),
        ("Head", ""),
        ("Collar", ""),
    ],
)
def test_sides_follow_the_names(name: str, side: str) -> None:
    assert Skeleton((name,), (-1,)).sides == (side,)
