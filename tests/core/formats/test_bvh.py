"""BVH: positions against a slow reading of the specification, headers of many exporters, faults."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from core.errors import FormatError
from core.formats import bvh, read_recording, recognise
from core.formats.bvh_header import frame_rate, read_header
from core.formats.bvh_hierarchy import AXES, Hierarchy
from core.formats.text import Lines
from core.recording import Recording
from core.upright import UNITS, turned_up
from tests.core.formats import files

MOTION = np.random.default_rng(3).normal(scale=30, size=(7, files.BVH_CHANNELS))


def read(folder: Path, content: str | bytes) -> Recording:
    path = folder / "a.bvh"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    assert recognise(path) is bvh
    return read_recording(path)


def fault(folder: Path, content: str) -> str:
    with pytest.raises(FormatError) as raised:
        read(folder, content)
    return f"{raised.value.where}: {raised.value.why}"


def posed(hierarchy: Hierarchy, row: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """``(n_joints, 3)`` of one frame: textbook matrices, one after the other, parent to child."""
    values = iter(row)
    worlds: list[npt.NDArray[np.float64]] = []
    for joint in hierarchy.joints:
        place = np.array(joint.offset)
        turned = np.eye(4)
        for channel in joint.channels:
            value = next(values)
            if channel.turns:
                turned = turned @ textbook(AXES[channel.axis], value)
            else:
                place[channel.axis] = value
        moved = np.eye(4)
        moved[:3, 3] = place
        above = worlds[joint.parent] if joint.parent >= 0 else np.eye(4)
        worlds.append(above @ moved @ turned)
    return np.array([world[:3, 3] for world in worlds])


def textbook(axis: str, degrees: float) -> npt.NDArray[np.float64]:
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array(
        {
            "X": [[1, 0, 0, 0], [0, c, -s, 0], [0, s, c, 0], [0, 0, 0, 1]],
            "Y": [[c, 0, s, 0], [0, 1, 0, 0], [-s, 0, c, 0], [0, 0, 0, 1]],
            "Z": [[c, -s, 0, 0], [s, c, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]],
        }[axis]
    )


def expected(path: Path, frames: slice) -> npt.NDArray[np.float64]:
    """``(n_frames, n_joints, 3)`` in the file's own unit and axes."""
    with Lines(path) as lines:
        hierarchy, rows = read_header(lines).hierarchy, []
        while more := lines.block():
            rows += [row for row in more if not row.isspace()]
    values = [[float(word) for word in row.split()] for row in rows[frames]]
    return np.array([posed(hierarchy, np.array(row)) for row in values])


def taken_for(recording: Recording) -> tuple[float, str]:
    """Metres per unit, and the up axis, that the warnings name."""
    unit, up = (
        next(w.rpartition(" ")[2] for w in recording.warnings if about in w)
        for about in ("unit of length", "which way is up")
    )
    return UNITS[unit], up


