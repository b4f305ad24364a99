"""Formats of times that other programs write: their own files, and the faults in them."""

import json
from pathlib import Path

import pytest

from core.errors import FormatError
from core.label_formats import Clock, Imported, import_labels, read_labels, recordings_in
from core.labels import Segment

LONG = """File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 3
tiers? <exists>
size = 2
item []:
    item [1]:
        class = "IntervalTier"
        name = "Füße"
        xmin = 0
        xmax = 3
        intervals: size = 3
        intervals [1]:
            xmin = 0
            xmax = 1
            text = "walk ""slow"" 2"
        intervals [2]:
            xmin = 1
            xmax = 2
            text = ""
        intervals [3]:
            xmin = 2
            xmax = 3
            text = "turn"
    item [2]:
        class = "TextTier"
        name = "steps"
        xmin = 0
        xmax = 3
        points: size = 1
        points [1]:
            number = 0.5
            mark = "step"
"""
SHORT = """"ooTextFile"
"TextGrid"
0 3 <exists> 2 ! all of it
"IntervalTier" "Füße" 0 3 3
0 1 "walk ""slow"" 2"
1 2 ""
2 3 "turn"
"TextTier" "steps" 0 3 1
0.5 "step"
"""


def imported(path: Path, text: str | bytes, n_frames: int = 90) -> Imported:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return import_labels(path, Clock(30, n_frames))


@pytest.mark.parametrize("text", [LONG, SHORT], ids=["long", "short"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_textgrids_of_both_forms(tmp_path: Path, text: str, encoding: str) -> None:
    feet, steps = imported(tmp_path / "a.TextGrid", text.encode(encoding)).tracks
    assert (feet.name, feet.reviewed) == ("Füße", ())
    assert list(feet.segments) == [Segment(0, 30, 'walk "slow" 2'), Segment(60, 90, "turn")]
    assert list(steps.segments) == [Segment(15, 16, "step")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"TextGrid"', '"Pitch"', "is of no known label format"),
        ('"IntervalTier"', '"Tier"', "tier 1 is 'Tier'"),
        ("0.5 ", "", "ends before all that it announces"),
        ("0 3 3", "0 3 4", "tier 2 is '3', neither IntervalTier nor TextTier"),
        ('2 3 "turn"', '2,5 3 "turn"', "decimals need a point"),
        ('2 3 "turn"', '3 2 "turn"', "interval 3: 3 to 2 s: ends before it begins"),
    ],
)
def test_faults_of_a_textgrid_are_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "a.TextGrid"
    path.write_text(SHORT.replace(old, new), "utf-8")
    with pytest.raises(FormatError, match=said):
        read_labels(path, 90, fps=30)


def test_audacity_labels(tmp_path: Path) -> None:
    text = "0.000000\t1.000000\twalk, slow\n\\\t0.0\t440.0\n1.5\t1.5\tstep\n2.0\t2.5\t\n"
    found = imported(tmp_path / "a.txt", text)
    (track,) = found.tracks
    assert list(track.segments) == [Segment(0, 30, "walk, slow"), Segment(45, 46, "step")]
    assert [(one.kind, one.where) for one in found.report.remarks] == [
        ("refused", "line 4"),
        ("widened", "line 3"),
    ]


BABEL = {
    "12": {
        "babel_sid": 12,
        "feat_p": "KIT/KIT/3/walk_poses.npz",
        "dur": 3.0,
        "seq_ann": None,
        "frame_ann": {
            "labels": [
                {"start_t": 0, "end_t": 1.0, "act_cat": ["walk"]},
                {"start_t": 0.5, "end_t": 2, "act_cat": ["turn", "look"]},
                {"start_t": 2, "end_t": 3, "act_cat": None, "proc_label": "stand"},
                {"start_t": 2, "end_t": "?", "act_cat": ["x"]},
            ]
        },
    },
    "13": {
        "feat_p": "KIT/KIT/3/sit_poses.npz",
        "dur": 2.0,
        "seq_ann": {"labels": [{"act_cat": ["sit"]}]},
        "frame_ann": None,
    },
}


def test_babel_labels_overlap_and_may_hold_for_everything(tmp_path: Path) -> None:
    path = tmp_path / "train.json"
    path.write_text(json.dumps(BABEL))
    found = import_labels(path, Clock(30, 90, 0.0, "walk_poses"))
    lanes = [[(s.start, s.stop, s.class_name) for s in track.segments] for track in found.tracks]
    assert lanes == [
        [(0, 30, "walk"), (60, 90, "stand")],
        [(15, 60, "look")],
        [(15, 60, "turn")],
    ]
    assert [one.where for one in found.report.refused] == ["label 4"]
    (whole,) = import_labels(path, Clock(30, 60, 0.0, "13")).tracks
    assert list(whole.segments) == [Segment(0, 60, "sit")]
    assert recordings_in(path) == ("walk_poses", "sit_poses")
    with pytest.raises(FormatError, match="speaks of 2 recordings, and none is asked for"):
        import_labels(path, Clock(30, 90))


def test_another_length_than_that_of_the_recording_is_said(tmp_path: Path) -> None:
    found = imported(tmp_path / "a.TextGrid", SHORT, 120)
    assert found.report.length == "is about 90 frames, but the recording has 120"
    found = imported(tmp_path / "a.TextGrid", SHORT, 75)
    assert found.report.length == "labels 90 frames, but the recording has 75"
    assert [one.kind for one in found.report.remarks] == ["clipped", "widened"]


def test_less_than_a_frame_becomes_the_frame_of_its_middle(tmp_path: Path) -> None:
    found = imported(tmp_path / "a.txt", "0.034\t0.040\tblink\n0.1\t0.2161\twalk\n")
    (track,) = found.tracks
    assert list(track.segments) == [Segment(1, 2, "blink"), Segment(3, 6, "walk")]
    assert [one.kind for one in found.report.adjusted] == ["widened", "rounded"]
    assert "0.016 s off the nearest frame edge" in found.report.adjusted[1].why
