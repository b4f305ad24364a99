"""CSV segments: what is written comes back, and a prediction never turns into a label."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import FormatError
from core.label_formats import csv_segments, read_labels, write_labels
from core.labels import LabelTrack, Segment, Span

HEADER = ",".join(csv_segments.COLUMNS)
names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
scores = st.floats(0, 1)


@st.composite
def ranges(draw: st.DrawFn) -> list[tuple[int, int]]:
    edges = sorted(draw(st.sets(st.integers(0, 200), max_size=12)))
    return list(zip(edges[::2], edges[1::2], strict=False))


@st.composite
def tracks(draw: st.DrawFn) -> LabelTrack:
    segments = tuple(Segment(*r, draw(names), draw(scores)) for r in draw(ranges()))
    reviewed = tuple(Span(*r) for r in draw(ranges()))
    return LabelTrack(draw(names), 201, segments, reviewed)


@given(st.lists(tracks(), max_size=3, unique_by=lambda track: track.name))
def test_tracks_are_read_back(
    tmp_path_factory: pytest.TempPathFactory, originals: list[LabelTrack]
) -> None:
    path = tmp_path_factory.mktemp("labels") / "a.csv"
    write_labels(originals, path, 29.97)
    expected = [track for track in originals if track.segments or track.reviewed]
    assert list(read_labels(path, 201)) == expected


@given(track=tracks(), fps=st.floats(0.01, 1000))
def test_predictions_are_read_back_but_not_as_labels(
    tmp_path_factory: pytest.TempPathFactory, track: LabelTrack, fps: float
) -> None:
    path = tmp_path_factory.mktemp("labels") / "a.csv"
    csv_segments.write_predicted(track.segments, path, fps, "model")
    expected = {"model": track.segments} if track.segments else {}
    assert csv_segments.read_predicted(path) == expected
    if track.segments:
        with pytest.raises(FormatError, match="predictions only"):
            read_labels(path)
    else:
        assert read_labels(path) == ()


def test_golden_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    track = LabelTrack("Anna, MD", 90, (Segment(30, 60, "walk"),), (Span(0, 90),))
    write_labels([track], path, 30)
    assert path.read_bytes().decode().split("\r\n") == [
        "start_frame,stop_frame,start_s,stop_s,class,score,annotator,status",
        '0,90,0.0,3.0,,,"Anna, MD",reviewed',
        '30,60,1.0,2.0,walk,1.0,"Anna, MD",confirmed',
        "",
    ]


def test_columns_may_be_few_and_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\ufeffclass,stop_frame,start_frame\nturn,9,4\nwalk,4,0\n", encoding="utf-8")
    (track,) = read_labels(path, 20)
    assert track.segments == (Segment(0, 4, "walk"), Segment(4, 9, "turn"))
    assert (track.reviewed, track.n_frames) == ((), 20)


def test_tracks_are_as_long_as_they_reach_if_nobody_knows_better(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_labels([LabelTrack("me", 90, (Segment(3, 6, "walk"),))], path, 30)
    assert read_labels(path)[0].n_frames == 6


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["5,5,,,walk,,,"], "line 2: frames [5, 5) are not a range"),
        (["-1,5,,,walk,,,"], "line 2: frames [-1, 5) are not a range"),
        (["0,5,,,,,,"], "line 2: the segment [0, 5) has no class"),
        (["0,5,,,walk,high,,"], "line 2: could not convert string to float"),
        (["0.5,5,,,walk,,,"], "line 2: '0.5' is not the number of a frame"),
        (["0"], "line 2: '' is not the number of a frame"),
        (["0,5,,,walk,,,,more"], "line 2: has more cells than the header"),
        (["0,5,,,walk,,,maybe"], "line 2: status 'maybe' is none of"),
        (["0,5,,,walk,,,", '"' + "x" * 200_000], "line 3: field larger than field limit"),
        (["0,99,,,walk,,,"], "labels 99 frames, but the recording has 50"),
    ],
)
def test_faults_name_the_line(tmp_path: Path, lines: list[str], said: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join([HEADER, *lines]))
    with pytest.raises(FormatError) as raised:
        read_labels(path, 50)
    assert str(raised.value).startswith(f"{path}: {said}")


def test_other_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b,c\n1,2,3\n")
    with pytest.raises(FormatError, match="no known label format"):
        read_labels(path)
    path.write_bytes(HEADER.encode() + b"\n0,5,,,\xff,,,\n")
    with pytest.raises(FormatError, match="is not UTF-8 text"):
        read_labels(path)
    with pytest.raises(FormatError, match=r"must be \.csv"):
        write_labels([], tmp_path / "a.xyz", 30)
