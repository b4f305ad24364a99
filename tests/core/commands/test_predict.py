"""Batches: which recordings, which tables, and one that fails among others."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.commands.predict import Options, default_model, predict
from core.entries import Entry
from core.errors import FormatError
from core.label_formats import csv_segments, read_labels
from core.models import BUNDLED, Models
from core.prediction import Prediction
from core.project import Project
from tests.core.formats.files import table

pytestmark = pytest.mark.skipif(
    not list(BUNDLED.glob("*.safetensors")), reason="no model comes with this checkout"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two recordings, something else, and a recording that breaks off."""
    folder = tmp_path / "recordings"
    folder.mkdir()
    (folder / "a.csv").write_text(table(40))
    (folder / "b.csv").write_text(table(8))
    (folder / "broken.csv").write_text(table(8)[:-40])
    (folder / "README").write_text("about these recordings")
    return folder


def run(capsys: pytest.CaptureFixture[str], paths: list[Path], options: Options) -> Any:
    status = predict(paths, options)
    out, err = capsys.readouterr()
    return status, json.loads(out), err


def test_one_bad_recording_does_not_stop_the_others(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "out"
    options = Options(out, device="cpu", probabilities=True, as_json=True)
    status, told, err = run(capsys, [folder, tmp_path / "gone.h5"], options)
    assert status == 1
    assert [Path(result["path"]).name for result in told["recordings"]] == [
        "a.csv",
        "b.csv",
        "broken.csv",
        "gone.h5",
    ]
    good, _, broken, gone = told["recordings"]
    assert (good["frames"], good["bodies"], good["device"]) == (40, 1, "cpu")
    assert good["frames_per_second"] > 0
    assert good["peak_rss_mb"] > 10
    assert "line 9" in broken["error"]
    assert "no such file" in gone["error"]
    assert f"skipped {folder / 'README'}" in err
    assert sorted(path.name for path in out.iterdir()) == ["a.csv", "a.npz", "b.csv", "b.npz"]


def test_tables_hold_what_the_model_said(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    options = Options(tmp_path / "out", device="cpu", probabilities=True, as_json=True)
    status, told, _ = run(capsys, [folder / "a.csv"], options)
    assert status == 0
    (result,) = told["recordings"]
    prediction = Prediction.load(tmp_path / "out" / "a.npz")
    predicted = csv_segments.read_predicted(Path(result["output"]))
    assert sum(map(len, predicted.values())) == result["segments"]
    assert predicted.get(told["model"], ()) == prediction.segments
    assert np.allclose(prediction.probabilities.sum(axis=1), 1, atol=1e-4)


def test_segments_go_to_formats_of_other_programs(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    tables = Options(tmp_path / "csv", device="cpu", as_json=True)
    tiers = Options(tmp_path / "eaf", device="cpu", as_json=True, format_name="eaf")
    run(capsys, [folder / "a.csv"], tables)
    status, told, _ = run(capsys, [folder / "a.csv"], tiers)
    assert status == 0
    read = read_labels(tmp_path / "eaf" / "a.eaf", 40, fps=30)
    said = {one.name: [(s.start, s.stop, s.class_name) for s in one.segments] for one in read}
    proposed = csv_segments.read_predicted(tmp_path / "csv" / "a.csv").get(told["model"], ())
    assert said.get(told["model"], []) == [(s.start, s.stop, s.class_name) for s in proposed]
    with pytest.raises(ValueError, match="no label format 'abacus'"):
        predict([folder / "a.csv"], Options(tmp_path / "out", device="cpu", format_name="abacus"))


def test_no_table_replaces_a_recording(folder: Path) -> None:
    with pytest.raises(FormatError, match="is a recording itself"):
        predict([folder / "a.csv"], Options(folder, device="cpu"))
    assert (folder / "a.csv").read_text() == table(40)


def test_no_table_is_written_twice(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "a.csv"
    other.write_text(table(3))
    with pytest.raises(FormatError, match="one of several whose table would be"):
        predict([folder / "a.csv", other], Options(tmp_path / "out", device="cpu"))


def test_a_folder_without_recordings_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(FormatError, match="holds no recording"):
        predict([tmp_path / "empty"], Options(tmp_path / "out", device="cpu"))


def test_a_folder_that_cannot_be_made_is_named(folder: Path) -> None:
    with pytest.raises(FormatError, match="cannot be made"):
        predict([folder / "a.csv"], Options(folder / "b.csv" / "out", device="cpu"))


def test_the_newest_model_is_the_last_by_name() -> None:
    assert default_model() == max(BUNDLED.glob("*.safetensors"), key=lambda path: path.stem)


def test_a_project_stands_for_its_recordings_and_its_current_model(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    project = tmp_path / "project"
    path = folder / "b.csv"
    Project(project, recordings=(Entry.of(path, "b", "b", 8, 30.0),)).save()
    models = Models(project)
    models.accept(models.add(default_model(), name="ours").number)
    options = Options(tmp_path / "out", device="cpu", as_json=True)
    status, told, _ = run(capsys, [project], options)
    assert (status, told["model"]) == (0, "ours")
    assert [Path(result["path"]) for result in told["recordings"]] == [path]


def test_two_processes_by_torchrun_share_recordings(folder: Path, tmp_path: Path) -> None:
    (folder / "broken.csv").unlink()
    run = subprocess.run(
        [
            *(sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2"),
            *("--standalone", "main.py", "predict", str(folder)),
            *("--out", str(tmp_path / "out"), "--device", "cpu", "--json"),
        ],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        timeout=120,
    )
    told = [json.loads(line) for line in run.stdout.splitlines()]
    said = [[Path(result["path"]).name for result in one["recordings"]] for one in told]
    assert sorted(said) == [["a.csv"], ["b.csv"]]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.csv", "b.csv"]
