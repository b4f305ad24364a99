"""Acclaim motion: positions against a slow reading of the specification, and what can be wrong."""

import random
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from core.errors import FormatError
from core.formats import amc, read_recording, recognise
from core.formats.asf import read_skeleton
from core.recording import Recording
from core.retarget import retargeting
from core.skeleton import KINECT2
from tests.core.formats import files
from tests.fuzz.mutations import mutated

UNIT = 0.0254 / 0.45
MOTION = np.random.default_rng(1).normal(scale=40, size=(7, 11))
JOINTS = ("root", "lfemur", "lowerback", "lfoot", "lowerback_end", "lfoot_end")


def read(folder: Path, content: str, skeleton: str = files.ASF) -> Recording:
    (folder / "86.asf").write_text(skeleton)
    path = folder / "86_01.amc"
    path.write_text(content)
    assert recognise(path) is amc
    return read_recording(path)


def fault(folder: Path, content: str, skeleton: str = files.ASF) -> str:
    with pytest.raises(FormatError) as raised:
        read(folder, content, skeleton)
    return f"{raised.value.path.suffix}: {raised.value.where}: {raised.value.why}"


def turn(axis: str, degrees: float) -> npt.NDArray[np.float64]:
    """``(4, 4)``, as a textbook has it."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    block = {
        "x": [[1, 0, 0], [0, c, -s], [0, s, c]],
        "y": [[c, 0, s], [0, 1, 0], [-s, 0, c]],
        "z": [[c, -s, 0], [s, c, 0], [0, 0, 1]],
    }[axis]
    matrix = np.eye(4)
    matrix[:3, :3] = block
    return matrix


def shift(vector: npt.ArrayLike) -> npt.NDArray[np.float64]:
    matrix = np.eye(4)
    matrix[:3, 3] = vector
    return matrix


def posed(row: npt.NDArray[np.float64]) -> dict[str, npt.NDArray[np.float64]]:
    """Where the joints of `files.ASF` are, y up: one frame, one transform after the other."""
    root = (
        shift(np.array([0, 1, 0]) * UNIT + row[:3] * UNIT)
        @ turn("z", row[5])
        @ turn("y", row[4])
        @ turn("x", row[3])
    )
    own = turn("z", 20)
    moved = turn("z", row[8]) @ turn("y", row[7]) @ turn("x", row[6])
    thigh = root @ own @ moved @ np.linalg.inv(own)
    ankle = thigh @ shift(np.array([0.34202, -0.939693, 0]) * 7.9 * UNIT)
    own = turn("y", 10) @ turn("x", -90) @ turn("z", 20)
    foot = ankle @ own @ turn("x", row[10]) @ turn("z", row[9]) @ np.linalg.inv(own)
    back = root @ shift(np.array([0, 1, 0]) * 2.5 * UNIT)
    toes = foot @ shift(np.array([0, 0, 1]) * 2 * UNIT)
    ends = dict(zip(JOINTS, (root, root, root, ankle, back, toes), strict=True))
    return {name: matrix[:3, 3] for name, matrix in ends.items()}


def test_forward_kinematics(tmp_path: Path) -> None:
    recording = read(tmp_path, files.amc(MOTION))
    assert recording.skeleton.joint_names == JOINTS
    assert recording.skeleton.parents == (-1, 0, 0, 1, 2, 3)
    assert (recording.fps, recording.name, recording.warnings) == (120, "86_01", ())
    for frame, row in enumerate(MOTION):
        for joint, (x, y, z) in enumerate(posed(row).values()):
            np.testing.assert_allclose(
                recording.positions[frame, 0, joint], (x, -z, y), atol=1e-5, err_msg=JOINTS[joint]
            )


def test_radians_are_those_of_the_motion_then_of_the_skeleton(tmp_path: Path) -> None:
    expected = read(tmp_path, files.amc(MOTION)).positions
    radians = MOTION.copy()
    radians[:, 3:] = np.radians(radians[:, 3:])
    said = files.amc(radians).replace(":DEGREES", ":RADIANS")
    np.testing.assert_allclose(read(tmp_path, said).positions, expected, atol=1e-5)
    unsaid = files.amc(MOTION).replace(":DEGREES\n", "")
    np.testing.assert_allclose(read(tmp_path, unsaid).positions, expected, atol=1e-5)
    other = files.ASF.replace("angle deg", "angle rad")
    assert not np.allclose(read(tmp_path, unsaid, other).positions, expected, atol=1e-2)


def test_many_blocks_are_one_recording(tmp_path: Path) -> None:
    many = np.resize(MOTION, (5000, 11))
    recording = read(tmp_path, files.amc(many))
    assert recording.n_frames == 5000
    np.testing.assert_array_equal(recording.positions[4997], recording.positions[4997 % 7])


def test_bones_that_are_not_mentioned_stay_at_rest(tmp_path: Path) -> None:
    lines = [line for line in files.amc(MOTION).splitlines() if not line.startswith("lfoot")]
    still = MOTION.copy()
    still[:, 9:] = 0
    expected = read(tmp_path, files.amc(still)).positions
    np.testing.assert_allclose(read(tmp_path, "\n".join(lines)).positions, expected)


def test_a_gap_in_the_numbers_of_frames_is_said(tmp_path: Path) -> None:
    recording = read(tmp_path, files.amc(MOTION).replace("\n6\n", "\n9\n"))
    assert recording.warnings[0].startswith("frame number 9 follows 5")
    assert recording.n_frames == 7


@pytest.mark.parametrize("value", ["nan", "inf", "1e300"])
def test_positions_that_cannot_be_are_missing(tmp_path: Path, value: str) -> None:
    content = files.amc(MOTION).replace(repr(float(MOTION[2, 0])), value)
    recording = read(tmp_path, content)
    assert not recording.valid[2].any()
    assert recording.valid.sum() == 6 * len(JOINTS)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("\n3\n", "\nthree\n", ".amc: line 12: 'three' should be the number of a frame"),
        ("\n3\nroot", "\n3\nhip", ".amc: line 13: 'hip"),
        ("\n3\nroot ", "\n3\nroot 1 ", ".amc: line 13: root has 7 numbers, expected 6 (tx ty tz"),
        ("\n3\nroot ", "\n3\nroot x", ".amc: line 13: root 'x"),
        ("\n1\nroot", "\n1\nhip", ".amc: line 5: 'hip' is no bone of the skeleton"),
        ("\n3\nroot", "\n3\n\nroot", ".amc: line 13: '' stands where the first frame has 'root'"),
    ],
)
def test_faults_are_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    content = files.amc(MOTION)
    assert content.count(old) == 1
    assert fault(tmp_path, content.replace(old, new)).startswith(said)


def test_a_file_that_is_cut_off(tmp_path: Path) -> None:
    lines = files.amc(MOTION).splitlines()
    assert "ends within a frame" in fault(tmp_path, "\n".join(lines[:-1]))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("length 7.9", "", "line 13: length is blank"),
        ("length 7.9", "length long", "line 17: length 'long' is not a number"),
        ("length 0.45", "length 0", "line 5: length cannot be 0"),
        ("dof rz rx", "dof rz tx", "line 30: 'tx' is not one of rx, ry, rz"),
        ("axis 0 0 20  XYZ", "axis 0 0 20  XXZ", "line 18: 'xxz' is no order of axes"),
        ("lfemur lfoot", "lfemur toes", "line 41: 'toes' is no bone"),
        ("lfemur lfoot", "lfemur lowerback", "line 42: 'lowerback' is no bone, or hangs"),
        ("lfemur lfoot", "lfoot lfoot", ":hierarchy: bone 'lfoot' does not hang on the root"),
        ("name lowerback", "name lfoot", "line 32: bone 'lfoot' is there twice"),
        (":hierarchy", ":tree", ": has no :hierarchy; is this an Acclaim skeleton?"),
    ],
)
def test_faults_of_the_skeleton_are_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in files.ASF
    found = fault(tmp_path, files.amc(MOTION), files.ASF.replace(old, new, 1))
    assert found.startswith(f".asf: {said}")


def test_mutated_skeletons_are_read_or_refused(tmp_path: Path) -> None:
    whole, chance = files.ASF.encode(), random.Random(0)
    path = tmp_path / "86_01.amc"
    path.write_text(files.amc(MOTION))
    for _ in range(150):
        path.with_name("86.asf").write_bytes(mutated(whole, chance))
        try:
            assert np.isfinite(read_recording(path).positions).all()
        except FormatError as error:
            assert str(error).startswith(str(tmp_path))


def test_the_skeleton_is_found_by_name_or_alone(tmp_path: Path) -> None:
    for name in ("8.asf", "86.asf", "86_1.asf", "other.ASF"):
        (tmp_path / name).write_text(files.ASF)
    found = {name: amc.skeleton_file(tmp_path / name).name for name in ("86_01.amc", "8.amc")}
    assert found == {"86_01.amc": "86.asf", "8.amc": "8.asf"}
    with pytest.raises(
        FormatError, match=r"9_1.amc: needs its .*4 with other names.*; 9.asf would"
    ):
        amc.skeleton_file(tmp_path / "9_1.amc")
    for name in ("8.asf", "86.asf", "86_1.asf"):
        (tmp_path / name).unlink()
    assert amc.skeleton_file(tmp_path / "9_1.amc").name == "other.ASF"


def test_cmu(shared: Path) -> None:
    for name, n_frames in (("86_01", 4579), ("86_09", 4794)):
        recording = read_recording(shared / "cmu86" / f"{name}.amc")
        assert (recording.n_frames, recording.fps, recording.warnings) == (n_frames, 120, ())
        moved, _ = retargeting(recording.skeleton)(recording.positions, recording.valid)
        joint = dict(zip(KINECT2.joint_names, np.moveaxis(moved[:, 0], 1, 0), strict=True))
        # Feet touch the ground, and the head stays a head's height above the hips on average.
        assert -0.1 < joint["FootLeft"][:, 2].min() < 0.1
        assert 0.4 < (joint["Head"] - joint["SpineBase"])[:, 2].mean() < 0.7
        shin = np.linalg.norm(joint["KneeLeft"] - joint["AnkleLeft"], axis=1)
        np.testing.assert_allclose(shin, 7.9832 * UNIT, rtol=1e-4)
        # Facing forward, the left hip is on the left: toes point away from heel and to the front.
        across = joint["HipLeft"] - joint["HipRight"]
        forward = joint["FootLeft"] - joint["AnkleLeft"]
        assert (np.cross(forward, across)[:, 2] > 0).mean() > 0.9


def test_cmu_tips_are_ends(shared: Path) -> None:
    skeleton = read_skeleton(shared / "cmu86" / "86.asf").skeleton
    weights = retargeting(skeleton).weights
    for joint, source in (("HandTipLeft", "lfingers_end"), ("ThumbRight", "rthumb_end")):
        row = weights[KINECT2.joint_names.index(joint)]
        assert skeleton.joint_names[int(row.argmax())] == source
