"""Joints of a body model against a slow forward kinematics, and files that are none."""

import pickle
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from core.errors import FormatError
from core.skeleton import KINECT2
from tests.training.datasets.bodies import PARENTS, model_arrays
from training.datasets.smplh import KINECT2_JOINTS, read_body_model

POSES = np.random.default_rng(2).normal(scale=0.7, size=(3, 156))
TIPS = {63: (36, 2746), 64: (24, 2319), 68: (51, 6191), 69: (39, 5782)}
"""Numbers among 73 joints, and the joint and the vertex that each goes with."""


def write(folder: Path, **arrays: npt.NDArray[np.generic]) -> Path:
    path = folder / "model.npz"
    np.savez(path, **arrays)
    return path


def rotation(vector: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """``(4, 4)``: the exponential of the cross product, as a sum of powers."""
    x, y, z = vector
    power, total = np.eye(4), np.eye(4)
    cross = np.array([[0, -z, y, 0], [z, 0, -x, 0], [-y, x, 0, 0], [0, 0, 0, 0]])
    for number in range(1, 60):
        power = power @ cross / number
        total = total + power
    return total


def where(
    joint: int, pose: npt.NDArray[np.floating], rest: npt.NDArray[np.floating]
) -> npt.NDArray[np.float64]:
    """The transform that a joint carries, from the root down."""
    parent = PARENTS[joint]
    above = where(parent, pose, rest) if joint else np.eye(4)
    shift = np.eye(4)
    shift[:3, 3] = rest[joint] - (rest[parent] if joint else 0)
    return above @ shift @ rotation(pose[3 * joint : 3 * joint + 3])


def test_forward_kinematics(tmp_path: Path) -> None:
    arrays = model_arrays()
    rest, vertices = arrays["J"], arrays["v_template"]
    posed = read_body_model(write(tmp_path, **arrays)).posed(POSES)
    for pose, joints in zip(POSES, posed, strict=True):
        for joint in range(52):
            np.testing.assert_allclose(joints[joint], where(joint, pose, rest)[:3, 3], atol=1e-9)
        for number, (last, vertex) in enumerate(TIPS.values()):
            away = np.append(vertices[vertex] - rest[last], 1)
            expected = where(last, pose, rest) @ away
            np.testing.assert_allclose(joints[52 + number], expected[:3], atol=1e-9)


def test_without_vertices_tips_go_on_as_their_fingers_do(tmp_path: Path) -> None:
    arrays = model_arrays()
    path = write(tmp_path, J=arrays["J"], kintree_table=arrays["kintree_table"])
    model = read_body_model(path)
    for tip, (last, _) in zip(model.tips, TIPS.values(), strict=True):
        np.testing.assert_allclose((tip + arrays["J"][last - 1]) / 2, arrays["J"][last])
    full = read_body_model(write(tmp_path, **arrays))
    np.testing.assert_allclose(model.posed(POSES)[:, :52], full.posed(POSES)[:, :52])


def test_the_joints_of_a_kinect() -> None:
    published = (0, 3, 12, 15, 16, 18, 20, 22, 17, 19, 21, 37, 1, 4, 7, 10, 2, 5, 8, 11, 9)
    assert KINECT2_JOINTS[:21] == published
    named = dict(zip(KINECT2.joint_names[21:], KINECT2_JOINTS[21:], strict=True))
    among_73 = {name: list(TIPS)[joint - 52] for name, joint in named.items()}
    assert among_73 == {"HandTipLeft": 64, "ThumbLeft": 63, "HandTipRight": 69, "ThumbRight": 68}


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        (("kintree_table",), "has no 'kintree_table'; is this a body model"),
        (("J", "J_regressor"), "has no 'J'"),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, left_out: tuple[str, ...], said: str) -> None:
    arrays = {name: array for name, array in model_arrays().items() if name not in left_out}
    with pytest.raises(FormatError, match=said):
        read_body_model(write(tmp_path, **arrays))


def test_another_body_is_refused(tmp_path: Path) -> None:
    arrays = model_arrays()
    table = arrays["kintree_table"][:, :24]
    with pytest.raises(FormatError, match="is no SMPL-H body model"):
        read_body_model(write(tmp_path, J=arrays["J"][:24], kintree_table=table))


def test_nothing_is_unpickled(tmp_path: Path) -> None:
    path = tmp_path / "SMPLH_male.pkl"
    path.write_bytes(pickle.dumps({"J": [1]}))
    with pytest.raises(FormatError, match=r"is a pickle.*np.savez"):
        read_body_model(path)
    objects = write(tmp_path, kintree_table=np.array([{}], dtype=object))
    with pytest.raises(FormatError, match="holds Python objects"):
        read_body_model(objects)
    (tmp_path / "text.npz").write_text("hello")
    with pytest.raises(FormatError, match=r"text.npz"):
        read_body_model(tmp_path / "text.npz")
