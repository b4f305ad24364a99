"""PRECOG's labels: one class per frame, all of them looked at."""

from pathlib import Path

import numpy as np
import pytest

from core.errors import FormatError
from core.label_formats import precog_csv, read_labels
from core.labels import Segment, Span
from tests.core.formats.files import table


def test_runs_of_a_class_are_segments_and_everything_is_reviewed(tmp_path: Path) -> None:
    path = tmp_path / "Seq1_1.csv"
    path.write_text(table(6, [0, 1, 1, 8, 0, 0]))
    (track,) = read_labels(path)
    assert track.segments == (Segment(1, 3, "right punch"), Segment(3, 4, "elbow strike"))
    assert (track.n_frames, track.reviewed, track.name) == (6, (Span(0, 6),), "Seq1_1")


def test_positions_alone_are_no_labels(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(table(3))
    with pytest.raises(FormatError, match="positions but no classes"):
        read_labels(path)


def test_a_class_that_does_not_exist_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(table(3, [0, 9, 0]))
    with pytest.raises(FormatError, match="line 3: there is no class 9"):
        read_labels(path)


def test_real_samples_have_the_segments_that_are_documented(shared: Path) -> None:
    n_segments = 0
    for path in sorted((shared / "precog").glob("*.csv")):
        track = precog_csv.track(path)
        n_segments += len(track.segments)
        last = [int(line.rsplit(";", 1)[1]) for line in path.read_text().splitlines()[1:]]
        assert np.array_equal((track.dense(precog_csv.CLASSES) + 1) % 9, last)
    assert n_segments == 363
