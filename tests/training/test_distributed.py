"""Two processes finetune as one, however unevenly what they are to learn is spread."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from core.inference import predict
from core.labels import LabelTrack, Span
from core.model.checkpoint import load_model
from core.progress import finish
from core.recording import Recording
from core.skeleton import KINECT2
from tests.training.test_finetune import CLASSES, CONFIG, labelled
from training.datasets.labelled import LabelledRecording
from training.distributed import Place
from training.finetune import finetune
from training.run import Run

# One crop for each process. Dropout is drawn by each for itself.
TOGETHER = replace(
    CONFIG,
    network=replace(CONFIG.network, dropout=0),
    epochs=1,
    batch_size=2,
    learning_rate=0.002,
)

ONE_OF_TWO = """
import sys, torch, torch.distributed as dist
from pathlib import Path
from core.progress import finish
from tests.training.test_distributed import CLASSES, TOGETHER, recordings
from training.finetune import finetune
from training.run import Run
torch.set_num_threads(1)
rank, folder = int(sys.argv[1]), Path(sys.argv[2])
dist.init_process_group("gloo", f"file://{folder}/meeting", rank=rank, world_size=2)
finish(finetune(recordings(), recordings()[:1], CLASSES, TOGETHER, Run(folder / "run")))
dist.destroy_process_group()
"""


def recordings() -> list[LabelledRecording]:
    """Some are known everywhere, of some a little is known, in one there is nobody."""
    whole, *others = [labelled(seed) for seed in range(3)]
    little = [
        replace(one, track=LabelTrack("person", 200, one.track.segments[:1])) for one in others
    ]
    nowhere = np.full((200, 1, KINECT2.n_joints, 3), np.nan)
    empty = Recording.measured(nowhere, KINECT2, 30, name="empty")
    nothing = LabelledRecording(empty, LabelTrack("person", 200, (), (Span(0, 200),)), "nobody")
    return [whole, *little, nothing]


def losses(folder: Path) -> list[float]:
    rows = (folder / "metrics.jsonl").read_text("utf-8").splitlines()
    return [json.loads(row)["loss"] for row in rows]


def test_two_processes_are_one(tmp_path: Path) -> None:
    words = [sys.executable, "-W", "error", "-c", ONE_OF_TWO]
    both = [subprocess.Popen([*words, str(rank), str(tmp_path)]) for rank in range(2)]
    assert [one.wait(timeout=120) for one in both] == [0, 0]
    alone = Run(tmp_path / "alone")
    weights = finish(finetune(recordings(), recordings()[:1], CLASSES, TOGETHER, alone))
    together = load_model(tmp_path / "run" / weights.name)
    assert losses(tmp_path / "run") == pytest.approx(losses(alone.folder), rel=1e-4)
    one, two = (
        finish(predict(model, labelled(9).recording, device="cpu")).probabilities
        for model in (load_model(weights), together)
    )
    # AdamW takes a full step even where a gradient is nothing but a rounding error.
    np.testing.assert_allclose(one, two, atol=5e-3)


def test_a_batch_that_cannot_be_shared_evenly() -> None:
    with pytest.raises(ValueError, match="3 processes cannot share batches of 8"):
        Place(0, 3).rows(torch.zeros(8))
