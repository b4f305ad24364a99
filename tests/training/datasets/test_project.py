from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.errors import FormatError
from core.labels import LabelTrack, Segment, Span
from core.progress import finish
from core.recording import Recording
from core.skeleton import Skeleton
from tests.core.networks import wandering
from tests.training.projects import new_project
from training.datasets.project import labelled_in


def recording(name: str, n_frames: int = 20) -> Recording:
    return replace(wandering(n_frames, 1), name=name)


def track(name: str, *known: Span, n_frames: int = 20) -> LabelTrack:
    segments = [span for span in known if isinstance(span, Segment)]
    reviewed = [span for span in known if not isinstance(span, Segment)]
    return LabelTrack(name, n_frames, segments, reviewed)


def test_only_what_somebody_has_reviewed_is_training_data(tmp_path: Path) -> None:
    anna, ben = track("Anna", Segment(2, 5, "jump")), track("Ben", Span(0, 20))
    unseen = replace(ben, name="unseen", visible=False)
    folder = new_project(
        tmp_path / "project",
        ("walk",),
        [
            (recording("nobody"), [track("Anna")]),
            (recording("none"), []),
            (recording("hidden"), [unseen, track("empty")]),
            (recording("S001C001P007R001A001"), [track("empty"), unseen, anna]),
            (recording("free"), [ben]),
        ],
    )
    labelled, classes = finish(labelled_in(folder))
    assert [one.recording.name for one in labelled] == ["S001C001P007R001A001", "free"]
    assert [one.track.name for one in labelled] == ["Anna", "Ben"]
    assert [one.performer for one in labelled] == ["007", "free"]
    assert classes == ("walk", "jump")
    np.testing.assert_array_equal(labelled[0].recording.positions, recording("x").positions)


def test_an_empty_project(tmp_path: Path) -> None:
    folder = new_project(tmp_path / "project", ("walk",), [])
    with pytest.raises(FormatError, match=r"project\.json: the project is empty"):
        finish(labelled_in(folder))


def test_nothing_reviewed(tmp_path: Path) -> None:
    folder = new_project(tmp_path / "project", ("walk",), [(recording("a"), [track("Anna")])])
    with pytest.raises(FormatError, match="no frame is reviewed in a track that is shown"):
        finish(labelled_in(folder))


def test_no_project(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="is this a Kinescribe project"):
        finish(labelled_in(tmp_path))


def test_recordings_that_are_gone_changed_or_too_short(tmp_path: Path) -> None:
    labelled = [(recording("a"), [track("Anna", Span(0, 9), n_frames=30)])]
    folder = new_project(tmp_path / "project", ("walk",), labelled)
    path = folder / "recordings" / "a.h5"
    with pytest.raises(FormatError, match=r"a\.h5: 'a' has 20 frames, its labels 30"):
        finish(labelled_in(folder))
    path.write_bytes(path.read_bytes() + b"more")
    with pytest.raises(FormatError, match=r"a\.h5: has changed"):
        finish(labelled_in(folder))
    path.unlink()
    with pytest.raises(FormatError, match=r"a\.h5: is missing"):
        finish(labelled_in(folder))


def test_a_skeleton_that_cannot_be_retargeted(tmp_path: Path) -> None:
    positions = np.random.default_rng(0).normal(size=(20, 1, 2, 3))
    crane = Recording.measured(positions, Skeleton(("base", "hook"), (-1, 0)), 30, name="crane")
    folder = new_project(tmp_path / "project", ("walk",), [(crane, [track("Anna", Span(0, 9))])])
    with pytest.raises(FormatError, match=r"crane\.h5: .*joint"):
        finish(labelled_in(folder))
