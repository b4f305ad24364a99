"""The recipe on recordings that can be learnt by heart in seconds."""

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import torch

from core.errors import FormatError
from core.inference import predict
from core.labels import LabelTrack, Segment, Span
from core.model.checkpoint import load_model
from core.model.config import EncoderConfig, LocalizerConfig
from core.model.encoders import build_encoder
from core.model.pretrained import EncoderCard, PretrainedEncoder, load_encoder, save_encoder
from core.progress import Steps, finish
from core.recording import Recording
from core.skeleton import KINECT2
from core.spans import gaps, overlap
from training.augment import Augmentation
from training.datasets.labelled import LabelledRecording
from training.evaluate import evaluate
from training.finetune import FinetuneConfig, finetune
from training.run import Run

CLASSES = ("left up", "right up")
ARMS = {
    f"{side.lower()} up": [
        KINECT2.joint_names.index(joint + side)
        for joint in ("Elbow", "Wrist", "Hand", "HandTip", "Thumb")
    ]
    for side in ("Left", "Right")
}

CONFIG = FinetuneConfig(
    name="toy",
    network=LocalizerConfig(
        encoder=EncoderConfig(width=4, relation=False, dropout=0), context_layers=2, context_width=8
    ),
    augmentation=Augmentation(rotation=20, tempo=1.1),
    epochs=40,
    crop=96,
    batch_size=4,
    learning_rate=0.02,
    validate_every=10,
    device="cpu",
)


def labelled(seed: int, n_frames: int = 200, fps: float = 30) -> LabelledRecording:
    """A body that raises one arm, then the other, for 30 frames each."""
    rng = np.random.default_rng(seed)
    positions = _symmetric_body() + rng.normal(size=(n_frames, 1, 25, 3)) * 0.05
    starts = rng.integers([10, 100], [50, 140]).tolist()
    segments = tuple(
        Segment(start, start + 30, name)
        for start, name in zip(starts, rng.permutation(CLASSES).tolist(), strict=True)
    )
    for one in segments:
        positions[one.start : one.stop, :, ARMS[one.class_name], 2] += 0.7
    recording = Recording.measured(positions, KINECT2, fps, name=f"toy {seed}")
    track = LabelTrack("person", n_frames, segments, (Span(0, n_frames),))
    return LabelledRecording(recording, track, str(seed))


def _symmetric_body() -> npt.NDArray[np.floating]:
    """``(25, 3)``: left joints at negative x, as in the common axes."""
    body = np.random.default_rng(0).normal(size=(25, 3)) * 0.3
    for joint, (other, side) in enumerate(zip(KINECT2.mirror, KINECT2.sides, strict=True)):
        if side == "left":
            body[joint, 0] = -0.2 - abs(body[joint, 0])
            body[other] = body[joint] * (-1, 1, 1)
        elif not side:
            body[joint, 0] = 0
    return body


