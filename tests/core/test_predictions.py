"""Predictions are found by the content of model and recording, and by nothing else."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.entries import Entry
from core.labels import Segment
from core.prediction import Prediction
from core.predictions import Predictions

OLD, NEW = "a" * 64, "b" * 64
ENTRY = Entry("x", "x", Path("x.h5"), "c" * 64, 1, 1, 4, 30.0)


@pytest.fixture
def predictions(tmp_path: Path) -> Predictions:
    return Predictions(tmp_path)


def said(model: str, n_frames: int = 4) -> Prediction:
    probabilities = np.full((n_frames, 2), 0.5, dtype=np.float32)
    return Prediction(probabilities, ("walk",), model, (Segment(0, 2, "walk", 0.5),))


def test_what_was_saved_is_loaded(predictions: Predictions) -> None:
    assert predictions.load(OLD, ENTRY) is None
    predictions.save(OLD, ENTRY, said("old"))
    loaded = predictions.load(OLD, ENTRY)
    assert loaded
    assert loaded.segments == said("old").segments
    assert predictions.has(OLD, ENTRY)
    assert not predictions.has(NEW, ENTRY)


def test_another_content_has_no_prediction(predictions: Predictions) -> None:
    predictions.save(OLD, ENTRY, said("old"))
    assert predictions.load(OLD, replace(ENTRY, sha256="d" * 64)) is None
    assert predictions.load(OLD, replace(ENTRY, n_frames=5)) is None


def test_what_is_damaged_is_not_there(predictions: Predictions) -> None:
    predictions.save(OLD, ENTRY, said("old"))
    predictions.path(OLD, ENTRY).write_bytes(b"PK")
    assert predictions.load(OLD, ENTRY) is None


def test_an_older_model_speaks_until_the_current_one_has(predictions: Predictions) -> None:
    assert predictions.newest((NEW, OLD), ENTRY) is None
    predictions.save(OLD, ENTRY, said("old"))
    found = predictions.newest((NEW, OLD), ENTRY)
    assert found
    assert found[0] == OLD
    predictions.save(NEW, ENTRY, said("new"))
    predictions.forget(OLD)
    found = predictions.newest((NEW, OLD), ENTRY)
    assert found
    assert found[1].model == "new"
