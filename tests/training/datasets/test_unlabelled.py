"""Recordings from files, folders, projects and containers, without reading more than asked."""

from pathlib import Path

import h5py
import numpy as np
import pytest

from core.entries import Entry
from core.errors import FormatError
from core.features import OWN_CHANNELS, Features
from core.formats import WRITERS
from core.project import Project
from core.skeleton import KINECT1, KINECT2
from tests.core.formats.files import body, ntu
from tests.core.networks import wandering
from training.datasets.container import container, is_container
from training.datasets.interactions import is_training
from training.datasets.unlabelled import held, unlabelled


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two recordings at 30 and 60 frames per second, one below the other, and a text."""
    (tmp_path / "more").mkdir()
    WRITERS[".h5"](wandering(40, 2), tmp_path / "b.h5")
    WRITERS[".h5"](wandering(41, 1, fps=60), tmp_path / "more" / "a.h5")
    (tmp_path / "LICENCE.txt").write_text("all may use it")
    return tmp_path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A container of two recordings, in the second of which a body is absent at first."""
    path = tmp_path / "corpus.h5"
    with h5py.File(path, "w") as file:
        file.attrs.update(
            {"axes": "x right, y up, z away from camera; metres", "layout": "kinect_v1_20"}
        )
        file.attrs["fps"] = "about 30; see time_us"
        for name, subject in (("one", "01"), ("two", "02")):
            group = file.create_group(name)
            group.attrs["subject"] = subject
            positions = np.arange(12 * 20 * 3, dtype=np.int16).reshape(12, 1, 20, 3) + 1
            if name == "two":
                positions[:4] = 0
            dataset = group.create_dataset("positions", data=positions)
            dataset.attrs["metres_per_unit"] = 0.001
            group["time_us"] = np.arange(12) * 33_333 + (np.arange(12) > 6) * 500_000
    return path


def test_a_folder_is_listed_with_all_that_is_below(folder: Path) -> None:
    found = unlabelled([folder])
    assert [(one.name, one.n_frames, one.n_bodies) for one in found] == [
        ("b", 40, 2),
        ("a", 21, 1),
    ]
    assert found[1].read().n_frames == 41


def test_a_folder_may_hold_containers_too(corpus: Path) -> None:
    assert [one.name for one in unlabelled([corpus.parent])] == ["one", "two"]


def test_precog(shared: Path) -> None:
    found = unlabelled([shared / "precog"])
    assert len(found) == 72
    assert sum(one.n_frames for one in found) == 19_219


def test_names_can_be_left_out(folder: Path) -> None:
    assert [one.name for one in unlabelled([folder], without=["b"])] == ["a"]
    with pytest.raises(ValueError, match="no recordings"):
        unlabelled([folder], without=["a", "b"])


def test_recordings_of_a_container_can_be_left_out_by_what_it_says_of_them(corpus: Path) -> None:
    assert [one.name for one in unlabelled([corpus], without=["subject=*2"])] == ["one"]
    with pytest.raises(ValueError, match="no recording is 'subject=03'"):
        unlabelled([corpus], without=["subject=03"])


def test_a_folder_of_ntu_recordings(tmp_path: Path) -> None:
    for camera in (1, 2):
        path = tmp_path / f"S001C00{camera}P003R002A013.skeleton"
        path.write_text(ntu(body(7, 1) + body(8, 2), body(7, 1), ""))
    (one,) = unlabelled([tmp_path], without=["camera=001"])
    assert (one.name, one.n_frames, one.n_bodies) == ("S001C002P003R002A013", 3, 2)
    assert one.attributes["class"] == "013"


def test_the_test_performers_of_precog_can_be_left_out(shared: Path) -> None:
    patterns = ["performer=9", "performer=1[0-2]"]
    assert len(unlabelled([shared / "precog"], without=patterns)) == 48


def test_validation_performances_can_be_left_out(shared: Path) -> None:
    path = shared / "pkummd_interactions.h5"
    found = unlabelled([path], without=["performance=*[05]"])
    assert {one.name for one in found} == {one.name for one in container(path, is_training)}


def test_three_corpora_pretrain_together(shared: Path) -> None:
    places = [shared / name for name in ("msrc12.h5", "bandai_namco.h5", "cmu86")]
    found = unlabelled(places)
    assert len(found) == 593 + 3076 + 2
    assert [(one.name, one.n_frames) for one in found[-2:]] == [("86_01", 1145), ("86_09", 1199)]
    for one in (found[300], found[2000], found[-1]):
        values, present = Features(one.read(), relation=False).window(0, one.n_frames)
        assert values.shape[2:] == (25, OWN_CHANNELS)
        head = values[present][:, KINECT2.joint_names.index("Head"), 2]
        assert 0.4 < head.mean() < 0.9


def test_a_project_is_listed(folder: Path) -> None:
    Project(folder, recordings=(Entry.of(folder / "b.h5", "b", "b", 40, 30),)).save()
    assert [one.name for one in unlabelled([folder])] == ["b"]


def test_a_container_is_turned_to_metres_and_z_up(corpus: Path) -> None:
    assert is_container(corpus)
    one, two = unlabelled([corpus])
    assert (one.name, one.n_frames, one.n_bodies) == ("one", 12, 1)
    recording = one.read()
    assert recording.skeleton == KINECT1
    assert recording.fps == pytest.approx(30, abs=0.01)
    np.testing.assert_allclose(recording.positions[0, 0, 0], [0.001, -0.003, 0.002])
    assert not two.read().valid[:4].any()
    assert two.read().valid[4:].all()


def test_a_container_can_be_read_in_part(corpus: Path) -> None:
    kept = container(corpus, lambda attributes: attributes["subject"] != "01")
    assert [one.name for one in kept] == ["two"]


def test_what_is_wrong_with_a_container_is_said(corpus: Path, folder: Path) -> None:
    assert not is_container(folder / "b.h5")
    with h5py.File(corpus, "a") as file:
        file.attrs["layout"] = "starfish"
    with pytest.raises(FormatError, match=r"corpus.h5.*starfish"):
        unlabelled([corpus])


def test_a_recording_in_memory_is_its_own_file() -> None:
    recording = wandering(30, 2, fps=15)
    one = held(recording)
    assert one.read() is recording
    assert (one.name, one.n_frames, one.n_bodies) == ("wandering", 59, 2)


def test_a_real_corpus_of_two_people(shared: Path) -> None:
    found = unlabelled([shared / "pkummd_interactions.h5"])
    recording = found[len(found) // 2].read()
    assert found[len(found) // 2].n_frames == recording.n_frames
    hip, head = (
        recording.positions[:, 0, joint][recording.present[:, 0]].mean(axis=0) for joint in (0, 3)
    )
    assert 0.4 < head[2] - hip[2] < 0.9