def trained(folder: Path, **changes: object) -> Path:
    data = [labelled(seed) for seed in range(4)]
    config = replace(CONFIG, **changes)  # type: ignore[arg-type]
    return finish(finetune(data[:3], data[3:], CLASSES, config, Run(folder)))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished run."""
    return trained(tmp_path_factory.mktemp("runs") / "one").parent


def test_a_few_recordings_are_learnt_by_heart(run: Path) -> None:
    model = load_model(run / "model.safetensors")
    figures = finish(evaluate(model, [labelled(seed) for seed in range(3)], device="cpu"))
    assert figures["frame_accuracy"] > 0.95
    assert figures["f1@50"] == figures["edit"] == 1


def test_the_folder_tells_what_happened(run: Path) -> None:
    names = {file.name for file in run.iterdir()}
    assert names == {
        *("config.json", "labels.json", "metrics.jsonl", "state.pt"),
        *("last.safetensors", "best.safetensors", "model.safetensors"),
    }
    assert json.loads((run / "config.json").read_text())["network"]["encoder"]["width"] == 4
    assert [one["recording"] for one in json.loads((run / "labels.json").read_text())] == [
        *("toy 0", "toy 1", "toy 2"),
    ]
    rows = [json.loads(line) for line in (run / "metrics.jsonl").read_text().splitlines()]
    assert [row["epoch"] for row in rows] == list(range(1, 41))
    assert [row["epoch"] for row in rows if "f1@50" in row] == [10, 20, 30, 40]
    assert rows[-1]["loss"] < rows[0]["loss"]


def test_the_result_is_the_epoch_best_on_validation(run: Path) -> None:
    rows = [json.loads(line) for line in (run / "metrics.jsonl").read_text().splitlines()]
    best = max(row["frame_accuracy"] + row["f1@50"] for row in rows if "f1@50" in row)
    figures = load_model(run / "model.safetensors").card.figures
    assert figures["validation frame_accuracy"] + figures["validation f1@50"] == (
        pytest.approx(best, abs=1e-3)
    )


def test_the_card_says_what_it_learnt_from(run: Path) -> None:
    card = load_model(run / "model.safetensors").card
    assert (card.name, card.classes) == ("toy", CLASSES)
    assert len(card.data_hash) == len(card.label_hash) == 64


def test_a_teacher_passes_on_a_class_of_which_nobody_labelled_an_example(
    run: Path, tmp_path: Path
) -> None:
    one = labelled(0)
    left, right = sorted(one.track.segments, key=lambda segment: segment.class_name)
    looked = gaps([right], 0, one.recording.n_frames)
    known = replace(one, track=LabelTrack("person", one.recording.n_frames, (left,), tuple(looked)))
    hidden = [replace(x, track=LabelTrack("nobody", 200)) for x in map(labelled, (1, 2))]
    config = replace(CONFIG, teachers=(str(run),))
    student = finish(
        finetune([known], (), CLASSES, config, Run(tmp_path / "student"), unlabelled=hidden)
    )
    for one in (labelled(1), labelled(2)):
        [true] = [segment for segment in one.track.segments if segment.class_name == "right up"]
        said = finish(predict(load_model(student), one.recording, device="cpu"))
        assert any(overlap(true, x) > 0.8 for x in said.segments if x.class_name == "right up")


def test_a_seed_gives_the_same_model(tmp_path: Path) -> None:
    weights = [
        load_model(trained(tmp_path / name, epochs=2, seed=seed)).network.state_dict()
        for name, seed in (("a", 1), ("b", 1), ("c", 2))
    ]
    assert all(torch.equal(weights[0][name], weights[1][name]) for name in weights[0])
    assert not all(torch.equal(weights[0][name], weights[2][name]) for name in weights[0])


def test_a_time_limit_ends_a_run_properly(tmp_path: Path) -> None:
    path = trained(tmp_path / "run", epochs=10_000, time_limit=0.5)
    assert load_model(path).card.figures


def test_bfloat16_trains_too(tmp_path: Path) -> None:
    assert load_model(trained(tmp_path / "run", epochs=1, bfloat16=True))


def test_without_validation_the_last_epoch_is_the_result(tmp_path: Path) -> None:
    config = replace(CONFIG, epochs=1)
    path = finish(finetune([labelled(0)], [], CLASSES, config, Run(tmp_path / "run")))
    assert load_model(path).card.figures == {}


def test_a_run_that_was_killed_is_not_finished_and_can_be_started_anew(tmp_path: Path) -> None:
    data = [labelled(0)]
    steps = finetune(data, data, CLASSES, CONFIG, Run(tmp_path / "run"))
    next(steps)
    steps.close()
    assert not (tmp_path / "run" / "model.safetensors").exists()
    Run(tmp_path / "run")


def test_a_finished_run_is_not_overwritten(run: Path) -> None:
    with pytest.raises(FileExistsError, match="choose another folder"):
        Run(run)


def test_another_rate_is_learnt_at_the_models_rate(tmp_path: Path) -> None:
    config = replace(CONFIG, epochs=1)
    path = finish(finetune([labelled(0, fps=60)], [], CLASSES, config, Run(tmp_path / "run")))
    assert path.exists()


def test_labels_of_another_recording_are_refused() -> None:
    one = labelled(0)
    with pytest.raises(ValueError, match="200 frames, its labels 100"):
        LabelledRecording(one.recording, LabelTrack("person", 100))


@pytest.fixture
def encoder(tmp_path: Path) -> Path:
    torch.manual_seed(5)
    config = EncoderConfig(width=8, relation=False)
    path = tmp_path / "encoder.safetensors"
    save_encoder(PretrainedEncoder(EncoderCard(config), build_encoder(config)), path)
    return path


def test_a_frozen_encoder_keeps_its_pretrained_weights(tmp_path: Path, encoder: Path) -> None:
    """And its running statistics."""
    path = trained(tmp_path / "run", encoder=str(encoder), encoder_rate=0.0, epochs=4)
    before = load_encoder(encoder).network.state_dict()
    model = load_model(path)
    assert model.network.config.encoder.width == 8
    for name, value in model.network.encoder.state_dict().items():
        assert torch.equal(value, before[name]), name


def test_a_pretrained_encoder_goes_on_learning(tmp_path: Path, encoder: Path) -> None:
    path = trained(tmp_path / "run", encoder=str(encoder), epochs=4)
    before = dict(load_encoder(encoder).network.named_parameters())
    after = dict(load_model(path).network.encoder.named_parameters())
    assert any(not torch.equal(before[name], after[name]) for name in before)


# Two batches make an epoch, and something is dropped out in each.
SHORT = replace(
    CONFIG,
    network=LocalizerConfig(
        encoder=EncoderConfig(width=4, relation=False), context_layers=2, context_width=8
    ),
    augmentation=Augmentation(tempo=1.0),
    epochs=4,
    crop=75,
    validate_every=2,
)


def short(folder: Path, config: FinetuneConfig = SHORT, *, resume: bool = False) -> Steps[Path]:
    data = [labelled(seed) for seed in range(4)]
    return finetune(data[:3], data[3:], CLASSES, config, Run(folder), resume=resume)


def rows(folder: Path) -> list[dict[str, float]]:
    found = [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]
    for row in found:
        del row["seconds"]
    return found


def assert_same_run(one: Path, other: Path) -> None:
    """Equal weights and cards to the last byte, and equal metrics but for the time they took."""
    for name in ("last", "best", "model"):
        file = f"{name}.safetensors"
        assert (one / file).read_bytes() == (other / file).read_bytes(), file
    assert rows(one) == rows(other)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an uninterrupted run of `SHORT`."""
    return finish(short(tmp_path_factory.mktemp("runs") / "whole")).parent


