"""``models`` on the command line: what is listed, carried from one project to another, refused."""

import json
from pathlib import Path

import pytest

from core.model.checkpoint import save_model
from core.models import Models
from core.project import Project
from main import main
from tests.core.networks import tiny_model


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """With one model, which is current."""
    Project(tmp_path / "project").save()
    save_model(tiny_model(), tmp_path / "tiny.safetensors")
    Models(tmp_path / "project").add(tmp_path / "tiny.safetensors", recipe="refit")
    Models(tmp_path / "project").accept(1)
    return tmp_path / "project"


def test_the_list_marks_the_one_that_predicts(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "list", "--project", str(project), "--json"]) == 0
    models = json.loads(capsys.readouterr().out)["models"]
    assert [(one["number"], one["current"]) for one in models] == [(0, False), (1, True)]
    assert main(["models", "list", "--project", str(project)]) == 0
    assert "* 1  tiny  refit" in capsys.readouterr().out


def test_a_card_is_shown(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "show", "1", "--project", str(project), "--json"]) == 0
    card = json.loads(capsys.readouterr().out)
    assert (card["name"], card["number"], card["recipe"]) == ("tiny", 1, "refit")
    assert card["classes"] == ["class 0", "class 1", "class 2"]


def test_a_model_goes_from_a_project_to_the_user(
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("core.commands.models.user_folder", lambda: tmp_path / "user")
    file = tmp_path / "mine.safetensors"
    assert main(["models", "export", "1", str(file), "--project", str(project)]) == 0
    assert main(["models", "import", str(file)]) == 0
    (kept,) = Models(tmp_path / "user").kept()
    assert kept.digest == Models(project).get(1).digest
    assert "tiny" in capsys.readouterr().out


def test_what_is_no_model_is_not_kept(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    half = tmp_path / "half.safetensors"
    half.write_bytes((tmp_path / "tiny.safetensors").read_bytes()[:-10])
    assert main(["models", "import", str(half), "--project", str(project)]) == 1
    assert "is truncated or damaged" in capsys.readouterr().err
    assert len(Models(project).kept()) == 1
