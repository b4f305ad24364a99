import numpy as np
import pytest

from core.retarget import retargeting
from core.skeleton import KINECT1, KINECT2, Skeleton


def skeleton(names: str) -> Skeleton:
    joints = tuple(names.split())
    return Skeleton(joints, (-1, *[0] * (len(joints) - 1)))


MIXAMO = skeleton(
    "mixamorig:Hips mixamorig:Spine mixamorig:Spine1 mixamorig:Spine2 mixamorig:Neck mixamorig:Head"
    " mixamorig:HeadTop_End mixamorig:LeftShoulder mixamorig:LeftArm mixamorig:LeftForeArm"
    " mixamorig:LeftHand mixamorig:LeftHandThumb1 mixamorig:LeftHandIndex1 mixamorig:RightShoulder"
    " mixamorig:RightArm mixamorig:RightForeArm mixamorig:RightHand mixamorig:LeftUpLeg"
    " mixamorig:LeftLeg mixamorig:LeftFoot mixamorig:LeftToeBase mixamorig:RightUpLeg"
    " mixamorig:RightLeg mixamorig:RightFoot mixamorig:RightToeBase"
)
CMU = skeleton(
    "Hips LHipJoint LeftUpLeg LeftLeg LeftFoot LeftToeBase RHipJoint RightUpLeg RightLeg RightFoot"
    " RightToeBase LowerBack Spine Spine1 Neck Neck1 Head LeftShoulder LeftArm LeftForeArm LeftHand"
    " LeftFingerBase LThumb RightShoulder RightArm RightForeArm RightHand RightFingerBase RThumb"
)
CMU_ASF = skeleton(
    "root lhipjoint lfemur ltibia lfoot ltoes rhipjoint rfemur rtibia rfoot rtoes lowerback thorax"
    " lowerneck head lclavicle lhumerus lradius lwrist lhand lfingers lthumb"
    " rclavicle rhumerus rradius rwrist rhand rfingers rthumb"
)
HUMANML3D = skeleton(
    "pelvis left_hip right_hip spine1 left_knee right_knee spine2 left_ankle right_ankle spine3"
    " left_foot right_foot neck left_collar right_collar head left_shoulder right_shoulder"
    " left_elbow right_elbow left_wrist right_wrist"
)
BANDAI = skeleton(
    "joint_Root Hips Spine Chest Neck Head Shoulder_L UpperArm_L LowerArm_L Hand_L Shoulder_R"
    " UpperArm_R LowerArm_R Hand_R UpperLeg_L LowerLeg_L Foot_L Toes_L UpperLeg_R LowerLeg_R Foot_R"
    " Toes_R"
)
DAZ = skeleton(
    "hip abdomen chest neck head rCollar rShldr rForeArm rHand rThumb1 rMid1 lCollar lShldr"
    " lForeArm lHand lThumb1 lMid1 rButtock rThigh rShin rFoot lButtock lThigh lShin lFoot"
)
UNREAL = skeleton(
    "pelvis spine_01 spine_02 clavicle_l upperarm_l lowerarm_l hand_l clavicle_r upperarm_r"
    " lowerarm_r hand_r neck_01 head thigh_l calf_l foot_l ball_l thigh_r calf_r foot_r ball_r"
)
BIPED = skeleton(
    "Bip01 Bip01_Pelvis Bip01_Spine Bip01_L_Thigh Bip01_L_Calf Bip01_L_Foot Bip01_L_Toe0"
    " Bip01_R_Thigh Bip01_R_Calf Bip01_R_Foot Bip01_R_Toe0 Bip01_Neck Bip01_Head Bip01_L_Clavicle"
    " Bip01_L_UpperArm Bip01_L_Forearm Bip01_L_Hand Bip01_R_Clavicle Bip01_R_UpperArm"
    " Bip01_R_Forearm Bip01_R_Hand"
)


def source(of: Skeleton, joint: str) -> str:
    """The joint that a joint of the model is taken from, or '' if it is made up."""
    result = retargeting(of)
    row = KINECT2.joint_names.index(joint)
    return "" if result.made_up[row] else of.joint_names[int(result.weights[row].argmax())]


def test_the_models_own_layout_stays_as_it_is() -> None:
    result = retargeting(KINECT2)
    np.testing.assert_array_equal(result.weights, np.eye(25))
    assert not result.made_up.any()


