"""Labels come from a folder by the name of the recording, or from a file."""

from pathlib import Path

import pytest

from core.copies import labels_in
from core.errors import FormatError
from core.label_formats import write_labels
from core.labels import LabelTrack, Segment

DEMO = Path(__file__).parents[2] / "resources" / "demo"


def test_a_project_is_asked_for_the_recording_of_that_name() -> None:
    labels = labels_in(DEMO, "Seq2_11", 375)
    assert {track.n_frames for track in labels.tracks} == {375}
    assert "right punch" in labels.classes
    with pytest.raises(FormatError, match="without a recording called 'Seq9'"):
        labels_in(DEMO, "Seq9", 375)


def test_a_file_is_about_whatever_is_open(tmp_path: Path) -> None:
    path = tmp_path / "anna.csv"
    write_labels([LabelTrack("Anna", 50, (Segment(3, 9, "walk"),))], path, 30.0)
    (track,) = labels_in(path, "any", 60).tracks
    assert (track.n_frames, [(s.start, s.stop) for s in track.segments]) == (60, [(3, 9)])


def test_what_is_no_project_says_so(tmp_path: Path) -> None:
    with pytest.raises(FormatError):
        labels_in(tmp_path, "any", 60)