@pytest.mark.parametrize("epochs", [0.5, 1.5, 2.5])
def test_resumed_it_ends_as_if_never_stopped(whole: Path, tmp_path: Path, epochs: float) -> None:
    steps = short(tmp_path)
    while not next(steps).doing.startswith(f"epoch {int(epochs + 1)}"):
        pass
    steps.close()
    assert not (tmp_path / "model.safetensors").exists()
    torch.rand(7)  # whatever else the interpreter has drawn must not matter
    finish(short(tmp_path, resume=True))
    assert_same_run(whole, tmp_path)


KILLED = """
import time
from pathlib import Path
import torch
from tests.training.test_finetune import short
torch.set_num_threads(1)
for progress in short(Path({folder!r})):
    print(progress.doing, flush=True)
    time.sleep(0.05)
"""


def test_resumed_after_a_kill_it_ends_as_if_never_stopped(whole: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED.format(folder=str(tmp_path))], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(b"epoch 3"):
                break
        os.kill(process.pid, signal.SIGKILL)
    assert (tmp_path / "state.pt").exists()
    finish(short(tmp_path, resume=True))
    assert_same_run(whole, tmp_path)


def test_killed_before_the_result_it_needs_no_other_epoch(whole: Path, tmp_path: Path) -> None:
    for path in whole.iterdir():
        if path.stem != "model":
            shutil.copy(path, tmp_path)
    assert list(short(tmp_path, resume=True)) == []
    assert_same_run(whole, tmp_path)


def test_a_time_limit_ends_a_run_within_an_epoch(tmp_path: Path) -> None:
    """An epoch of very many batches."""
    config = replace(SHORT, epochs=1, crop=1, batch_size=1, time_limit=0.3)
    steps = list(short(tmp_path, config))
    assert steps[0].done < 0.1
    assert max(one.done for one in steps if one.doing == "epoch 1") < 0.9
    assert [row["epoch"] for row in rows(tmp_path)] == [1]
    assert load_model(tmp_path / "model.safetensors").card.figures


def test_what_is_not_a_number_stops_it_with_the_last_good_state_kept(tmp_path: Path) -> None:
    """The first step, which is the first epoch, is too large for the second."""
    data = [labelled(seed) for seed in range(3)]
    config = replace(SHORT, learning_rate=1e30, crop=200)
    steps = finetune(data, [], CLASSES, config, Run(tmp_path))
    said = r"in epoch 2; the state after epoch 1 is kept.*rate: toy \d(, toy \d)*$"
    with pytest.raises(FloatingPointError, match=said):
        finish(steps)
    assert not (tmp_path / "model.safetensors").exists()
    state = torch.load(tmp_path / "state.pt", weights_only=True)
    assert state["epoch"] == 1
    assert all(value.isfinite().all() for value in state["trainer"]["network"].values())
    assert load_model(tmp_path / "last.safetensors")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_a_disk_that_fills_up_keeps_the_last_good_state(whole: Path, tmp_path: Path) -> None:
    import resource

    steps = short(tmp_path)
    while not (tmp_path / "state.pt").exists():
        next(steps)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, before[1]))
    try:
        with pytest.raises(FormatError, match=r"safetensors: cannot be written: File too large"):
            finish(steps)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert torch.load(tmp_path / "state.pt", weights_only=True)["epoch"] == 1
    finish(short(tmp_path, resume=True))
    assert_same_run(whole, tmp_path)


def test_a_fraction_of_the_performers_trains(tmp_path: Path) -> None:
    data = [labelled(seed) for seed in range(4)]
    chosen = []
    for seed in range(3):
        config = replace(SHORT, fraction=0.5, epochs=1, seed=seed)
        folder = tmp_path / str(seed)
        finish(finetune(data, [], CLASSES, config, Run(folder)))
        labels = json.loads((folder / "labels.json").read_text())
        chosen.append(tuple(one["performer"] for one in labels))
    assert all(len(some) == 2 for some in chosen)
    assert len(set(chosen)) > 1