def assert_same(path: Path, recording: Recording) -> None:
    """A dozen frames are where they should be, and every frame is there."""
    metres, up = taken_for(recording)
    frames = slice(None, None, max(recording.n_frames // 12, 1))
    turned = turned_up(expected(path, frames), up) * metres
    np.testing.assert_allclose(recording.positions[frames, 0], turned, atol=1e-5)


def test_forward_kinematics(tmp_path: Path) -> None:
    recording = read(tmp_path, files.bvh(MOTION))
    assert recording.skeleton.joint_names == files.BVH_JOINTS
    assert recording.skeleton.parents == (-1, 0, 1, 2, 0, 4)
    assert (recording.fps, recording.name, recording.n_frames) == (30, "a", 7)
    assert_same(tmp_path / "a.bvh", recording)


def test_many_blocks_are_one_recording(tmp_path: Path) -> None:
    recording = read(tmp_path, files.bvh(np.resize(MOTION, (9000, files.BVH_CHANNELS))))
    assert recording.n_frames == 9000
    np.testing.assert_array_equal(recording.positions[8999], recording.positions[8999 % 7])


def test_every_sample(shared: Path) -> None:
    samples = sorted((shared / "samples" / "bvh").glob("*.bvh"))
    assert samples
    for path in samples:
        assert_same(path, read_recording(path))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"),
        ("\n", "\r"),
        (" ", "\t "),
        ("\n", "  \n"),
        ("{", "\n\n{ "),
        ("\n{", " {"),
        ("Frames: 7", "FRAMES :\t7"),
        ("Frames: 7\nFrame Time:", "Frames:\n7\nFrame Time\t"),
        ("HIERARCHY", "\ufeffhierarchy"),
        ("End Site", "End Site fingers"),
        ("ROOT", "root"),
        ("Xrotation", "XROTATION"),
        ("MOTION", "\nmotion "),
        ("JOINT Chest", "Joint Chest"),
        (" 0.5\n", " 5e-1\n"),
    ],
)
def test_exporters_write_headers_in_many_ways(tmp_path: Path, old: str, new: str) -> None:
    content = files.bvh(MOTION)
    assert old in content
    original, other = read(tmp_path, content), read(tmp_path, content.replace(old, new))
    np.testing.assert_array_equal(other.positions, original.positions)
    assert (other.skeleton, other.fps) == (original.skeleton, original.fps)
    assert other.warnings == original.warnings


def test_names_may_hold_blanks_and_be_used_twice(tmp_path: Path) -> None:
    recording = read(
        tmp_path,
        files.bvh(MOTION)
        .replace("JOINT Leg", "JOINT The Chest")
        .replace("JOINT Chest", "JOINT The Chest"),
    )
    assert recording.skeleton.joint_names[1::3] == ("The Chest", "The Chest_2")
    assert recording.warnings[0] == (
        "several joints have the same name; they are told apart by a number"
    )


def test_ends_of_no_length_are_left_out(tmp_path: Path) -> None:
    content = files.bvh(MOTION).replace("OFFSET 0 25 0.5", "OFFSET 0 0 0")
    assert read(tmp_path, content).skeleton.joint_names == tuple(
        name for name in files.BVH_JOINTS if name != "Neck_end"
    )


def test_alike_trees_are_bodies(tmp_path: Path) -> None:
    tree, _, motion = files.bvh(MOTION).partition("MOTION")
    rows = [f"{row} {row}" if row[:1] in "-0123456789" else row for row in motion.split("\n")[3:-1]]
    content = tree + tree.removeprefix("HIERARCHY\n") + "MOTION\nFrames: 7\nFrame Time: 0.0333333\n"
    recording = read(tmp_path, content + "\n".join(rows))
    alone = read(tmp_path, files.bvh(MOTION))
    assert recording.skeleton == alone.skeleton
    assert (
        recording.warnings[0] == "the file has 2 skeletons that are alike; taken for as many bodies"
    )
    for body in range(2):
        np.testing.assert_allclose(recording.positions[:, body], alone.positions[:, 0], atol=1e-6)


def test_different_trees_are_refused(tmp_path: Path) -> None:
    other = "ROOT Camera\n{\nOFFSET 0 0 0\nCHANNELS 1 Xposition\n}\n"
    said = fault(tmp_path, files.bvh(MOTION).replace("MOTION", f"{other}MOTION"))
    assert "there are 2 different skeletons (roots 'Hips', 'Camera')" in said


@pytest.mark.parametrize(
    ("written", "fps"),
    [
        ("0.033333", 30),
        ("0.0333333", 30),
        (".0083333", 120),
        ("0.008333", 120),
        ("0.016666", 60),
        ("3.333333e-02", 30),
        ("0.04", 25),
        ("0.0166834", 60 / 1.001),
        ("0.0333667", 30 / 1.001),
        ("0.041708", 24 / 1.001),
        ("0.001", 1000),
        ("0.017", 1 / 0.017),
        ("0.0169982", 1 / 0.0169982),
        ("0.03", 1 / 0.03),
        ("2", 0.5),
        ("0", 0),
        ("-1", 0),
    ],
)
def test_rates_are_those_that_were_meant(written: str, fps: float) -> None:
    assert frame_rate(written) == pytest.approx(fps, rel=1e-9)


