"""The recipe: it learns, it resumes exactly, it stops in good order, and two processes are one."""

import json
import math
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from core.errors import FormatError
from core.model.config import EncoderConfig, LocalizerConfig
from core.model.localizer import Localizer
from core.progress import finish
from tests.core.networks import wandering
from training.contrast.snippets import SnippetConfig
from training.corpus import Corpus
from training.datasets.listing import Unlabelled
from training.datasets.unlabelled import held
from training.pretrain import _fitting, load_encoder, pretrain
from training.pretrain_config import PretrainConfig
from training.run import Run

CONFIG = PretrainConfig(
    encoder=EncoderConfig(width=4, dropout=0.1),
    snippet=SnippetConfig(n_snippets=4, matching="both"),
    n_frames=32,
    n_dims=16,
    queue=64,
    epochs=3,
    batch_size=4,
    mining_from=0.5,
    device="cpu",
)


def recordings(n: int = 8) -> list[Unlabelled]:
    return [held(replace(wandering(64, 2, seed=s), name=f"recording {s}")) for s in range(n)]


def trained(folder: Path, config: PretrainConfig = CONFIG, *, resume: bool = False) -> Path:
    return finish(pretrain(recordings(), config, Run(folder), resume=resume))


def weights(path: Path) -> dict[str, torch.Tensor]:
    return load_encoder(path).network.state_dict()


def rows(folder: Path) -> list[dict[str, float]]:
    found = [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]
    for row in found:
        del row["seconds"]
    return found


def assert_same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> None:
    assert [name for name in one if not torch.equal(one[name], other[name])] == []


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an uninterrupted run."""
    return trained(tmp_path_factory.mktemp("runs") / "whole").parent


def test_the_folder_tells_what_happened(whole: Path) -> None:
    names = {path.name for path in whole.iterdir()}
    assert names == {"config.json", "metrics.jsonl", "state.pt", "encoder.safetensors"}
    assert json.loads((whole / "config.json").read_text())["snippet"]["matching"] == "both"
    assert [row["epoch"] for row in rows(whole)] == [1, 2, 3]
    assert {"loss", "loss snippets", "uniformity clips", "accuracy snippets"} <= set(rows(whole)[0])


def test_the_encoder_fits_a_localizer(whole: Path) -> None:
    pretrained = load_encoder(whole / "encoder.safetensors")
    assert pretrained.card.config == CONFIG.encoder
    assert pretrained.card.figures["loss"] == rows(whole)[-1]["loss"]
    network = Localizer(LocalizerConfig(3, pretrained.card.config))
    network.encoder.load_state_dict(pretrained.network.state_dict())


def test_a_seed_gives_the_same_encoder(whole: Path, tmp_path: Path) -> None:
    again = trained(tmp_path / "again")
    assert_same(weights(whole / "encoder.safetensors"), weights(again))
    other = trained(tmp_path / "other", replace(CONFIG, seed=1))
    assert not torch.equal(
        weights(again)["units.0.time.0.weight"], weights(other)["units.0.time.0.weight"]
    )


@pytest.mark.parametrize("n_steps", [2, 5])
def test_resumed_it_ends_as_if_never_stopped(whole: Path, tmp_path: Path, n_steps: int) -> None:
    """Stopped within its second epoch or its third: two batches make an epoch."""
    steps = pretrain(recordings(), CONFIG, Run(tmp_path))
    for _ in range(n_steps):
        next(steps)
    steps.close()
    assert not (tmp_path / "encoder.safetensors").exists()
    torch.rand(7)  # whatever else the interpreter has drawn must not matter
    path = trained(tmp_path, resume=True)
    assert_same(weights(whole / "encoder.safetensors"), weights(path))
    assert rows(tmp_path) == rows(whole)


def test_killed_before_the_result_it_needs_no_other_epoch(whole: Path, tmp_path: Path) -> None:
    for name in ("config.json", "metrics.jsonl", "state.pt"):
        shutil.copy(whole / name, tmp_path)
    path = trained(tmp_path, resume=True)
    assert_same(weights(whole / "encoder.safetensors"), weights(path))
    assert load_encoder(path).card == load_encoder(whole / "encoder.safetensors").card


KILLED = """
import torch
from pathlib import Path
from core.progress import finish
from tests.training.test_pretrain import CONFIG, recordings
from training.pretrain import pretrain
from training.run import Run
torch.set_num_threads(1)
import time
for progress in pretrain(recordings(), CONFIG, Run(Path({folder!r}))):
    print(progress.done, flush=True)
    time.sleep(0.05)
