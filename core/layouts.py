"""The skeletons that people mean when they only say how many joints there are.

The Kinect's are in `core.skeleton`. Names and orders are those of each maker's documentation.
"""

from collections.abc import Mapping

from core.joints.mapping import ESSENTIAL
from core.joints.names import joints_by_name
from core.skeleton import KINECT1, KINECT2, Skeleton, layout

SMPL22 = layout(
    "smpl22",
    """
    pelvis left_hip<pelvis right_hip<pelvis spine1<pelvis left_knee<left_hip right_knee<right_hip
    spine2<spine1 left_ankle<left_knee right_ankle<right_knee spine3<spine2 left_foot<left_ankle
    right_foot<right_ankle neck<spine3 left_collar<spine3 right_collar<spine3 head<neck
    left_shoulder<left_collar right_shoulder<right_collar left_elbow<left_shoulder
    right_elbow<right_shoulder left_wrist<left_elbow right_wrist<right_elbow
    """,
)
"""The body of SMPL-H and SMPL-X without hands, as HumanML3D has it."""

SMPL24 = layout(
    "smpl24",
    " ".join(
        name if parent < 0 else f"{name}<{SMPL22.joint_names[parent]}"
        for name, parent in zip(SMPL22.joint_names, SMPL22.parents, strict=True)
    )
    + " left_hand<left_wrist right_hand<right_wrist",
)
"""SMPL."""

H36M17 = layout(
    "h36m17",
    """
    pelvis right_hip<pelvis right_knee<right_hip right_ankle<right_knee left_hip<pelvis
    left_knee<left_hip left_ankle<left_knee spine<pelvis thorax<spine nose<thorax head<nose
    left_shoulder<thorax left_elbow<left_shoulder left_wrist<left_elbow right_shoulder<thorax
    right_elbow<right_shoulder right_wrist<right_elbow
    """,
)
"""Human3.6M, the 17 joints that pose estimators lift to."""

COCO17 = layout(
    "coco17",
    """
    nose left_eye<nose right_eye<nose left_ear<left_eye right_ear<right_eye left_shoulder<nose
    right_shoulder<nose left_elbow<left_shoulder right_elbow<right_shoulder left_wrist<left_elbow
    right_wrist<right_elbow left_hip<left_shoulder right_hip<right_shoulder left_knee<left_hip
    right_knee<right_hip left_ankle<left_knee right_ankle<right_knee
    """,
)
"""COCO keypoints."""

COCO18 = layout(
    "coco18",
    """
    nose neck<nose right_shoulder<neck right_elbow<right_shoulder right_wrist<right_elbow
    left_shoulder<neck left_elbow<left_shoulder left_wrist<left_elbow right_hip<neck
    right_knee<right_hip right_ankle<right_knee left_hip<neck left_knee<left_hip
    left_ankle<left_knee right_eye<nose left_eye<nose right_ear<right_eye left_ear<left_eye
    """,
)
"""OpenPose, its COCO model."""

BODY25 = layout(
    "body25",
    """
    nose<neck neck<mid_hip right_shoulder<neck right_elbow<right_shoulder right_wrist<right_elbow
    left_shoulder<neck left_elbow<left_shoulder left_wrist<left_elbow mid_hip right_hip<mid_hip
    right_knee<right_hip right_ankle<right_knee left_hip<mid_hip left_knee<left_hip
    left_ankle<left_knee right_eye<nose left_eye<nose right_ear<right_eye left_ear<left_eye
    left_big_toe<left_ankle left_small_toe<left_big_toe left_heel<left_ankle
    right_big_toe<right_ankle right_small_toe<right_big_toe right_heel<right_ankle
    """,
)
"""OpenPose, its BODY_25 model."""

PANOPTIC19 = layout(
    "panoptic19",
    """
    neck<mid_hip nose<neck mid_hip left_shoulder<neck left_elbow<left_shoulder
    left_wrist<left_elbow left_hip<mid_hip left_knee<left_hip left_ankle<left_knee
    right_shoulder<neck right_elbow<right_shoulder right_wrist<right_elbow right_hip<mid_hip
    right_knee<right_hip right_ankle<right_knee left_eye<nose left_ear<left_eye right_eye<nose
    right_ear<right_eye
    """,
)
"""CMU Panoptic Studio."""

AZURE32 = layout(
    "azure_kinect",
    """
    pelvis spine_navel<pelvis spine_chest<spine_navel neck<spine_chest
    clavicle_left<spine_chest shoulder_left<clavicle_left elbow_left<shoulder_left
    wrist_left<elbow_left hand_left<wrist_left handtip_left<hand_left thumb_left<wrist_left
    clavicle_right<spine_chest shoulder_right<clavicle_right elbow_right<shoulder_right
    wrist_right<elbow_right hand_right<wrist_right handtip_right<hand_right
    thumb_right<wrist_right hip_left<pelvis knee_left<hip_left ankle_left<knee_left
    foot_left<ankle_left hip_right<pelvis knee_right<hip_right ankle_right<knee_right
    foot_right<ankle_right head<neck nose<head eye_left<head ear_left<head eye_right<head
    ear_right<head
    """,
)
"""Azure Kinect Body Tracking, in the order of ``k4abt_joint_id_t``."""

