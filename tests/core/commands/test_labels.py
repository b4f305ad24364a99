"""``labels``: one format to another, and a report in which nothing is missing."""

import json
from pathlib import Path

import pytest

from core.label_formats import read_labels
from core.labels import Segment
from main import main
from tests.core.formats.files import table


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "Läufer 1.csv"
    path.write_text(table(60))
    return path


@pytest.fixture
def audacity(tmp_path: Path) -> Path:
    path = tmp_path / "theirs.txt"
    path.write_text(
        "0\t0.5\tGehen\n0.4\t0.61\tDrehen\n1.0\t9.0\tGehen\n1.2\tx\tGehen\n5\t6\tunklar\n"
    )
    return path


def convert(*words: str | Path) -> int:
    return main(["labels", *map(str, words)])


def test_everything_that_became_of_the_labels_is_told(
    audacity: Path, recording: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ours.csv"
    classes = tmp_path / "map.csv"
    classes.write_text("Gehen,walk\nSpringen,jump\n")
    words = ("--recording", recording, "--map", classes, "--json")
    assert convert(audacity, out, *words) == 0
    said, notes = capsys.readouterr()
    told = json.loads(said)
    assert (told["from"], told["to"]) == ("audacity", "CSV segments")
    assert (told["read"], told["written"]) == (3, 3)
    assert (told["adjusted"], told["refused"], told["overlaps"]) == (2, 2, 1)
    assert told["unmatched"] == ["Drehen"]
    assert told["frames_differ"] == 0
    assert told["length"] == "labels 270 frames, but the recording has 60"
    assert {(one["kind"], one["where"]) for one in told["remarks"]} == {
        ("rounded", "line 2"),
        ("split", "line 2"),
        ("clipped", "line 3"),
        ("refused", "line 4"),
        ("refused", "line 5"),
    }
    assert "line 4: 'x' is not a time" in notes
    first, second = read_labels(out)
    assert [s[:3] for s in map(_plain, first.segments)] == [(0, 15, "walk"), (30, 60, "walk")]
    assert list(map(_plain, second.segments)) == [(12, 18, "Drehen")]


def _plain(segment: Segment) -> tuple[int, int, str]:
    return segment.start, segment.stop, segment.class_name


def test_a_class_can_be_left_out(audacity: Path, recording: Path, tmp_path: Path) -> None:
    out = tmp_path / "ours.csv"
    (tmp_path / "map.csv").write_text("Gehen,\n")
    assert convert(audacity, out, "--recording", recording, "--map", tmp_path / "map.csv") == 0
    (track,) = [track for track in read_labels(out) if track.segments]
    assert {s.class_name for s in track.segments} == {"Drehen"}


def test_formats_that_count_frames_need_no_recording(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("14,21,30,2\n")
    assert convert(source, tmp_path / "a.csv") == 0
    assert (tmp_path / "a.csv").read_text().splitlines()[1] == "20,30,,,handshaking,1.0,a,confirmed"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["{in}", "{dir}/b.csv"], "say which recording they are of"),
        (["{in}", "{dir}/b.xyz", "--recording", "{rec}"], "the suffix must be .csv"),
        (["{in}", "{dir}/b.csv", "--from", "abacus"], "there is no label format 'abacus'"),
        (["{in}", "{dir}/b.csv", "--to", "abacus", "--recording", "{rec}"], "'abacus' (known:"),
        (["{dir}/none.csv", "{dir}/b.csv"], "no such file"),
        (["{in}", "{dir}/b.csv", "--recording", "{rec}", "--map", "{in}"], "line 1: has 1 cells"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    words: list[str], why: str, audacity: Path, recording: Path, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    before = set(tmp_path.iterdir())
    said = [word.format(**{"in": audacity, "dir": tmp_path, "rec": recording}) for word in words]
    assert convert(*said) == 1
    assert why in capsys.readouterr().err
    assert set(tmp_path.iterdir()) == before


def test_a_file_of_which_nothing_can_be_read_is_refused(
    tmp_path: Path, recording: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "a.txt"
    source.write_text("7\t8\twalk\n")
    assert convert(source, tmp_path / "a.csv", "--recording", recording) == 1
    assert "line 1: 7 to 8 s: not within the recording" in capsys.readouterr().err
    assert not (tmp_path / "a.csv").exists()
