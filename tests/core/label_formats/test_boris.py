"""BORIS: states go on and off, points happen, and the rest of a project is left alone."""

import json
from pathlib import Path
from typing import Any

import pytest

from core.errors import FormatError
from core.label_formats import Clock, import_labels, recordings_in, write_labels
from core.labels import LabelTrack, Segment

PROJECT: dict[str, Any] = {
    "time_format": "hh:mm:ss",
    "project_name": "gait",
    "project_format_version": "7.0",
    "subjects_conf": {"0": {"key": "", "name": "Ada", "description": "left"}},
    "behaviors_conf": {
        "0": {"type": "State event", "key": "w", "code": "walk", "description": "", "color": "red"},
        "3": {"type": "Point event", "key": "s", "code": "stumble", "description": ""},
    },
    "observations": {
        "first": {
            "file": {"1": ["C:\\data\\walk 1.mp4"], "2": []},
            "type": "MEDIA",
            "time offset": 10.0,
            "independent_variables": {"age": "70"},
            "events": [
                [10.0, "", "walk", "", "slow"],
                [11.0, "", "walk", "", ""],
                [11.5, "Ada", "stumble", "left", ""],
                [12.0, "Ada", "walk", "", ""],
                [12.5, "", "fly", "", ""],
                [13.0, "Ada", "walk", "", ""],
                [13.5, "Ada", "walk", "", ""],
            ],
            "media_info": {"length": {"walk 1.mp4": 4.0}, "fps": {"walk 1.mp4": 25.0}},
        },
        "second": {"file": {"1": ["/data/walk 2.mp4"]}, "events": [], "time offset": 0.0},
    },
}
CLOCK = Clock(30, 120, 0.0, "walk 1")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "gait.boris"
    path.write_text(json.dumps(PROJECT))
    return path


def test_the_observation_of_the_recording_is_read(project: Path) -> None:
    found = import_labels(project, CLOCK)
    nobody, ada = found.tracks
    assert (nobody.name, ada.name) == ("gait", "Ada")
    assert list(nobody.segments) == [Segment(0, 30, "walk", note="slow")]
    assert list(ada.segments) == [
        Segment(45, 46, "stumble", note="left"),
        Segment(60, 90, "walk"),
    ]
    assert found.classes == ("walk", "stumble")
    assert [(one.kind, one.where) for one in found.report.remarks] == [
        ("refused", "event 5"),
        ("refused", "event 7"),
        ("widened", "event 3"),
    ]
    assert set(recordings_in(project)) == {"first", "walk 1", "second", "walk 2"}


def test_times_can_count_from_when_the_medium_was_made(tmp_path: Path) -> None:
    path, first = tmp_path / "gait.boris", PROJECT["observations"]["first"]
    made = {**first["media_info"], "media_creation_time": {"walk 1.mp4": 4.0}}
    later = {**first, "time offset": 6.0, "media_creation_date_as_offset": True}
    path.write_text(json.dumps({**PROJECT, "observations": {"a": {**later, "media_info": made}}}))
    assert list(import_labels(path, CLOCK).tracks[0].segments) == [
        Segment(0, 30, "walk", note="slow")
    ]
    path.write_text(json.dumps({**PROJECT, "observations": {"a": later}}))
    with pytest.raises(FormatError, match="does not say one such time"):
        import_labels(path, CLOCK)


def in_a_row(**about: Any) -> dict[str, Any]:
    """A project whose first observation plays two media of 1 s and 3 s after each other."""
    first = PROJECT["observations"]["first"]
    files = ["C:\\data\\walk 0.mp4", "C:\\data\\walk 1.mp4"]
    info = {"length": dict(zip(files, (1.0, 3.0), strict=True)), **about}
    return {**PROJECT, "observations": {"a": {**first, "file": {"1": files}, "media_info": info}}}


def test_media_that_are_played_before_take_time(tmp_path: Path) -> None:
    path = tmp_path / "gait.boris"
    path.write_text(json.dumps(in_a_row()))
    first = import_labels(path, Clock(30, 30, 0.0, "walk 0"))
    second = import_labels(path, Clock(30, 90, 0.0, "walk 1"))
    assert [list(track.segments) for track in first.tracks] == [
        [Segment(0, 30, "walk", note="slow")]
    ]
    assert [list(track.segments) for track in second.tracks] == [
        [Segment(15, 16, "stumble", note="left"), Segment(30, 60, "walk")]
    ]
    assert second.report.length == ""


def test_a_player_that_begins_later_is_later(tmp_path: Path) -> None:
    path = tmp_path / "gait.boris"
    path.write_text(json.dumps(in_a_row(offset={"1": 0.5})))
    found = import_labels(path, Clock(30, 90, 0.0, "walk 1"))
    assert [list(track.segments) for track in found.tracks] == [
        [Segment(0, 1, "stumble", note="left"), Segment(15, 45, "walk")]
    ]


def test_media_that_begin_nobody_knows_when_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "gait.boris"
    path.write_text(json.dumps(in_a_row(length={})))
    with pytest.raises(FormatError, match="before 'walk 1' and does not say for how long"):
        import_labels(path, CLOCK)


def test_events_of_other_media_are_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "gait.boris"
    path.write_text(json.dumps(in_a_row()))
    before = path.read_bytes()
    with pytest.raises(FormatError, match="plays several media in a row"):
        write_labels([LabelTrack("Ada", 90, ())], path, 30, recording="walk 1")
    assert path.read_bytes() == before