MEDIAPIPE33 = layout(
    "mediapipe",
    """
    nose left_eye_inner<nose left_eye<left_eye_inner left_eye_outer<left_eye
    right_eye_inner<nose right_eye<right_eye_inner right_eye_outer<right_eye
    left_ear<left_eye_outer right_ear<right_eye_outer mouth_left<nose mouth_right<nose
    left_shoulder<nose right_shoulder<nose left_elbow<left_shoulder right_elbow<right_shoulder
    left_wrist<left_elbow right_wrist<right_elbow left_pinky<left_wrist right_pinky<right_wrist
    left_index<left_wrist right_index<right_wrist left_thumb<left_wrist right_thumb<right_wrist
    left_hip<left_shoulder right_hip<right_shoulder left_knee<left_hip right_knee<right_hip
    left_ankle<left_knee right_ankle<right_knee left_heel<left_ankle right_heel<right_ankle
    left_foot_index<left_heel right_foot_index<right_heel
    """,
)
"""MediaPipe Pose (BlazePose)."""

LAYOUTS: dict[str, Skeleton] = {
    one.name: one
    for one in (
        KINECT1,
        KINECT2,
        SMPL22,
        SMPL24,
        H36M17,
        COCO17,
        COCO18,
        BODY25,
        PANOPTIC19,
        AZURE32,
        MEDIAPIPE33,
    )
}
"""What a person can choose where a file does not name its joints."""

POINTS = "points"
"""The choice of no layout: any number of joints, numbered, without bones."""


def known_layout(skeleton: Skeleton) -> Skeleton:
    """The known layout with the same joints and parents, or the skeleton itself."""
    for known in LAYOUTS.values():
        if (known.joint_names, known.parents) == (skeleton.joint_names, skeleton.parents):
            return known
    return skeleton


def with_bones(names: tuple[str, ...]) -> Skeleton:
    """Joints that only have names; bones are those of the first layout that has all of the names.

    Joints of a whole body by other names have the bones of the model's layout.

    Raises
    ------
    ValueError
        If a name is used twice.
    """
    fitting = (one for one in LAYOUTS.values() if set(names) <= set(one.joint_names))
    known = next(fitting, None)
    if known is None:
        return Skeleton(names, _parents_by_name(Skeleton(names, (-1,) * len(names))))
    parents = tuple(_parent(known, names, name) for name in names)
    return known_layout(Skeleton(names, parents))


def _parents_by_name(points: Skeleton) -> tuple[int, ...]:
    """For joints that the model knows the next one towards the root; none unless it knows enough.

    What is neither on a limb nor on the spine stays a point.
    """
    found = joints_by_name(points)
    parents = [-1] * points.n_joints
    if not set(ESSENTIAL) <= found.keys():
        return tuple(parents)
    for joint, number in found.items():
        above = _next_above(joint, found)
        parents[number] = found[above] if above else -1
    return tuple(parents)


def _next_above(joint: str, found: Mapping[str, int]) -> str:
    """The next joint towards the root of the model's layout that is there; empty for a root."""
    number = KINECT2.parents[KINECT2.joint_names.index(joint)]
    if number < 0:
        return ""
    above = KINECT2.joint_names[number]
    if above == "SpineShoulder" and joint != "Neck" and "Neck" in found:
        return "SpineShoulder" if above in found else "Neck"
    return above if above in found else _next_above(above, found)


def chosen(layout_name: str | None, n_joints: int) -> Skeleton:
    """The layout that a person chose for so many joints or, without a choice, the only one.

    Raises
    ------
    ValueError
        If the choice does not fit, or there is none where several or no layouts would do.
    """
    if layout_name == POINTS:
        return Skeleton(tuple(f"point_{n}" for n in range(1, n_joints + 1)), (-1,) * n_joints)
    if layout_name is not None:
        return _named(layout_name, n_joints)
    fitting = [one for one in LAYOUTS.values() if one.n_joints == n_joints]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join([*(one.name for one in fitting), POINTS])
    raise ValueError(
        f"does not say which its {n_joints} joints are; choose a layout for it: {names}"
    )


def _named(name: str, n_joints: int) -> Skeleton:
    if name not in LAYOUTS:
        raise ValueError(f"there is no layout {name!r} (known: {', '.join(LAYOUTS)}, {POINTS})")
    if LAYOUTS[name].n_joints != n_joints:
        fitting = [one.name for one in LAYOUTS.values() if one.n_joints == n_joints]
        raise ValueError(
            f"has {n_joints} joints, but the layout {name} has {LAYOUTS[name].n_joints}; "
            f"possible: {', '.join([*fitting, POINTS])}"
        )
    return LAYOUTS[name]


def _parent(known: Skeleton, names: tuple[str, ...], name: str) -> int:
    parent = known.parents[known.joint_names.index(name)]
    parent_name = known.joint_names[parent] if parent >= 0 else ""
    return names.index(parent_name) if parent_name in names else -1
