"""Recordings from files, folders, projects and containers, without reading more than asked."""

from pathlib import Path

import h5py
import numpy as np
import pytest

from core.errors import FormatError
from core.formats import WRITERS
from core.project import Project
from core.skeleton import KINECT1
from tests.core.networks import wandering
from training.datasets.container import container, is_container
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


def test_a_project_is_listed(folder: Path) -> None:
    Project(folder, ("walk",), (folder / "b.h5",)).save()
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


@pytest.mark.parametrize("name", ["pkummd_interactions", "msrc12", "bandai_namco"])
def test_real_corpora(shared: Path, name: str) -> None:
    found = unlabelled([shared / f"{name}.h5"])
    recording = found[len(found) // 2].read()
    assert found[len(found) // 2].n_frames == recording.n_frames
    hip, head = (
        recording.positions[:, 0, joint][recording.present[:, 0]].mean(axis=0)
        for joint in ({"bandai_namco": (1, 5)}.get(name, (0, 3)))
    )
    assert 0.4 < head[2] - hip[2] < 0.9
