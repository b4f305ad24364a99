"""The command as people call it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.formats import WRITERS
from main import main
from tests.core.networks import wandering
from training.pretrain import load_encoder
from training.pretrain_config import PretrainConfig

SMALL = (
    *("--width", "4", "--n-frames", "32", "--batch-size", "4", "--queue", "16", "--snippets", "4"),
    *("--epochs", "2", "--device", "cpu"),
)


@pytest.fixture
def recordings(tmp_path: Path) -> Path:
    """A folder of six."""
    folder = tmp_path / "recordings"
    folder.mkdir()
    for seed in range(6):
        WRITERS[".h5"](wandering(50, 1, seed=seed), folder / f"r{seed}.h5")
    return folder


def test_it_pretrains_an_encoder(
    recordings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "run"
    words = ["pretrain", "--data", str(recordings), "--out", str(out), "--host", "rvtclr"]
    assert main([*words, "--encoder", "agcn", "--holdout", "r0", "--json", *SMALL]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["recordings"] == 5
    assert told["figures"]["loss"] > 0
    card = load_encoder(told["encoder"]).card
    assert (card.name, card.config.name, card.config.width) == ("run", "agcn", 4)
    config = json.loads((out / "config.json").read_text())
    assert (config["host"], config["snippet"]["n_snippets"]) == ("rvtclr", 4)
    assert config["tau"] == PretrainConfig().tau


def test_a_finished_run_is_left_alone(
    recordings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["pretrain", "--data", str(recordings), "--out", str(tmp_path / "run"), *SMALL]
    assert main([*words, "--no-snippets"]) == 0
    assert main(words) == 1
    assert "choose another folder" in capsys.readouterr().err


def test_the_papers_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert main(["pretrain", "--data", str(empty), "--out", str(tmp_path / "r"), "--paper"]) == 1
    assert "no recordings in" in capsys.readouterr().err


def test_two_processes_by_torchrun(recordings: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    subprocess.run(
        [
            *(sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2"),
            *("--standalone", "main.py", "pretrain"),
            *("--data", str(recordings), "--out", str(out), *SMALL),
        ],
        check=True,
        capture_output=True,
        env=environment,
        timeout=120,
    )
    assert load_encoder(out / "encoder.safetensors").card.config.width == 4