def test_which_observation_has_to_be_clear(project: Path) -> None:
    with pytest.raises(FormatError, match="holds 2 observations, and not one of them is of 'run'"):
        import_labels(project, Clock(30, 120, 0.0, "run"))


def test_the_only_observation_is_taken_and_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "gait.boris"
    only = {"first": PROJECT["observations"]["first"]}
    path.write_text(json.dumps({**PROJECT, "observations": only}))
    first, *_ = import_labels(path, Clock(30, 120, 0.0, "run")).report.remarks
    assert first.why == "speaks of first and walk 1, and was taken for run"


def test_a_project_that_is_written_again_keeps_the_rest(project: Path, tmp_path: Path) -> None:
    tracks = import_labels(project, CLOCK).tracks
    out = tmp_path / "ours.boris"
    report = write_labels(tracks, out, 30, originals=[project], recording="walk 1")
    assert report.n_written == 3
    again = json.loads(out.read_text())
    first = again["observations"]["first"]
    assert first["events"] == [
        [10.0, "", "walk", "", "slow"],
        [11.0, "", "walk", "", ""],
        [11.5, "Ada", "stumble", "", "left"],
        [12.0, "Ada", "walk", "", ""],
        [13.0, "Ada", "walk", "", ""],
    ]
    first["events"] = PROJECT["observations"]["first"]["events"]
    assert again == PROJECT


def test_new_subjects_and_behaviours_get_numbers_of_their_own(project: Path) -> None:
    track = LabelTrack("Ben", 120, (Segment(0, 30, "hop"),))
    report = write_labels([track], project, 30, recording="walk 1")
    assert report.kept == ("", "Ada")
    again = json.loads(project.read_text())
    assert again["subjects_conf"]["1"]["name"] == "Ben"
    assert again["behaviors_conf"]["4"]["code"] == "hop"
    assert len(again["observations"]["first"]["events"]) == 9


def test_a_new_project_has_the_fields_that_boris_looks_for(tmp_path: Path) -> None:
    path = tmp_path / "ours.boris"
    write_labels([LabelTrack("Ada", 90, (Segment(0, 30, "hop"),))], path, 30, recording="walk 1")
    project = json.loads(path.read_text())
    assert set(project) >= set(PROJECT) - {"coding_map"}
    assert list(project["behaviors_conf"]["0"]) == [
        *("key", "code", "description", "type", "modifiers"),
        *("color", "category", "excluded", "coding map"),
    ]
    observation = project["observations"]["walk 1"]
    assert set(observation) > {"file", "type", "date", "description", "time offset", "events"}
    (media,) = observation["file"]["1"]
    assert observation["media_info"]["length"] == {media: 3.0}


def test_a_point_of_theirs_cannot_become_longer(project: Path) -> None:
    track = LabelTrack("Ada", 120, (Segment(0, 30, "stumble"),))
    with pytest.raises(FormatError, match="29 frames differ"):
        write_labels([track], project, 30, recording="walk 1")
    assert json.loads(project.read_text()) == PROJECT


TABULAR = """Observation id\tfirst\t\t\t\t\t\t
Media file(s)
Player #1\twalk 1.mp4
Time offset (s)\t10.0
Time\tMedia file path\tTotal length\tFPS\tSubject\tBehavior\tComment\tStatus
10.000\t/data/walk 1.mp4\t4.000\t25.0\tNo focal subject\twalk\tslow\tSTART
11.000\t/data/walk 1.mp4\t4.000\t25.0\tNo focal subject\twalk\t\tSTOP
11.500\t/data/walk 1.mp4\t4.000\t25.0\tAda\tstumble\t\tPOINT
12.000\t/data/walk 1.mp4\t4.000\t25.0\tAda\twalk\t\tSTART
"""
AGGREGATED = """Observation id,Media file name,FPS (frame/s),Subject,Behavior,\
Behavior type,Start (s),Stop (s),Comment start
first,walk 1.mp4,25.0,No focal subject,walk,STATE,0.000,1.000,slow
first,walk 1.mp4,25.0,Ada,stumble,POINT,1.500,1.500,
first,walk 1.mp4,25.0,Ada,walk,STATE,2.000,NA,
"""


@pytest.mark.parametrize(("table", "where"), [(TABULAR, "line 9"), (AGGREGATED, "line 4")])
def test_tables_of_all_versions_say_the_same(tmp_path: Path, table: str, where: str) -> None:
    path = tmp_path / "events.tsv"
    path.write_text(table)
    found = import_labels(path, CLOCK)
    nobody, ada = found.tracks
    assert list(nobody.segments) == [Segment(0, 30, "walk", note="slow")]
    assert list(ada.segments) == [Segment(45, 46, "stumble")]
    assert [one.where for one in found.report.refused] == [where]
    assert "walk 1" in recordings_in(path)


def test_the_rate_of_the_medium_is_used_if_nobody_knows_better(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(AGGREGATED)
    assert import_labels(path, Clock()).tracks[0].segments[0].stop == 25


@pytest.mark.parametrize(
    "table",
    [
        AGGREGATED + "first,walk 2.mp4,25.0,Ada,walk,STATE,9.000,9.500,\n",
        TABULAR.replace("4.000", "player #1:4.000;3.000"),
    ],
)
def test_a_table_of_several_media_in_a_row_is_refused(tmp_path: Path, table: str) -> None:
    path = tmp_path / "events.csv"
    path.write_text(table)
    with pytest.raises(FormatError, match="of other media in a row with 'walk 1'"):
        import_labels(path, CLOCK)