def test_kinect1_keeps_every_joint_that_both_have() -> None:
    result = retargeting(KINECT1)
    made_up = [n for n, made in zip(KINECT2.joint_names, result.made_up, strict=True) if made]
    assert made_up == [
        *("SpineMid", "Neck", "HandTipLeft", "ThumbLeft", "HandTipRight", "ThumbRight"),
    ]
    for joint in set(KINECT1.joint_names) & set(KINECT2.joint_names):
        assert source(KINECT1, joint) == joint
    assert source(KINECT1, "SpineBase") == "HipCenter"
    assert source(KINECT1, "SpineShoulder") == "ShoulderCenter"


@pytest.mark.parametrize(
    ("of", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "foot"),
    [
        (
            MIXAMO,
            *("mixamorig:LeftArm", "mixamorig:LeftForeArm", "mixamorig:LeftHand"),
            *("mixamorig:LeftUpLeg", "mixamorig:LeftLeg"),
            *("mixamorig:LeftFoot", "mixamorig:LeftToeBase"),
        ),
        (
            CMU,
            "LeftArm",
            "LeftForeArm",
            "LeftHand",
            "LeftUpLeg",
            "LeftLeg",
            "LeftFoot",
            "LeftToeBase",
        ),
        (CMU_ASF, "lhumerus", "lradius", "lwrist", "lfemur", "ltibia", "lfoot", "ltoes"),
        (
            HUMANML3D,
            *("left_shoulder", "left_elbow", "left_wrist"),
            *("left_hip", "left_knee", "left_ankle", "left_foot"),
        ),
        (
            BANDAI,
            *("UpperArm_L", "LowerArm_L", "Hand_L"),
            *("UpperLeg_L", "LowerLeg_L", "Foot_L", "Toes_L"),
        ),
        (DAZ, "lShldr", "lForeArm", "lHand", "lThigh", "lShin", "lFoot", ""),
        (UNREAL, "upperarm_l", "lowerarm_l", "hand_l", "thigh_l", "calf_l", "foot_l", "ball_l"),
        (
            BIPED,
            *("Bip01_L_UpperArm", "Bip01_L_Forearm", "Bip01_L_Hand"),
            *("Bip01_L_Thigh", "Bip01_L_Calf", "Bip01_L_Foot", "Bip01_L_Toe0"),
        ),
    ],
    ids=["mixamo", "cmu", "cmu-asf", "humanml3d", "bandai", "daz", "unreal", "biped"],
)
def test_joints_are_told_by_the_names_of_many_conventions(
    of: Skeleton, shoulder: str, elbow: str, wrist: str, hip: str, knee: str, ankle: str, foot: str
) -> None:
    joints = ("Shoulder", "Elbow", "Wrist", "Hip", "Knee", "Ankle", "Foot")
    found = [source(of, joint + "Left") for joint in joints]
    assert found == [shoulder, elbow, wrist, hip, knee, ankle, foot]
    assert source(of, "Head").lower().endswith("head")
    # No joint of one side may serve the other.
    rights = {source(of, joint + "Right") for joint in joints} - {""}
    assert not rights & set(found)


@pytest.mark.parametrize(
    "of", [MIXAMO, CMU, CMU_ASF, HUMANML3D, BANDAI, DAZ, UNREAL, BIPED, KINECT1]
)
def test_weights_sum_to_one_so_that_moving_the_body_moves_every_joint(of: Skeleton) -> None:
    np.testing.assert_allclose(retargeting(of).weights.sum(axis=1), 1, atol=1e-6)


def test_missing_core_joints_are_named() -> None:
    names = tuple(n for n in HUMANML3D.joint_names if n not in ("left_knee", "right_wrist"))
    with pytest.raises(ValueError, match=r"no left knee, right wrist that could be told by name"):
        retargeting(skeleton(" ".join(names)))


def test_positions_are_combined_and_missing_joints_stay_missing() -> None:
    rng = np.random.default_rng(0)
    positions = rng.normal(size=(4, 2, KINECT1.n_joints, 3)).astype(np.float32)
    valid = np.ones((4, 2, KINECT1.n_joints), dtype=bool)
    valid[1, 0, KINECT1.joint_names.index("Head")] = False
    positions[~valid] = 0
    moved, whole = retargeting(KINECT1)(positions, valid)
    old, new = KINECT1.joint_names.index, KINECT2.joint_names.index
    np.testing.assert_allclose(
        moved[:, :, new("SpineMid")],
        (positions[:, :, old("HipCenter")] + positions[:, :, old("ShoulderCenter")]) / 2,
        atol=1e-6,
    )
    missing = np.argwhere(~whole).tolist()
    assert missing == [[1, 0, new("Neck")], [1, 0, new("Head")]]
    assert not moved[~whole].any()
    assert moved.dtype == np.float32
