"""Joints are found without their names, in bodies that are built and move like people."""

from dataclasses import replace

import numpy as np
import pytest

from core.joints.joint_map import joint_map, joint_map_of, seen_by_model
from core.joints.mapping import ESSENTIAL, Evidence, JointMap, Source, spoken
from core.joints.marker_centres import with_centres
from core.recording import Recording
from core.retarget import retargeting, retargeting_of
from core.skeleton import KINECT2, Skeleton
from tests.core.joints.test_marker_centres import markers, recording

# Metres, z up, looking along -y, so that the left is at +x: a person who stands with bent knees.
_STANDING = {
    "SpineBase": (0, 0, 0.95),
    "SpineMid": (0, 0, 1.15),
    "SpineShoulder": (0, 0, 1.4),
    "Neck": (0, 0, 1.48),
    "Head": (0, 0, 1.65),
    "Shoulder": (0.18, 0, 1.38),
    "Elbow": (0.24, 0.03, 1.1),
    "Wrist": (0.25, -0.1, 0.87),
    "Hand": (0.25, -0.14, 0.8),
    "HandTip": (0.25, -0.18, 0.74),
    "Thumb": (0.21, -0.16, 0.82),
    "Hip": (0.1, 0, 0.92),
    "Knee": (0.11, -0.06, 0.5),
    "Ankle": (0.11, 0.02, 0.08),
    "Foot": (0.13, -0.14, 0.02),
}


def person(joint_names: tuple[str, ...] = KINECT2.joint_names, n_frames: int = 20) -> Recording:
    """Somebody who turns round on the spot, with joints in the order of the model's."""
    points = []
    for joint in KINECT2.joint_names:
        side = 1 if joint.endswith("Left") else -1
        x, y, z = _STANDING[joint.removesuffix("Left").removesuffix("Right")]
        points.append((side * x, y, z))
    angles = np.linspace(0, 5, n_frames)
    cos, sin, zero, one = np.cos(angles), np.sin(angles), 0 * angles, 1 + 0 * angles
    turns = np.array([(cos, -sin, zero), (sin, cos, zero), (zero, zero, one)]).transpose(2, 0, 1)
    positions = np.einsum("tij,vj->tvi", turns, np.array(points))[:, np.newaxis]
    return Recording.measured(positions, Skeleton(joint_names, KINECT2.parents), 30)


def nameless() -> Recording:
    return person(tuple(f"bone{number:02d}" for number in range(25)))


def test_limbs_and_their_sides_are_found_without_names() -> None:
    found = joint_map_of(nameless()).found
    assert set(ESSENTIAL) < set(found)
    for joint, source in found.items():
        assert source.joints == (f"bone{KINECT2.joint_names.index(joint):02d}",), joint
    assert found["KneeLeft"].evidence is Evidence.GEOMETRY
    assert found["SpineBase"].evidence is Evidence.HIERARCHY


def test_a_mirrored_body_has_its_sides_the_other_way_round() -> None:
    recording = nameless()
    mirrored = replace(recording, positions=recording.positions * np.float32((-1, 1, 1)))
    hip = joint_map_of(mirrored).found["HipLeft"].joints[0]
    assert hip == f"bone{KINECT2.joint_names.index('HipRight'):02d}"


def test_a_name_that_only_tells_the_side_is_believed() -> None:
    sides = {"left": "L", "right": "R", "": "M"}
    names = tuple(f"{sides[side]}_bone{number}" for number, side in enumerate(KINECT2.sides))
    found = joint_map_of(person(names)).found
    assert found["HipLeft"].joints[0].startswith("L_")
    assert found["HipLeft"].evidence is Evidence.HIERARCHY
    assert found["HipLeft"].confidence > joint_map_of(nameless()).found["HipLeft"].confidence / 2


