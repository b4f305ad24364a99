"""C3D files of every processor, made by hand and real, beside another library if there is one."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import FormatError
from core.formats import c3d, read_recording, recognise
from core.formats.c3d_events import Event, events
from core.formats.c3d_numbers import Processor
from core.recording import Recording
from tests.core.formats.c3d_files import BLOCK, C3d

LABELS = ("LASI", "RASI", "LTOE")
PLACES = np.random.default_rng(1).integers(-2000, 2000, size=(9, 3, 4)).astype(float)
PLACES[..., 3] = 2
PLACES[4:6, 1, 3] = -1
PLACES[2, 0, :3] = 0


def made(**changes: Any) -> C3d:
    return C3d(**{"points": PLACES, "labels": LABELS, **changes})


def read(folder: Path, content: bytes) -> Recording:
    path = folder / "a.c3d"
    path.write_bytes(content)
    assert recognise(path) is c3d
    return read_recording(path)


def fault(folder: Path, content: bytes) -> str:
    path = folder / "a.c3d"
    path.write_bytes(content)
    with pytest.raises(FormatError) as raised:
        read_recording(path)
    return f"{raised.value.where}: {raised.value.why}"


@pytest.mark.parametrize("processor", Processor)
@pytest.mark.parametrize("scale", [-0.1, 1.0, 0.5])
@pytest.mark.parametrize("signals", [0, 5])
def test_markers(tmp_path: Path, processor: Processor, scale: float, signals: int) -> None:
    recording = read(tmp_path, made(processor=processor, scale=scale, signals=signals).content())
    assert (recording.skeleton.joint_names, recording.skeleton.parents) == (LABELS, (-1,) * 3)
    assert (recording.fps, recording.warnings, recording.name) == (100, (), "a")
    np.testing.assert_array_equal(np.argwhere(~recording.valid[:, 0]), [[2, 0], [4, 1], [5, 1]])
    there = recording.valid[:, 0]
    np.testing.assert_allclose(recording.positions[:, 0][there], PLACES[there][:, :3] / 1000)


def test_subjects_are_bodies(tmp_path: Path) -> None:
    labels = [f"{who}:{what}" for who in ("Ann", "Bob") for what in LABELS] + ["wand:tip", "*1"]
    places = np.random.default_rng(1).uniform(1, 2, size=(4, 8, 4))
    recording = read(tmp_path, made(points=places, labels=labels).content())
    assert recording.skeleton.joint_names == (*LABELS, "wand:tip", "*1")
    assert recording.valid.all(axis=0).tolist() == [[True] * 5, [True] * 3 + [False] * 2]
    np.testing.assert_allclose(recording.positions[:, 1, :3], places[:, 3:6, :3] / 1000, rtol=1e-6)


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        (("A", "A", "A"), ("A", "A_2", "A_3")),
        (("A",), ("A", "point 2", "point 3")),
        (("Ann:A", "Ann:B", "Ann:C"), ("A", "B", "C")),
        (("Ann:A", "Ann:B", "C"), ("A", "B", "C")),
    ],
)
def test_every_marker_has_a_name(
    tmp_path: Path, labels: tuple[str, ...], names: tuple[str, ...]
) -> None:
    assert read(tmp_path, made(labels=labels).content()).skeleton.joint_names == names


def test_labels_go_on_in_a_second_list(tmp_path: Path) -> None:
    labels = [f"M{number}" for number in range(300)]
    places = np.ones((2, 300, 4))
    file = made(points=places, labels=labels[:255], more={"POINT:LABELS2": labels[255:]})
    assert read(tmp_path, file.content()).skeleton.joint_names == tuple(labels)


def test_what_a_model_computes_is_no_marker(tmp_path: Path) -> None:
    more = {"POINT:ANGLES": ["RASI"], "POINT:POWERS": ["LTOE", "none"]}
    assert read(tmp_path, made(more=more).content()).skeleton.joint_names == ("LASI",)


def test_first_frames_of_any_number(tmp_path: Path) -> None:
    recording = read(tmp_path, made(first_frame=725).content())
    assert recording.n_frames == 9
    assert recording.warnings == ("the first frame has the number 725 in the file; here it is 0",)


def test_more_frames_than_a_word_can_count(tmp_path: Path) -> None:
    places = np.ones((70_000, 1, 4))
    more = {"TRIAL:ACTUAL_START_FIELD": [1, 0], "TRIAL:ACTUAL_END_FIELD": [4464, 1]}
    assert read(tmp_path, made(points=places, scale=1.0, more=more).content()).n_frames == 70_000


@pytest.mark.parametrize(
    ("more", "warning"),
    [
        ({"POINT:UNITS": None}, "the file does not say its unit of length; taken for "),
        ({"POINT:UNITS": ["furlong"]}, "the file does not say its unit of length; taken for "),
        ({"POINT:Y_SCREEN": None}, "the file does not say which way is up; taken for "),
    ],
)
def test_what_a_file_does_not_say_is_told(
    tmp_path: Path, more: dict[str, Any], warning: str
) -> None:
    assert read(tmp_path, made(more=more).content()).warnings[0].startswith(warning)


def test_y_can_be_up(tmp_path: Path) -> None:
    recording = read(tmp_path, made(more={"POINT:Y_SCREEN": ["+Y"]}).content())
    x, y, z = PLACES[0, 0, :3] / 1000
    np.testing.assert_allclose(recording.positions[0, 0, 0], (x, -z, y), rtol=1e-6)


def test_what_is_cut_off_is_said_or_refused(tmp_path: Path) -> None:
    content = made().content()
    start = len(content) - PLACES.size * 4
    short = read(tmp_path, content[: start + 5 * 12 * 4 + 3])
    assert short.n_frames == 5
    assert short.warnings == ("the file says that it has 9 frames, but it ends after 5",)
    assert "holds no frame (9 are announced)" in fault(tmp_path, content[:start])
    assert "parameters" in fault(tmp_path, content[: BLOCK + 40])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"more": {"POINT:USED": [0]}}, "POINT:USED: is 0: there are no markers"),
        ({"scale": float("nan")}, "POINT:SCALE: is nan"),
        ({"fps": 0.0}, "a recording cannot have 0.0 frames per second"),
        ({"more": {"POINT:DATA_START": [1]}}, "POINT:DATA_START: does not say"),
    ],
)
def test_faults_are_named(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    assert said in fault(tmp_path, made(**changes).content())


def test_events_have_contexts_and_frames(tmp_path: Path) -> None:
    more = {
        "EVENT:USED": [2],
        "EVENT:LABELS": ["Foot Strike", "Foot Off", "not used"],
        "EVENT:CONTEXTS": ["Left", "Right", ""],
        "EVENT:SUBJECTS": ["Ann", "Ann", ""],
        "EVENT:TIMES": [0.0, 0.5, 1.0, 0.25, 0.0, 9.0],
    }
    (tmp_path / "a.c3d").write_bytes(made(first_frame=11, more=more).content())
    assert events(tmp_path / "a.c3d") == (
        Event("Foot Strike", "Left", "Ann", 0.5, 40),
        Event("Foot Off", "Right", "Ann", 60.25, 6015),
    )


def test_files_of_this_world(shared: Path) -> None:
    samples = shared / "samples" / "c3d"
    kinds = {path.name: read_recording(path) for path in sorted(samples.glob("c3dorg_Eb015*.c3d"))}
    first, *others = kinds.values()
    for other in others:
        np.testing.assert_array_equal(other.valid, first.valid)
        np.testing.assert_allclose(other.positions, first.positions, atol=1e-4)
    marks = [(event.label, event.frame) for event in events(next(iter(samples.glob("*pi.c3d"))))]
    assert marks == [("RIC", 136), ("RHS", 270), ("RTO", 366)]
    walk = samples / "vicon_PiG_Motion3_FF.c3d"
    assert [event.frame for event in events(walk)[:3]] == [61, 169, 277]
    assert "LHipAngles" not in read_recording(walk).skeleton.joint_names


def test_another_library_reads_the_same(shared: Path) -> None:
    ezc3d = pytest.importorskip("ezc3d", reason="ezc3d, the reference, is not installed")
    for path in sorted((shared / "samples" / "c3d").glob("*.c3d")):
        if path.stem.endswith("sr"):
            continue  # It refuses files from SGI.
        theirs = ezc3d.c3d(str(path))
        names = theirs["parameters"]["POINT"]["LABELS"]["value"]
        recording = read_recording(path)
        assert recording.n_frames == theirs["data"]["points"].shape[2]
        for joint, name in enumerate(recording.skeleton.joint_names):
            column = next(n for n, found in enumerate(names) if found.rpartition(":")[2] == name)
            expected = theirs["data"]["points"][:3, column].T / 1000
            there = recording.valid[:, 0, joint]
            np.testing.assert_allclose(
                recording.positions[there, 0, joint], expected[there], atol=1e-5
            )
            assert not np.nan_to_num(expected[~there]).any()
