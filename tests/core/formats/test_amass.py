"""Body parameters: positions by a small body model, and what is said without one."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.body_model import KINDS, VARIABLE, models_folder
from core.errors import FormatError
from core.formats import amass, read_recording, recognise
from core.recording import Recording
from core.rotations import from_vectors
from core.user_folder import user_folder

CHANCE = np.random.default_rng(4)
N_SHAPES = 3


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of body models."""
    folder = tmp_path / "models"
    folder.mkdir()
    monkeypatch.setenv(VARIABLE, str(folder))
    return folder


def arrays_of_model(n_joints: int) -> dict[str, Any]:
    parents = KINDS[n_joints][1].parents
    first = np.iinfo(np.uint32).max
    return {
        "kintree_table": np.array([[first, *parents[1:]], range(n_joints)], dtype=np.uint32),
        "v_template": CHANCE.normal(size=(100, 3)),
        "J_regressor": CHANCE.dirichlet(np.ones(100), n_joints),
        "shapedirs": CHANCE.normal(size=(100, 3, N_SHAPES)),
    }


def parameters(n_joints: int = 52, n_frames: int = 5, **changes: Any) -> dict[str, Any]:
    arrays = {
        "poses": CHANCE.normal(size=(n_frames, 3 * n_joints)),
        "trans": CHANCE.normal(size=(n_frames, 3)),
        "betas": CHANCE.normal(size=16),
        "gender": np.array("male"),
        "mocap_framerate": np.array(120.0),
        **changes,
    }
    return {name: value for name, value in arrays.items() if value is not None}


def read(folder: Path, arrays: dict[str, Any]) -> Recording:
    path = folder / "a.npz"
    np.savez(path, **arrays)
    assert recognise(path) is amass
    return read_recording(path)


def expected(model: dict[str, Any], motion: dict[str, Any], frame: int, joint: int) -> Any:
    """Where a joint is, from the root down, one turn after the other."""
    betas = motion["betas"][:N_SHAPES]
    rest = model["J_regressor"] @ (model["v_template"] + model["shapedirs"] @ betas)
    parents = [-1, *model["kintree_table"][0][1:].astype(int)]

    def carried(joint: int) -> tuple[Any, Any]:
        own = from_vectors(motion["poses"][frame].reshape(-1, 3)[joint])
        if joint == 0:
            return own, rest[0]
        turned, place = carried(parents[joint])
        return turned @ own, place + turned @ (rest[joint] - rest[parents[joint]])

    return carried(joint)[1] + motion["trans"][frame]


@pytest.mark.parametrize("n_joints", KINDS)
def test_parameters_become_positions(tmp_path: Path, models: Path, n_joints: int) -> None:
    model, motion = arrays_of_model(n_joints), parameters(n_joints)
    np.savez(models / "male.npz", **model)
    recording = read(tmp_path, motion)
    assert recording.skeleton == KINDS[n_joints][1]
    assert (recording.fps, recording.warnings, recording.n_frames) == (120, (), 5)
    for frame in range(5):
        for joint in range(n_joints):
            np.testing.assert_allclose(
                recording.positions[frame, 0, joint],
                expected(model, motion, frame, joint),
                atol=1e-5,
            )


def test_the_parts_of_poses_are_joined(tmp_path: Path, models: Path) -> None:
    np.savez(models / "male.npz", **arrays_of_model(55))
    whole = parameters(55)
    widths = {"root_orient": 3, "pose_body": 63, "pose_jaw": 3, "pose_eye": 6, "pose_hand": 90}
    parts = np.split(whole["poses"], np.cumsum(list(widths.values()))[:-1], axis=1)
    split = {**whole, **dict(zip(widths, parts, strict=True))}
    del split["poses"]
    np.testing.assert_array_equal(read(tmp_path, split).positions, read(tmp_path, whole).positions)
    split["pose_body"] = split["pose_body"][:, 1:]
    with pytest.raises(FormatError, match=r"pose_body: has shape \(5, 62\), expected \(5, 63\)"):
        read(tmp_path, split)


