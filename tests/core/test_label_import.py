"""An import is a value until its step is applied, and the step is one undo."""

from pathlib import Path

import pytest

from core.classes import ClassList
from core.history import History
from core.label_formats import Clock
from core.label_import import LabelImport, planned
from core.label_set import LabelSet
from core.labels import LabelTrack, Segment, Span

OURS = ClassList.of(["Walk", "turn"])


@pytest.fixture
def plan(tmp_path: Path) -> LabelImport:
    path = tmp_path / "anna.csv"
    path.write_text(
        "start_frame,stop_frame,class,annotator,status\n"
        "0,10,walk,Anna,\n5,20,hop,Anna,\n20,22,unsure,Anna,\n0,50,,Anna,reviewed\n"
        "30,60,walk,Ben,\n70,80,walk,Ben,\n"
    )
    return planned(path, Clock(30, 50), OURS.names)


def test_names_that_are_alike_are_proposed_and_the_rest_would_be_new(plan: LabelImport) -> None:
    assert plan.counts == {"walk": 2, "hop": 1, "unsure": 1}
    assert plan.mapping.becomes == {"walk": "Walk", "hop": "hop", "unsure": "unsure"}
    assert plan.new_classes(OURS) == ("hop", "unsure")
    assert plan.mapping_to("hop", "turn").mapping_to("unsure", None).new_classes(OURS) == ()


def test_what_does_not_fit_is_reported_with_its_place(plan: LabelImport) -> None:
    report = plan.report
    assert report.length == "labels 80 frames, but the recording has 50"
    assert [(one.where, one.kind) for one in report.adjusted] == [("line 6", "clipped")]
    assert [(one.where, one.why) for one in report.refused] == [
        ("line 7", "frames [70, 80): not within the recording")
    ]
    assert [one.where for one in report.overlaps] == ["line 3"]
    assert report.n_read == 4


def test_a_frame_is_background_only_if_nothing_happens_on_any_lane(plan: LabelImport) -> None:
    first, second, _ = plan.tracks()
    assert (first.name, second.name) == ("Anna", "Anna 2")
    assert first.reviewed == (Span(0, 10), Span(20, 50))
    assert second.reviewed == (Span(5, 20), Span(22, 50))


def test_what_is_left_out_is_unknown_and_not_background(plan: LabelImport) -> None:
    first, *_ = plan.mapping_to("unsure", None).tracks()
    assert first.segments == (plan.tracks()[0].segments[0],)
    assert first.reviewed == (Span(0, 10), Span(22, 50))


@pytest.mark.parametrize("which", ["all", "labelled"])
def test_what_is_reviewed_can_be_said(plan: LabelImport, which: str) -> None:
    first, second, third = plan.with_reviewed(which).tracks()
    if which == "all":
        assert first.reviewed == (Span(0, 10), Span(20, 50))
        assert third.reviewed == (Span(0, 50),)
    else:
        assert (second.reviewed, third.reviewed) == ((Span(5, 20),), (Span(30, 50),))


def test_one_undo_takes_all_of_it_back(plan: LabelImport) -> None:
    before = LabelSet((LabelTrack("anna", 50, (Segment(1, 2, "turn"),)),), OURS)
    step = plan.leaving_out("Ben").step(before, OURS, "2026-01-01")
    history = History(before).do(step)
    assert [track.name for track in history.labels.tracks] == ["anna", "Anna-2", "Anna 2"]
    assert history.labels.classes.names == ("Walk", "turn", "hop", "unsure")
    source = history.labels.tracks[1].segments[0].source
    assert (source.kind, source.name, source.date) == ("import", "anna.csv", "2026-01-01")
    assert history.undo().labels == before
