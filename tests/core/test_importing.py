"""Files become recordings of a project one by one, and a bad one stops no other."""

from pathlib import Path

import numpy as np
import pytest

from core.formats import read_recording, write_recording
from core.importing import Imported, Plan, importing
from core.interpretation import Interpretation
from core.previews import KEPT, previewing
from core.progress import finish
from core.project import Project
from tests.core.joints.test_joint_map import person

LARGER = Interpretation(scale=2.0, fps=15.0, roles=(("Head", ("Neck",)),))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "walk.h5"
    write_recording(person(), path)
    return path


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "project")


def test_files_are_kept_copied_and_converted(project: Project, file: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"\x00\xff")
    other = tmp_path / "other.h5"
    write_recording(person(n_frames=7), other)
    third = tmp_path / "third.h5"
    write_recording(person(n_frames=9), third)
    plans = (Plan(file), Plan(broken), Plan(other, copy=True), Plan(third, LARGER, convert=True))
    done = finish(importing(project, plans))
    assert [entry.path for entry in done.entries] == [
        *(file, project.folder / "recordings/other.h5", project.folder / "recordings/third.h5")
    ]
    assert [entry.n_frames for entry in done.entries] == [20, 7, 9]
    assert [failure.path for failure in done.failures] == [broken]
    converted = read_recording(done.entries[2].path)
    assert converted.fps == done.entries[2].fps == 15
    assert converted.skeleton.roles == LARGER.roles
    np.testing.assert_allclose(converted.positions, 2 * person(n_frames=9).positions)
    assert all(entry.trouble(thorough=True) == "" for entry in done.entries)


def test_a_file_known_to_the_project_stays_what_it_is(project: Project, file: Path) -> None:
    (entry,) = finish(importing(project, (Plan(file),))).entries
    again = finish(importing(project.with_recordings(entry), (Plan(file),)))
    assert again == Imported((entry,), ())


def test_stopping_leaves_nothing_behind(project: Project, file: Path) -> None:
    steps = importing(project, (Plan(file, convert=True), Plan(file, copy=True)))
    for progress in steps:
        if progress.done > 1.5:
            break
    assert list((project.folder / "recordings").iterdir())
    steps.close()
    assert not list((project.folder / "recordings").iterdir())


def test_what_changes_a_recording_needs_a_file_of_its_own(file: Path) -> None:
    with pytest.raises(ValueError, match=r"has to be converted: lengths × 2, 15 fps"):
        Plan(file, LARGER)


def test_a_preview_keeps_little_of_a_long_recording(tmp_path: Path) -> None:
    path = tmp_path / "long.h5"
    write_recording(person(n_frames=5 * KEPT), path)
    preview = finish(previewing(path))
    assert (preview.n_frames, preview.recording.n_frames) == (5 * KEPT, KEPT)
    assert preview.frames[0] == 0
    assert preview.frames[-1] == 5 * KEPT - 1
    whole = read_recording(path)
    np.testing.assert_array_equal(preview.recording.positions, whole.positions[preview.frames])
    assert preview.format_name == "Kinescribe recording"