"""


def test_resumed_after_a_kill_it_ends_as_if_never_stopped(whole: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED.format(folder=str(tmp_path))], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if float(line) > 1:
                break
        os.kill(process.pid, signal.SIGKILL)
    path = trained(tmp_path, resume=True)
    assert_same(weights(whole / "encoder.safetensors"), weights(path))
    assert rows(tmp_path) == rows(whole)


def test_begun_anew_it_forgets_what_was_there(whole: Path, tmp_path: Path) -> None:
    steps = pretrain(recordings(), replace(CONFIG, seed=5), Run(tmp_path))
    for _ in range(4):
        next(steps)
    steps.close()
    assert_same(weights(whole / "encoder.safetensors"), weights(trained(tmp_path)))
    assert rows(tmp_path) == rows(whole)


def test_other_settings_cannot_be_resumed(tmp_path: Path) -> None:
    steps = pretrain(recordings(), CONFIG, Run(tmp_path))
    for _ in range(3):
        next(steps)
    steps.close()
    with pytest.raises(ValueError, match="begun with another tau, seed"):
        trained(tmp_path, replace(CONFIG, tau=0.2, seed=1, time_limit=100), resume=True)


def test_a_damaged_state_is_named(tmp_path: Path) -> None:
    run = Run(tmp_path)
    run.begin(CONFIG)
    run.state_path.write_bytes(b"PK\x03\x04 not a state")
    with pytest.raises(FormatError, match=r"state\.pt: cannot be resumed"):
        trained(tmp_path, resume=True)


def test_a_finished_run_is_not_overwritten(whole: Path) -> None:
    with pytest.raises(FileExistsError, match="choose another folder"):
        Run(whole)


def test_what_is_not_a_number_stops_it_with_the_last_good_state_kept(tmp_path: Path) -> None:
    steps = pretrain(recordings(), replace(CONFIG, learning_rate=1e30), Run(tmp_path))
    with pytest.raises(FloatingPointError, match=r"epoch \d; .* is kept.*recording 0, recording"):
        finish(steps)
    assert not (tmp_path / "encoder.safetensors").exists()
    state_path = tmp_path / "state.pt"
    if state_path.exists():
        state = torch.load(state_path, weights_only=True)
        assert all(torch.isfinite(v).all() for v in state["pretext"].values())


def test_a_time_limit_ends_a_run_properly(tmp_path: Path) -> None:
    started = time.monotonic()
    path = trained(tmp_path, replace(CONFIG, epochs=100_000, time_limit=0.5))
    assert time.monotonic() - started < 10
    assert all(torch.isfinite(v).all() for v in weights(path).values())


@pytest.mark.parametrize("host", ["skeletonclr", "aimclr", "rvtclr"])
@pytest.mark.parametrize("encoder", ["stgcn", "agcn"])
def test_all_hosts_and_encoders(tmp_path: Path, host: str, encoder: str) -> None:
    network = EncoderConfig(encoder, width=4)
    config = replace(CONFIG, host=host, encoder=network, epochs=2, bfloat16=True)
    assert load_encoder(trained(tmp_path, config)).card.config == network


def test_as_the_paper_and_as_its_code(tmp_path: Path) -> None:
    config = replace(
        CONFIG,
        host="rvtclr",
        encoder=EncoderConfig("agcn", width=4, dropout=0, relation=False, movement=False),
        looks="paper",
        optimiser="sgd",
        schedule="steps",
        initial_deviation=0.02,
        epochs=1,
    )
    assert trained(tmp_path / "mended", config)
    assert trained(tmp_path / "published", replace(config, paper_code=True))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"host": "byol"}, "no host 'byol'; known: skeletonclr"),
        ({"batch_size": 1}, "nothing to contrast"),
        ({"n_frames": 8}, "too short"),
        ({"snippet": SnippetConfig(matching="luck")}, "no matching 'luck'"),
    ],
)
def test_settings_that_cannot_work_are_refused(wrong: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(CONFIG, **wrong)  # type: ignore[arg-type]


def test_without_recordings_there_is_nothing_to_do(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="nothing to pretrain on"):
        finish(pretrain([], CONFIG, Run(tmp_path)))


# Not AdamW: it takes a full step even where a gradient is nothing but a rounding error.
SHARED = replace(
    CONFIG,
    host="rvtclr",
    encoder=EncoderConfig(width=4, dropout=0),
    epochs=2,
    queue=40,
    optimiser="sgd",
    learning_rate=0.01,
)

ONE_OF_TWO = """
import sys, torch, torch.distributed as dist
from pathlib import Path
from core.progress import finish
from tests.training.test_pretrain import SHARED, recordings
from training.pretrain import pretrain
from training.run import Run
torch.set_num_threads(1)
rank, folder = int(sys.argv[1]), Path(sys.argv[2])
dist.init_process_group("gloo", f"file://{folder}/meeting", rank=rank, world_size=2)
finish(pretrain(recordings(), SHARED, Run(folder / "run")))
dist.destroy_process_group()
"""


def run_both(folder: Path) -> Sequence[int]:
    processes = [
        subprocess.Popen(
            [
                sys.executable,
                "-W",
                "error",
                "-c",
                ONE_OF_TWO,
                str(rank),
                str(folder),
            ]
        )
        for rank in range(2)
    ]
    return [process.wait(timeout=120) for process in processes]


def test_two_processes_are_one(tmp_path: Path) -> None:
    """Normalisation is over both and dropout is off; what remains is the order of sums."""
    assert run_both(tmp_path) == [0, 0]
    alone = trained(tmp_path / "alone", SHARED)
    for one, two in zip(rows(alone.parent), rows(tmp_path / "run"), strict=True):
        assert {k: v for k, v in two.items() if "uniformity" not in k} == pytest.approx(
            {k: v for k, v in one.items() if "uniformity" not in k}, rel=1e-5, abs=1e-5
        )
    together = weights(tmp_path / "run" / "encoder.safetensors")
    for name, value in weights(alone).items():
        torch.testing.assert_close(together[name], value, atol=1e-5, rtol=1e-3, msg=name)
    assert math.isfinite(sum(float(v.sum()) for v in together.values()))


def test_no_queue_is_longer_than_half_an_epoch() -> None:
    corpus = Corpus([held(wandering(200, 1, seed=seed)) for seed in range(4)], 20, 2, 4)
    config = replace(CONFIG, batch_size=2, queue=4096)
    assert _fitting(config, corpus).queue == corpus.n_clips // 2 == 20
    assert _fitting(replace(config, queue=8), corpus).queue == 8
    assert _fitting(replace(config, paper_code=True), corpus).queue == 4096
