"""The same motion through two formats is the same to the model."""

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from core.commands.predict import default_model
from core.features import Features
from core.formats import read_recording, write_recording
from core.inference import predict
from core.interpretation import Interpretation
from core.joints.joint_map import joint_map_of
from core.model.checkpoint import Model, load_model
from core.progress import finish
from core.recording import Recording
from core.skeleton import KINECT2, Skeleton

DEMO = Path(__file__).parents[2] / "resources" / "demo" / "recordings" / "Seq2_12.csv"


@cache
def model() -> Model:
    return load_model(default_model())


def probabilities(recording: Recording) -> npt.NDArray[np.float32]:
    return finish(predict(model(), recording, device="cpu")).probabilities


@pytest.mark.parametrize("suffix", [".h5", ".csv", ".bvh"])
def test_a_recording_that_was_written_is_predicted_as_before(suffix: str, tmp_path: Path) -> None:
    recording = read_recording(DEMO)
    path = tmp_path / f"again{suffix}"
    write_recording(recording, path)
    np.testing.assert_allclose(
        probabilities(read_recording(path)), probabilities(recording), atol=1e-4
    )


def test_joints_in_a_table_of_markers_are_predicted_as_before(tmp_path: Path) -> None:
    """TRC: millimetres, and joints that hang on nothing."""
    recording = read_recording(DEMO)
    path, n_joints = tmp_path / "again.trc", recording.skeleton.n_joints
    names = "\t\t\t".join(recording.skeleton.joint_names)
    axes = "\t".join(f"{axis}{n + 1}" for n in range(n_joints) for axis in "XYZ")
    head = f"{recording.fps}\t{recording.fps}\t{recording.n_frames}\t{n_joints}\tmm"
    rows = recording.positions[:, 0].reshape(recording.n_frames, -1) * 1000
    lines = [
        "PathFileType\t4\t(X/Y/Z)\tagain.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits",
        head,
        f"Frame#\tTime\t{names}",
        f"\t\t{axes}",
        *("\t".join([f"{k + 1}\t{k / recording.fps:.6f}", *(f"{v:.4f}" for v in row)])
          for k, row in enumerate(rows.tolist())),
    ]  # fmt: skip
    path.write_text("\n".join(lines) + "\n")
    np.testing.assert_allclose(
        probabilities(read_recording(path)), probabilities(recording), atol=1e-3
    )


def test_what_is_said_by_hand_of_a_nameless_skeleton_is_as_good_as_names(tmp_path: Path) -> None:
    recording = read_recording(DEMO)
    known = joint_map_of(recording)
    names = tuple(f"bone{number}" for number in range(recording.skeleton.n_joints))
    spelt = dict(zip(recording.skeleton.joint_names, names, strict=True))
    roles = tuple((role, tuple(spelt[one] for one in joints)) for role, joints in known.roles)
    nameless = Recording(
        recording.positions, recording.valid, Skeleton(names, (-1,) * len(names)), recording.fps
    )
    path = tmp_path / "said.h5"
    write_recording(Interpretation(roles=roles)(nameless), path)
    np.testing.assert_array_equal(probabilities(read_recording(path)), probabilities(recording))


def test_markers_and_a_rig_of_one_walk_are_the_same_walk(shared: Path) -> None:
    """CMU's trial 02_01: as markers, and as somebody else's character that is moved by them."""
    samples = shared / "samples"
    markers = read_recording(samples / "c3d" / "cmu_02_01.c3d")
    rig = read_recording(samples / "bvh" / "cmu_lifeforms_002_01.bvh")
    one, other = joints(markers), joints(rig)
    for upper, lower in (("Hip", "Knee"), ("Knee", "Ankle"), ("Shoulder", "Elbow")):
        lengths = [bone(of, upper, lower) for of in (one, other)]
        assert lengths[0] == pytest.approx(lengths[1], rel=0.25), (upper, lower)
    apart = {lag: distance(one, other, lag) for lag in range(-3, 4)}
    assert min(apart, key=lambda lag: apart[lag]) == 0
    assert apart[0] < 0.08
    said = [probabilities(of)[::step][:170] for of, step in ((markers, 2), (rig, 1))]
    assert np.abs(said[0] - said[1]).mean() < 0.05


def joints(recording: Recording) -> npt.NDArray[np.float32]:
    """``(n_model_frames, 25, 3)``: relative to the middle of the hips, in common axes."""
    features = Features(recording)
    found, _ = features.joints(0, features.n_frames)
    return np.asarray(found[:, 0] - found[:, 0, :1])


def bone(found: npt.NDArray[np.float32], upper: str, lower: str) -> float:
    a, b = (KINECT2.joint_names.index(f"{joint}Left") for joint in (upper, lower))
    return float(np.median(np.linalg.norm(found[:, a] - found[:, b], axis=-1)))


def distance(
    one: npt.NDArray[np.float32], other: npt.NDArray[np.float32], lag: int, n_frames: int = 80
) -> float:
    """Mean distance of joints, metres, if the other walk is ``lag`` frames late."""
    apart = one[3 : 3 + n_frames] - other[3 + lag : 3 + lag + n_frames]
    return float(np.linalg.norm(apart, axis=-1).mean())
