"""CSV dense: a cell says a class, background, or that nobody knows."""

from pathlib import Path

import pytest

from core.errors import FormatError
from core.label_formats import Clock, import_labels, read_labels, write_labels
from core.labels import LabelTrack, Segment, Span


def test_golden_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    track = LabelTrack("Anna", 5, (Segment(1, 3, "walk"),), (Span(1, 4),))
    write_labels([track], path, 25, "csv_dense")
    assert path.read_bytes().decode().split("\r\n") == [
        "frame,seconds,Anna",
        "0,0,",
        "1,0.04,walk",
        "2,0.08,walk",
        "3,0.12,background",
        "4,0.16,",
        "",
    ]
    assert read_labels(path)[0] == LabelTrack("Anna", 5, track.segments, (Span(3, 4),))


def test_frames_without_a_line_are_unknown(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("frame,label\n3,walk\n4,walk\n7,walk\n8,background\n")
    (track,) = read_labels(path, 20)
    assert (track.name, track.n_frames) == ("a", 20)
    assert list(track.segments) == [Segment(3, 5, "walk"), Segment(7, 8, "walk")]
    assert track.reviewed == (Span(8, 9),)


def test_lines_that_go_back_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("frame,label\n3,walk\n3,turn\nx,turn\n")
    found = import_labels(path, Clock())
    assert [(one.where, one.why) for one in found.report.refused] == [
        ("line 3", "frame 3 comes after frame 3"),
        ("line 4", "'x' is not the number of a frame"),
    ]
    with pytest.raises(FormatError, match="line 3: frame 3 comes after frame 3"):
        read_labels(path)


def test_positions_are_no_labels(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("frame,hip_x,hip_y\n0,0.5,1.5\n")
    with pytest.raises(FormatError, match="no known label format"):
        read_labels(path)
