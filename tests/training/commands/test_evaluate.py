"""A model on a project, as people ask for it."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.inference import predict
from core.labels import LabelTrack, Segment, Span
from core.metrics.detection import detection_map
from core.metrics.report import Compared, report
from core.model.checkpoint import load_model, save_model
from core.progress import finish
from main import main
from tests.core.networks import tiny_model, wandering
from tests.training.projects import new_project

CLASSES = ("class 0", "hop", "class 2")
NAMES = ("a", "b", "c")


def track(name: str) -> LabelTrack:
    """Reviewed wholly, but for ``c``, in which two stretches are."""
    segments = (Segment(10, 40, "class 0"), Segment(50, 70, "hop"))
    reviewed = (Span(0, 45), Span(60, 80)) if name == "c" else (Span(0, 90),)
    return LabelTrack("Anna", 90, segments, reviewed)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Beside it a model that knows two of its classes, and one more."""
    recordings = [replace(wandering(90, 1, seed=n), name=name) for n, name in enumerate(NAMES)]
    save_model(tiny_model(), tmp_path / "model.safetensors")
    labelled = [(one, [track(one.name)]) for one in recordings]
    return new_project(tmp_path / "project", CLASSES, labelled)


def evaluated(
    project: Path, capsys: pytest.CaptureFixture[str], *more: str, model: str = "model.safetensors"
) -> Any:
    words = ["--project", str(project), "--model", str(project.parent / model)]
    assert main(["evaluate", *words, "--json", "--device", "cpu", *more]) == 0
    return json.loads(capsys.readouterr().out, parse_constant=pytest.fail)


def test_a_model_is_judged_by_what_it_predicts(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = evaluated(project, capsys, "--holdout", "[ab]")
    names = (*CLASSES, "class 1")
    model = load_model(project.parent / "model.safetensors")
    said = [finish(predict(model, wandering(90, 1, seed=n), device="cpu")) for n in range(2)]
    truth = [track(name) for name in "ab"]
    columns = [0, 3, 2, 4]  # of the model's classes and background among all
    probabilities = [np.zeros((90, 5), np.float32) for _ in said]
    for mine, theirs in zip(probabilities, said, strict=True):
        mine[:, columns] = theirs.probabilities
    precision = detection_map(probabilities, [one.dense(names) for one in truth])
    compared = [Compared("", one.segments, true) for one, true in zip(said, truth, strict=True)]
    expected = report(compared, names, precision)
    assert list(figures["per_class"]) == list(names)
    assert figures["confusion"] == expected["confusion"]
    assert figures["mAP"] == pytest.approx(expected["mAP"])
    assert figures["frame_accuracy"] == pytest.approx(expected["frame_accuracy"])


def test_unknown_frames_are_left_out(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = evaluated(project, capsys, "--holdout", "c")
    assert np.sum(figures["confusion"]) == track("c").known().sum()


def test_the_test_part_of_a_split(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    split = project.parent / "split.json"
    split.write_text('{"validation": ["a"], "test": ["b"]}')
    tested = evaluated(project, capsys, "--split", str(split))
    assert tested == evaluated(project, capsys, "--holdout", "b")
    assert tested != evaluated(project, capsys)
    split.write_text('{"validation": ["a"]}')
    words = ["--project", str(project), "--model", str(project.parent / "model.safetensors")]
    assert main(["evaluate", *words, "--split", str(split)]) == 1
    assert "split.json: the part 'test' is empty" in capsys.readouterr().err


def test_a_page_with_what_was_seen(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = project.parent / "page.html"
    figures = evaluated(project, capsys, "--holdout", "[ab]", "--report", str(page))
    content = page.read_text("utf-8")
    assert f"<b>{figures['frame_accuracy']:.3f}</b>" in content
    assert "<h1>tiny on project</h1>" in content
    assert "what is called [ab]" in content
    assert 'class="body"' in content


def test_a_run_stands_for_its_model(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluated(project, capsys, model=".") == evaluated(project, capsys)


@pytest.mark.parametrize(
    "words",
    [(), ("--truth", "a"), ("--project", "p"), ("--truth", "a", "--pred", "b", "--model", "m")],
)
def test_wrong_usage(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", *words])
    assert ended.value.code == 2


def test_files_need_no_torch(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("start_frame,stop_frame,class\n0,5,a\n")
    program = "import main, sys; main.main(sys.argv[1:]); sys.exit('torch' in sys.modules)"
    command = [sys.executable, "-c", program, "evaluate", "--truth", path, "--pred", path]
    assert subprocess.run(command, capture_output=True).returncode == 0