def test_names_win_over_the_tree() -> None:
    assert joint_map_of(person()) == joint_map(KINECT2.__class__(*_parts(KINECT2)))
    only_knees_unknown = tuple(
        name.replace("Knee", "Xyz") if "Knee" in name else name for name in KINECT2.joint_names
    )
    found = joint_map_of(person(only_knees_unknown)).found
    assert found["KneeLeft"] == Source(("XyzLeft",), Evidence.HIERARCHY, 0.8)
    assert found["HipLeft"].evidence is Evidence.NAME


def _parts(skeleton: Skeleton) -> tuple[tuple[str, ...], tuple[int, ...]]:
    return skeleton.joint_names, skeleton.parents


def test_what_is_no_body_is_not_made_one() -> None:
    rng = np.random.default_rng(0)
    positions = rng.normal(size=(20, 1, 25, 3))
    cloud = Recording.measured(positions, nameless().skeleton, 30)
    assert set(joint_map_of(cloud).missing) == set(ESSENTIAL)
    with pytest.raises(ValueError, match="no left hip"):
        retargeting_of(cloud)


@pytest.mark.parametrize("parents", [[*range(-1, 1999)], [-1, *[0] * 1999]], ids=["chain", "star"])
def test_endless_skeletons_end(parents: list[int]) -> None:
    names = tuple(f"bone{number}" for number in range(2000))
    positions = np.random.default_rng(0).normal(size=(3, 1, 2000, 3))
    recording = Recording.measured(positions, Skeleton(names, tuple(parents)), 30)
    assert joint_map_of(recording).missing == ESSENTIAL


def test_a_nameless_body_is_retargeted_as_one_with_names() -> None:
    expected, known = person(), nameless()
    moved, whole = retargeting_of(known)(known.positions, known.valid)
    for joint in ("HipLeft", "KneeRight", "WristLeft", "Head", "FootRight"):
        number = KINECT2.joint_names.index(joint)
        np.testing.assert_array_equal(moved[:, :, number], expected.positions[:, :, number])
    assert whole.all()


def test_the_model_sees_joints_where_there_are_markers() -> None:
    walk = recording(markers())
    body, known = seen_by_model(walk)
    assert body.skeleton == known.skeleton == with_centres(walk).skeleton
    assert {source.evidence for source in known.found.values()} == {Evidence.MARKERS}
    assert seen_by_model(person())[1].found == joint_map(KINECT2).found
    assert seen_by_model(nameless())[1] == joint_map_of(nameless())


def test_what_people_said_comes_before_names() -> None:
    roles = (("HipLeft", ("KneeLeft", "SpineBase")), ("Head", ()))
    skeleton = replace(KINECT2, roles=roles)
    found = joint_map(skeleton).found
    assert found["HipLeft"] == Source(("KneeLeft", "SpineBase"), Evidence.HAND)
    assert "Head" not in found
    result = retargeting(replace(KINECT2, roles=roles[:1]))
    row = result.weights[KINECT2.joint_names.index("HipLeft")]
    assert row[KINECT2.joint_names.index("KneeLeft")] == row[0] == 0.5


def test_an_edited_map_is_that_of_its_roles() -> None:
    edited = joint_map(KINECT2).with_source("Head", "Neck").with_source("Neck")
    again = joint_map(replace(KINECT2, roles=edited.roles))
    assert {joint: one.joints for joint, one in again.found.items()} == {
        joint: one.joints for joint, one in edited.found.items()
    }
    assert edited.found["Head"].evidence is Evidence.HAND


def test_impossible_maps_are_refused() -> None:
    with pytest.raises(ValueError, match="no joint 'tail'"):
        JointMap.of(KINECT2, {"Head": Source(("tail",), Evidence.HAND)})
    with pytest.raises(ValueError, match="from no joint"):
        Source((), Evidence.HAND)
    with pytest.raises(ValueError, match="between 0 and 1"):
        Source(("a",), Evidence.HAND, 1.5)


def test_missing_joints_are_spoken_of() -> None:
    assert (
        joint_map(Skeleton(("a",), (-1,)))
        .warnings[0]
        .startswith("the model cannot see it: no left hip, right hip,")
    )
    assert spoken("HandTipRight") == "right hand tip"
    assert spoken("SpineBase") == "spine base"
