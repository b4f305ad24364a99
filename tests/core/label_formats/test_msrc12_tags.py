"""MSRC-12's tags: points, each of which becomes the frame that was measured by then."""

from pathlib import Path

import pytest

from core.errors import FormatError
from core.label_formats import Clock, import_labels, read_labels
from core.labels import Segment
from tests.core.formats.files import msrc


def tick(microseconds: int) -> int:
    return microseconds * 49_875 // 1000


@pytest.fixture
def tags(tmp_path: Path) -> Path:
    (tmp_path / "a.csv").write_text(msrc(5))
    times = [int(line.split()[0]) for line in (tmp_path / "a.csv").read_text().splitlines()]
    path = tmp_path / "a.tagstream"
    lines = [f"{tick(times[2] + 9)};G1  lift arms\n", f"{tick(times[0] - 99)};G1  lift arms\n"]
    path.write_text("XQPCTick;Tag\n" + "".join(lines) + "x;G2  duck\n")
    return path


def test_a_point_becomes_a_frame_and_it_is_said(tags: Path) -> None:
    found = import_labels(tags, Clock(30, 5))
    (track,) = found.tracks
    assert list(track.segments) == [Segment(2, 3, "G1  lift arms")]
    assert track.reviewed == ()
    assert [(one.kind, one.where) for one in found.report.remarks] == [
        ("widened", "line 2"),
        ("refused", "line 3"),
        ("refused", "line 4"),
    ]


def test_the_recording_has_to_be_beside_them(tags: Path) -> None:
    tags.with_suffix(".csv").unlink()
    with pytest.raises(FormatError, match=r"a\.csv: must be beside the tags"):
        read_labels(tags)


def test_a_real_file(shared: Path) -> None:
    path = shared / "samples" / "msrc12" / "P1_1_1_p06.tagstream"
    found = import_labels(path, Clock(30, 1027))
    assert found.report.n_read == len(path.read_text().splitlines()) - 1
    assert not found.report.refused
    assert found.classes == ("G1  lift outstretched arms",)
