"""PKU-MMD's labels: inclusive frames from 1 there, half-open from 0 here, and back."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import FormatError
from core.label_formats import pkummd_csv, read_labels, write_labels
from core.labels import LabelTrack, Segment, Span


def write(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "0005-L.txt"
    path.write_text(content)
    return path


def test_both_ends_belong_to_a_segment_and_the_rest_is_unknown(tmp_path: Path) -> None:
    (track,) = read_labels(write(tmp_path, "14,21,30,2\n1,1,10,1\n51,11,11,0.5\n\n"), 40)
    assert track.segments == (
        Segment(0, 10, "bow"),
        Segment(10, 11, "writing"),
        Segment(20, 30, "handshaking"),
    )
    assert (track.name, track.n_frames, track.reviewed) == ("0005-L", 40, ())


def test_what_overlaps_goes_to_another_track(tmp_path: Path) -> None:
    first, second = read_labels(write(tmp_path, "1,1,10,2\n2,10,20,2\n3,11,12,2\n"))
    assert first.segments == (Segment(0, 10, "bow"), Segment(10, 12, "brushing teeth"))
    assert (second.name, second.segments) == ("0005-L 2", (Segment(9, 20, "brushing hair"),))


@given(st.sets(st.integers(0, 300), min_size=2, max_size=20), st.data())
def test_segments_are_read_back(
    tmp_path_factory: pytest.TempPathFactory, edges: set[int], data: st.DataObject
) -> None:
    ends = sorted(edges)
    segments = tuple(
        Segment(start, stop, data.draw(st.sampled_from(pkummd_csv.CLASSES)))
        for start, stop in pairwise(ends)
    )
    path = tmp_path_factory.mktemp("labels") / "a.txt"
    write_labels([LabelTrack("a", 301, segments, (Span(0, 301),))], path, 30)
    assert sum((track.segments[:] for track in read_labels(path)), ()) == segments


def test_a_class_of_another_vocabulary_is_not_written(tmp_path: Path) -> None:
    path = write(tmp_path, "1,1,1,1\n")
    with pytest.raises(FormatError, match="cannot hold class 'skip'"):
        write_labels([LabelTrack("a", 9, (Segment(0, 1, "skip"),))], path, 30)
    assert path.read_text() == "1,1,1,1\n"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1,5,4,2", "line 2: frames 5 to 4 are not a range"),
        ("1,0,4,2", "line 2: frames 0 to 4 are not a range"),
        ("52,1,4,2", "line 2: there is no class 52"),
        ("1,2,3", "line 2: '1,2,3' should be class,start,end,confidence"),
        ("1,2,x,3", "line 2: '1,2,x,3' should be class,start,end,confidence"),
    ],
)
def test_faults_are_named(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(FormatError, match=said):
        read_labels(write(tmp_path, f"1,1,4,2\n{row}\n"))


def test_every_class_has_its_number(tmp_path: Path) -> None:
    assert len(set(pkummd_csv.CLASSES)) == 51
    assert pkummd_csv.CLASSES[12 - 1] == "giving something to other person"
    assert pkummd_csv.CLASSES[26 - 1] == "punching/slapping other person"
