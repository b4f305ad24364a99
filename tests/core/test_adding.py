"""A file becomes a recording of a project under a free name, and only once."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.adding import copied, entering
from core.errors import FormatError
from core.formats import native
from core.progress import finish
from core.project import Project
from core.recording import Recording
from core.skeleton import KINECT1
from core.store import new_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path / "project")
    new_project(project)
    return project


def recorded(path: Path, n_frames: int) -> Path:
    path.parent.mkdir(exist_ok=True)
    native.write(Recording.measured(np.ones((n_frames, 1, 20, 3)), KINECT1, 30), path)
    return path


def test_the_same_content_is_the_same_recording(project: Project, tmp_path: Path) -> None:
    path = recorded(tmp_path / "walk.h5", 10)
    entry, warnings = finish(entering(project, path))
    assert (entry.name, entry.path, entry.n_frames, warnings) == ("walk", path, 10, ())
    (tmp_path / "again.h5").write_bytes(path.read_bytes())
    known = project.with_recordings(entry)
    assert finish(entering(known, tmp_path / "again.h5"))[0] is entry


def test_names_and_identifiers_are_free(project: Project, tmp_path: Path) -> None:
    first, _ = finish(entering(project, recorded(tmp_path / "a" / "walk.h5", 10)))
    # Labels of a recording that is not listed any more.
    (project.folder / "labels" / "walk-2.json").touch()
    known = project.with_recordings(first)
    second, _ = finish(entering(known, recorded(tmp_path / "b" / "walk.h5", 20)))
    assert (second.name, second.id) == ("walk-2", "walk-2-2")


def test_a_copy_is_made_once(project: Project, tmp_path: Path) -> None:
    entry, _ = finish(entering(project, recorded(tmp_path / "walk.h5", 10)))
    inside = copied(project.folder, entry)
    assert inside == replace(
        entry,
        path=project.folder / "recordings" / "walk.h5",
        modified_ns=inside.path.stat().st_mtime_ns,
    )
    assert copied(project.folder, inside) is inside


def test_a_folder_of_frames_has_to_be_converted(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "walk"
    folder.mkdir()
    (folder / "0.json").write_text(json.dumps([{"keypoints": [[1, 2, 3]] * 22}]))
    with pytest.raises(FormatError, match="is a folder of frames; convert it to one file"):
        finish(entering(project, folder))
