"""How recordings stand is found out beside the window, and only of the project asked for last."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.demo import DEMO
from app.survey import Standing, Survey, reviewed_fraction, standing
from core.label_set import LabelSet
from core.labels import LabelTrack, Segment, Span
from core.progress import finish
from core.project import Project
from core.rescue import rescuing


@pytest.fixture
def survey(qapp: object) -> Iterator[Survey]:
    survey = Survey()
    yield survey
    survey.close()


def heard_by(survey: Survey) -> dict[Path, Standing]:
    heard: dict[Path, Standing] = {}
    survey.found.connect(lambda path, found: heard.__setitem__(path, found))
    return heard


def test_all_recordings_are_looked_at(survey: Survey, qtbot: QtBot, tmp_path: Path) -> None:
    demo, heard = Project.open(DEMO), heard_by(survey)
    first = demo.recordings[0]
    half = LabelTrack("a", first.n_frames, (), (Span(0, first.n_frames // 2),))
    finish(rescuing(demo, {first.id: LabelSet((half,))}, tmp_path / "project"))
    survey.start(Project.open(tmp_path / "project"))
    qtbot.waitUntil(lambda: len(heard) == len(demo.recordings))
    assert list(heard) == [one.path for one in demo.recordings]
    assert heard[first.path] == Standing(0.5, learnable=0.5)


def test_of_what_was_stopped_nothing_is_heard(survey: Survey, qtbot: QtBot) -> None:
    project, heard = Project.open(DEMO), heard_by(survey)
    last = replace(project, recordings=project.recordings[-1:])
    survey.start(project)
    survey.start(last)
    qtbot.waitUntil(lambda: bool(heard))
    assert list(heard) == [last.recordings[0].path]


def test_a_recording_that_was_moved_stands_out(tmp_path: Path) -> None:
    project = Project.open(DEMO)
    moved = replace(project.recordings[0], path=tmp_path / "gone.csv")
    found = standing(project, moved)
    assert "is missing" in found.trouble
    assert found.reviewed == standing(project, project.recordings[0]).reviewed


def test_hidden_tracks_do_not_count_as_reviewed() -> None:
    track = LabelTrack("a", 100, (Segment(0, 10, "walk"),), (Span(0, 50),))
    assert reviewed_fraction((track,)) == 0.5
    assert reviewed_fraction((replace(track, visible=False),)) == 0
    assert reviewed_fraction(()) == 0


def test_a_fraction_is_between_none_and_all() -> None:
    with pytest.raises(ValueError, match="is no fraction"):
        Standing(1.5)
