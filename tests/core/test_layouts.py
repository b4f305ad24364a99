"""Known skeletons, and which of them is meant."""

import pytest

from core.layouts import LAYOUTS, SMPL22, SMPL24, chosen, known_layout, with_bones
from core.retarget import retargeting
from core.skeleton import KINECT1, KINECT2, Skeleton


def test_known_layout_is_found_by_joints_and_parents() -> None:
    assert known_layout(Skeleton(KINECT1.joint_names, KINECT1.parents)) is KINECT1
    other = Skeleton(KINECT1.joint_names, (-1,) * 20)
    assert known_layout(other) is other


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts_are_whole_bodies_with_two_equal_sides(name: str) -> None:
    one = LAYOUTS[name]
    assert one.parents.count(-1) == 1
    assert [one.mirror[other] for other in one.mirror] == list(range(one.n_joints))
    assert sum(other != joint for joint, other in enumerate(one.mirror)) >= 12
    retargeting(one)


def test_smpl_hands_hang_on_wrists() -> None:
    assert SMPL24.parents[:22] == SMPL22.parents
    assert SMPL24.parents[22:] == (20, 21)


def test_some_joints_of_a_layout_keep_the_bones_between_them() -> None:
    assert with_bones(("Spine", "HipCenter", "Head")).parents == (1, -1, -1)
    assert with_bones(("a", "b")).parents == (-1, -1)
    assert with_bones(KINECT2.joint_names) is KINECT2
    assert with_bones(SMPL22.joint_names) is SMPL22


def test_a_whole_body_by_other_names_gets_bones() -> None:
    sides = [f"{part}_{side}" for part in _LIMBS.split() for side in "lr"]
    names = ("pelvis", "head", *sides, "tail")
    skeleton = with_bones(names)
    hung = {name: names[p] for name, p in zip(names, skeleton.parents, strict=True) if p >= 0}
    assert hung["calf_l"] == "thigh_l"
    assert hung["hand_r"] == "lowerarm_r"
    assert hung["thigh_r"] == hung["upperarm_l"] == "pelvis"
    assert set(names) - set(hung) == {"pelvis", "tail"}
    with_neck = with_bones((*names, "neck"))
    assert with_neck.parents[names.index("upperarm_r")] == with_neck.joint_names.index("neck")
    assert with_neck.parents[-1] == names.index("pelvis")
    assert set(with_bones(tuple(name for name in names if name != "calf_l")).parents) == {-1}


_LIMBS = "thigh calf foot upperarm lowerarm hand"


def test_the_only_layout_of_so_many_joints_needs_no_choice() -> None:
    assert chosen(None, 22) is SMPL22
    assert chosen("kinect2", 25) is KINECT2
    assert chosen("points", 2) == Skeleton(("point_1", "point_2"), (-1, -1))


@pytest.mark.parametrize(
    ("name", "n_joints", "said"),
    [
        (None, 25, "does not say which its 25 joints are; .*: kinect2, body25, points$"),
        (None, 7, "choose a layout for it: points$"),
        ("kinect1", 25, "has 25 joints, but the layout kinect1 has 20; possible: kinect2, body25"),
        ("kinect9", 25, "there is no layout 'kinect9' .known: kinect1, kinect2, smpl22"),
    ],
)
def test_what_cannot_be_chosen_is_said(name: str | None, n_joints: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        chosen(name, n_joints)
