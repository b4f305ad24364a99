"""Label files beside one another."""

import json
from pathlib import Path

import pytest

from core.commands.evaluate import evaluate_files
from core.errors import FormatError
from core.label_formats import csv_segments, write_labels
from core.labels import LabelTrack, Segment, Span
from tests.core.formats.files import table


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Of the truth, and of predictions."""
    for name in ("truth", "predicted"):
        (tmp_path / name).mkdir()
    return tmp_path / "truth", tmp_path / "predicted"


def truth(folder: Path, name: str, *segments: Segment, reviewed: int = 100) -> Path:
    path = folder / name
    spans = (Span(0, reviewed),) if reviewed else ()
    write_labels([LabelTrack("person", 100, segments, spans)], path, 30)
    return path


def predicted(folder: Path, name: str, *segments: Segment, model: str = "model") -> Path:
    path = folder / name
    csv_segments.write_predicted(segments, path, 30, model)
    return path


def test_all_figures_for_programs(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    true = [
        truth(folders[0], "one.csv", Segment(10, 30, "a"), Segment(40, 50, "b")),
        truth(folders[0], "two.csv"),
    ]
    said = [
        predicted(folders[1], "two.csv", Segment(0, 20, "a", 0.3)),
        predicted(folders[1], "one.csv", Segment(10, 30, "a", 0.8)),
    ]
    assert evaluate_files(true, said, as_json=True) == 0
    out, err = capsys.readouterr()
    assert err == ""
    figures = json.loads(out, parse_constant=pytest.fail)
    assert figures == {
        "frame_accuracy": pytest.approx(170 / 200),
        "edit": 0.25,
        "f1": {"10": 0.5, "25": 0.5, "50": 0.5},
        "mAP": dict.fromkeys(("0.1", "0.2", "0.3", "0.4", "0.5", "mean"), 0.5),
        "per_class": {
            "a": {
                "frames": 20, "precision": 0.5, "recall": 1,
                "f1": dict.fromkeys(("10", "25", "50"), pytest.approx(2 / 3)),
            },
            "b": {
                "frames": 10, "precision": None, "recall": 0,
                "f1": dict.fromkeys(("10", "25", "50"), 0),
            },
        },
        "confusion": [[20, 0, 0], [0, 0, 10], [20, 0, 150]],
    }  # fmt: skip


def test_for_people(folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    true = truth(folders[0], "one.csv", Segment(0, 50, "a"))
    assert evaluate_files([true], [predicted(folders[1], "one.csv")], as_json=False) == 0
    assert "frame_accuracy  0.5\n" in capsys.readouterr().out


def test_what_people_say_may_stand_for_a_prediction_in_another_format(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = folders[0] / "Seq1_1.csv"
    corpus.write_text(table(20, [1] * 10 + [0] * 10))
    person = truth(folders[1], "Seq1_1.csv", Segment(0, 10, "right punch"), reviewed=0)
    assert evaluate_files([corpus], [person], as_json=True) == 0
    assert json.loads(capsys.readouterr().out)["frame_accuracy"] == 1


def test_it_says_where_false_alarms_cannot_be_counted(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    true = truth(folders[0], "one.csv", Segment(10, 30, "a"), reviewed=0)
    said = predicted(folders[1], "one.csv", Segment(10, 30, "a"), Segment(40, 50, "a"))
    assert evaluate_files([true], [said], as_json=True) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["f1"]["50"] == 1
    assert "one: no reviewed frame is background, so false alarms cannot be counted" in err


def test_a_page_of_label_files(
    folders: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    true = truth(folders[0], "one.csv", Segment(10, 30, "a"), Segment(50, 70, "b"))
    said = predicted(folders[1], "one.csv", Segment(10, 34, "a"))
    page = tmp_path / "page.html"
    assert evaluate_files([true], [said], as_json=True, page=page) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["f1"]["50"] == pytest.approx(2 / 3)
    assert str(page) in err
    assert "b missed" in page.read_text("utf-8")


def test_files_without_a_partner_are_named(folders: tuple[Path, Path]) -> None:
    true, said = truth(folders[0], "one.csv"), predicted(folders[1], "two.csv")
    with pytest.raises(FormatError, match=r"one\.csv: there is no prediction of the name 'one'"):
        evaluate_files([true], [said], as_json=True)
    with pytest.raises(FormatError, match=r"two\.csv: there is no truth of the name 'two'"):
        evaluate_files([true], [truth(folders[1], "one.csv"), said], as_json=True)
    (folders[0] / "more").mkdir()
    other = truth(folders[0] / "more", "one.csv")
    with pytest.raises(FormatError, match=r"has the same name as .*one\.csv"):
        evaluate_files([true, other], [said], as_json=True)


def test_files_that_say_nothing_or_too_much(folders: tuple[Path, Path]) -> None:
    said = predicted(folders[1], "one.csv", Segment(0, 5, "a"))
    with pytest.raises(FormatError, match="labels nothing"):
        evaluate_files([predicted(folders[0], "one.csv")], [said], as_json=True)
    with pytest.raises(FormatError, match="predictions only"):
        evaluate_files([said], [said], as_json=True)
    tracks = [LabelTrack(name, 9, (Segment(0, 9, "a"),)) for name in ("Anna", "Ben")]
    write_labels(tracks, folders[0] / "one.csv", 30)
    with pytest.raises(FormatError, match="holds several tracks"):
        evaluate_files([folders[0] / "one.csv"], [said], as_json=True)
