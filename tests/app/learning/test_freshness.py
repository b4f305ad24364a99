"""How fresh a prediction is follows from which models have spoken, and from the file."""

import shutil
from pathlib import Path

import numpy as np

from app.demo import DEMO
from app.learning.freshness import Freshness, freshness_in
from core.prediction import Prediction
from core.predictions import Predictions
from core.project import Project

OLD, NEW = "a" * 64, "b" * 64


def test_the_current_model_an_older_one_or_none(tmp_path: Path) -> None:
    shutil.copytree(DEMO, tmp_path / "demo")
    project = Project.open(tmp_path / "demo")
    kept, (first, second, third, *_) = Predictions(project.folder), project.recordings
    for model, entry in ((NEW, first), (OLD, first), (OLD, second), (NEW, third)):
        said = np.full((entry.n_frames, 2), 0.5, dtype=np.float32)
        kept.save(model, entry, Prediction(said, ("jump",), model[:1]))
    third.path.write_bytes(third.path.read_bytes() + b"\n")
    found = freshness_in(project, (NEW, OLD))
    assert [found[entry.path] for entry in project.recordings[:4]] == [
        Freshness.FRESH,
        Freshness.STALE,
        Freshness.STALE,
        Freshness.NONE,
    ]