def test_the_model_of_the_gender_is_taken(tmp_path: Path, models: Path) -> None:
    (models / "smplh" / "male").mkdir(parents=True)
    for name in ("smplh/SMPLH_FEMALE.npz", "smplh/male/model.npz", "neutral.npz"):
        np.savez(models / name, **arrays_of_model(52))
    np.savez(models / "male_smplx.npz", **arrays_of_model(55))
    (models / "male.npz").write_text("no model at all")
    said = {}
    for gender in ("female", "male", "neutral", "other"):
        recording = read(tmp_path, parameters(gender=np.array(gender)))
        said[gender] = (recording.warnings, recording.positions[0, 0, 0].tolist())
    assert [warnings for warnings, _ in said.values()] == [(), (), (), ()]
    (models / "smplh" / "male" / "model.npz").unlink()
    recording = read(tmp_path, parameters())
    assert recording.warnings == ("the body model neutral.npz is not that of a male body",)


def test_without_a_model_it_says_what_to_get(tmp_path: Path, models: Path) -> None:
    np.savez(models / "male.npz", **arrays_of_model(55))
    with pytest.raises(FormatError) as raised:
        read(tmp_path, parameters())
    said = str(raised.value)
    for word in ("poses of SMPL-H", "52 joints", str(models), VARIABLE):
        assert word in said


def test_models_are_with_what_belongs_to_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert models_folder() == user_folder() / "body-models"


def test_what_is_not_said_is_warned_of(tmp_path: Path, models: Path) -> None:
    np.savez(models / "any.npz", **arrays_of_model(52))
    recording = read(tmp_path, parameters(trans=None, mocap_framerate=None, gender=None))
    assert recording.fps == 30
    assert recording.warnings == (
        "the file does not say where the body is, only its poses",
        "the file does not say its frame rate; taken for 30",
    )


def test_numbers_that_are_none_are_missing(tmp_path: Path, models: Path) -> None:
    np.savez(models / "male.npz", **arrays_of_model(52))
    motion = parameters()
    motion["trans"][3, 1] = np.nan
    assert read(tmp_path, motion).present[:, 0].tolist() == [True] * 3 + [False, True]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"poses": np.zeros((5, 150))}, "poses: has shape (5, 150), expected 3 per joint of SMPL"),
        ({"poses": np.zeros(156)}, "poses: has shape (156,)"),
        ({"poses": np.array("none")}, "has no poses; is this a recording of AMASS?"),
        ({"trans": np.zeros((4, 3))}, "trans: has shape (4, 3), expected (5, 3)"),
        ({"mocap_framerate": np.array("fast")}, "mocap_framerate: is fast, expected a number"),
        ({"poses": np.array([None])}, "holds Python objects"),
        ({"poses": np.zeros((0, 156)), "trans": np.zeros((0, 3))}, "a recording needs a frame"),
    ],
)
def test_faults_are_named(tmp_path: Path, models: Path, changes: dict[str, Any], said: str) -> None:
    np.savez(models / "male.npz", **arrays_of_model(52))
    with pytest.raises(FormatError) as raised:
        read(tmp_path, parameters(**changes))
    assert said in str(raised.value)


def test_amass(shared: Path, tmp_path: Path, models: Path) -> None:
    path = shared / "samples" / "amass" / "amass_sample.npz"
    np.savez(models / "male.npz", **arrays_of_model(52))
    recording = read_recording(path)
    assert (recording.n_frames, recording.fps, recording.skeleton.n_joints) == (601, 120, 52)
    with np.load(path, allow_pickle=False) as file:
        moved = file["trans"] - file["trans"][0]
    root = recording.positions[:, 0, 0]
    np.testing.assert_allclose(root - root[0], moved, atol=1e-4)