def test_a_wrong_number_of_frames_is_said(tmp_path: Path) -> None:
    recording = read(tmp_path, files.bvh(MOTION).replace("Frames: 7", "Frames: 999999999999"))
    assert recording.n_frames == 7
    assert recording.warnings[0] == "the file says that it has 999999999999 frames, but it has 7"


def test_a_pose_takes_no_time(tmp_path: Path) -> None:
    recording = read(tmp_path, files.bvh(MOTION[:1]).replace("Time: 0.0333333", "Time: 0.0"))
    assert recording.fps == 30
    assert "a frame takes no time; taken for 30" in recording.warnings[0]


def test_numbers_that_are_none_are_missing(tmp_path: Path) -> None:
    content = files.bvh(MOTION).replace(f"{MOTION[2, 0]:.6f}", "nan")
    recording = read(tmp_path, content)
    # The turn of the root is not known, so nothing is that hangs on it.
    assert recording.valid[2, 0].tolist() == [True, False, False, False, False, False]
    assert recording.valid.sum() == 6 * 7 - 5


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("HIERARCHY", "HIERARCHY x", "line 1: 'X' cannot stand here in the hierarchy"),
        ("ROOT Hips", "JOINT Hips", "line 3: JOINT 'Hips' hangs on no other joint"),
        ("JOINT Chest", "ROOT Chest", "line 7: ROOT 'Chest' stands within 'Hips'"),
        ("JOINT Chest\n  {", "JOINT Chest\n", "line 8: a { should follow the name 'Chest'"),
        ("OFFSET 0 12.5 0", "OFFSET 0 12,5 0", "line 8: OFFSET '12,5' is not a number; decimals"),
        ("OFFSET 0 12.5 0", "OFFSET 0 12.5", "line 9: OFFSET 'CHANNELS' is not a number"),
        ("CHANNELS 3 Y", "CHANNELS 3 W", "'Wrotation' is no channel; they are xposition, "),
        ("CHANNELS 3 Y", "CHANNELS 9999 Y", "CHANNELS '9999' is not a number of channels"),
        ("Frames: 7", "Frames: many", "Frames: 'many' is not a number of frames"),
        ("Time: 0.0333333", "Time: 0,0333333", "Frame Time: '0,0333333' is not a number; decimals"),
        ("Time: 0.0333333", "Time: inf", "Frame Time: is not finite"),
        ("Time: 0.0333333", "Time: nan", "Frame Time: is not finite"),
        ("Frames: 7\n", "", "Frames: and Frame Time: should stand between MOTION and the numbers"),
        (f"{MOTION[3, 1]:.6f}", "3,5", "line 36: '3,5' is not a number; decimals need a point"),
        (f"{MOTION[3, 1]:.6f} ", "", "line 36: has 15 numbers, expected 16"),
        ("MOTION", "}\nMOTION", "'}' cannot stand here in the hierarchy"),
    ],
)
def test_faults_are_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    content = files.bvh(MOTION)
    assert old in content
    assert said in fault(tmp_path, content.replace(old, new, 1))


def test_what_does_not_move_is_refused(tmp_path: Path) -> None:
    head = files.bvh(MOTION).partition("Frame Time")[0]
    assert "no frames follow the hierarchy" in fault(tmp_path, f"{head}Frame Time: 0.1\n\n")
    still = "HIERARCHY\nROOT a\n{\nOFFSET 0 0 0\n}\nMOTION\nFrames: 1\nFrame Time: 1\n"
    assert "no joint has channels" in fault(tmp_path, still)
    assert "was it cut off" in fault(tmp_path, head[:60])


def test_a_damaged_tree_does_not_grow_forever(tmp_path: Path) -> None:
    content = "HIERARCHY\nROOT a {\n" + "JOINT a {\n" * 100_000
    assert "more than 2000 joints" in fault(tmp_path, content)
