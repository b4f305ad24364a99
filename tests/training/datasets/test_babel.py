"""BABEL's localization sets from files in the format of AMASS and BABEL, made here."""

import json
from pathlib import Path

import numpy as np
import pytest

from core.errors import FormatError
from core.labels import Segment
from core.progress import finish
from core.skeleton import KINECT2
from tests.training.datasets.bodies import model_arrays, write_amass
from training.datasets.babel import (
    Annotation,
    babel,
    babel_unlabelled,
    frame_labels,
    picked_frames,
    posed_recording,
    read_annotations,
)
from training.datasets.labelled import LabelledRecording
from training.datasets.ntu_normalisation import normalised
from training.datasets.smplh import KINECT2_JOINTS, BodyModel, read_body_model

CLASSES = ("walk", "stand", "turn", "jump")


def said(
    *labels: tuple[float, float, list[str] | None], duration: float = 2, path: str = "CMU/CMU/1/a"
) -> dict[str, object]:
    """What BABEL writes of a recording."""
    named = [{"start_t": s, "end_t": e, "act_cat": names} for s, e, names in labels]
    return {"feat_p": f"{path}_poses.npz", "dur": duration, "frame_ann": {"labels": named}}


def of(*labels: tuple[float, float, list[str]], duration: float = 2) -> list[int]:
    """The labels of the frames of one recording."""
    parts = tuple((start, end, frozenset(names)) for start, end, names in labels)
    return frame_labels(Annotation("1", Path(), "", duration, parts), CLASSES).tolist()


@pytest.fixture
def model(tmp_path: Path) -> BodyModel:
    np.savez(tmp_path / "model.npz", **model_arrays())
    return read_body_model(tmp_path / "model.npz")


def corpus(folder: Path, **recordings: dict[str, object]) -> Path:
    """A BABEL file, and the AMASS files that it speaks of: 2 s at 120 frames per second."""
    path = folder / "train.json"
    path.write_text(json.dumps({name[1:]: about for name, about in recordings.items()}))
    for number, about in enumerate(recordings.values()):
        poses = np.random.default_rng(number).normal(scale=0.3, size=(240, 156))
        write_amass(folder / str(about["feat_p"]), poses, 120)
    return path


def read(folder: Path, path: Path, model: BodyModel, subset: int = 1) -> list[LabelledRecording]:
    return finish(babel(path, folder, model, subset))


def test_a_subset(tmp_path: Path, model: BodyModel) -> None:
    path = corpus(
        tmp_path,
        n7=said((0, 0.5, ["walk", "move"]), (1, 1.5, ["sit"])),
        n8=said((0, 2, ["sit"]), path="KIT/KIT/3/b"),
        n9=said((0, 2, ["jump"]), path="KIT/KIT/3/c") | {"frame_ann": None},
    )
    (one,) = read(tmp_path, path, model)
    assert (one.recording.name, one.recording.fps, one.performer) == ("7", 30, "CMU/CMU/1")
    assert one.recording.skeleton == KINECT2
    assert one.recording.positions.shape == (45, 1, 25, 3)
    assert one.track.segments == (Segment(0, 15, "walk"),)
    assert one.track.dense(CLASSES).tolist() == [0] * 15 + [4] * 30
    sitting = read(tmp_path, path, model, 2)
    assert [(one.recording.name, one.track.n_frames) for one in sitting] == [("7", 45), ("8", 60)]


def test_positions_are_those_of_the_model_normalised(tmp_path: Path, model: BodyModel) -> None:
    path = corpus(tmp_path, n7=said((0, 2, ["walk"])))
    (one,) = read(tmp_path, path, model)
    poses = np.load(tmp_path / "CMU" / "CMU" / "1" / "a_poses.npz")["poses"][::4]
    expected = normalised(model.posed(poses)[:, KINECT2_JOINTS])
    np.testing.assert_allclose(one.recording.positions[:, 0], expected, atol=1e-5)
    assert one.recording.valid.all()


def test_everything_can_be_pretrained_on(tmp_path: Path, model: BodyModel) -> None:
    path = corpus(tmp_path, n7=said(), n8=said((0, 2, ["sit"]), path="KIT/KIT/3/b"))
    found = babel_unlabelled(path, tmp_path, model)
    assert [(one.name, one.n_frames, one.read().n_frames) for one in found] == [
        ("7", 60, 60),
        ("8", 60, 60),
    ]


def test_frames_from_the_start_of_a_label_to_before_its_end() -> None:
    # 0.1 s is frame 3; 7 / 30 s lies a hair below frame 7 or above, and must be frame 7.
    assert of((0.1, 7 / 30, ["turn"])) == [4] * 3 + [2] * 4
    assert of((0.11, 0.2, ["turn"])) == [4] * 4 + [2] * 2


def test_the_first_class_wins_and_gaps_stay() -> None:
    found = of((0, 0.5, ["jump", "stand"]), (0.2, 0.4, ["walk"]), (1, 1.1, ["jump"]))
    assert found == [1] * 6 + [0] * 6 + [1] * 3 + [4] * 15 + [3] * 3


def test_what_belongs_to_no_subset() -> None:
    assert of((0, 1, ["sit"])) == []
    assert of() == []
    assert of((1, 1, ["walk"])) == []
    assert len(of((0, 1000 / 30, ["walk"]), duration=60)) == 1000
    assert of((0, 1001 / 30, ["walk"]), duration=60) == []
    assert len(of((0, 20, ["walk"]), (30, 40, ["sit"]), duration=60)) == 1200


@pytest.mark.parametrize(
    ("fps", "first"),
    [(120, [0, 4, 8, 12]), (30, [0, 1, 2, 3]), (100, [0, 3, 6, 10]), (250, [0, 8, 16, 25])],
)
def test_frames_are_picked_as_published(fps: int, first: list[int]) -> None:
    n_frames = 3 * fps + fps // 2
    picked = picked_frames(n_frames, float(fps)).tolist()
    assert picked[:4] == first
    by_hand = [s * fps + int(np.floor(fps / 30 * k + 1e-9)) for s in range(4) for k in range(30)]
    assert picked == [frame for frame in by_hand if frame < n_frames]


def test_faults_are_named(tmp_path: Path, model: BodyModel) -> None:
    path = corpus(tmp_path, n7=said((0, 1, ["walk"])))
    (tmp_path / "CMU" / "CMU").rename(tmp_path / "CMU2")
    with pytest.raises(FormatError, match=r"1 recordings are not in it, such as CMU/CMU/1/a_po"):
        read(tmp_path, path, model)
    (tmp_path / "CMU").rmdir()
    (tmp_path / "CMU2").rename(tmp_path / "CMU")
    assert len(read(tmp_path, path, model)) == 1
    write_amass(tmp_path / "CMU" / "1" / "a_poses.npz", np.zeros((9, 72)), 120)
    with pytest.raises(FormatError, match="has no poses of 52 joints"):
        read(tmp_path, path, model)
    path.write_text('{"7": {"dur": 1}}')
    with pytest.raises(FormatError, match=r"train.json: is no BABEL file: KeyError\('frame_ann'"):
        read_annotations(path, tmp_path)


def test_a_real_recording(shared: Path, model: BodyModel) -> None:
    path = shared / "samples" / "amass" / "amass_sample.npz"
    recording = posed_recording(Annotation("1", path, "", 5, ()), model)
    assert (recording.n_frames, recording.fps) == (151, 30)
    assert recording.valid.all()
