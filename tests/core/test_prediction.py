"""Predictions check themselves and survive a file."""

from pathlib import Path

import numpy as np
import pytest

from core.errors import FormatError
from core.prediction import Prediction

PREDICTION = Prediction(np.array([[0.25, 0.75], [1, 0]], np.float32), ("walk",), "m")


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "p.npz"
    PREDICTION.save(path)
    loaded = Prediction.load(path)
    assert (loaded.probabilities == PREDICTION.probabilities).all()
    assert (loaded.classes, loaded.model, loaded.n_frames) == (("walk",), "m", 2)


@pytest.mark.parametrize("content", [b"", b"garbage", b"PK\x03\x04 cut off"])
def test_damaged_files_are_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "p.npz"
    path.write_bytes(content)
    with pytest.raises(FormatError, match="is not a prediction"):
        Prediction.load(path)


def test_a_file_never_brings_objects_to_life(tmp_path: Path) -> None:
    path = tmp_path / "p.npz"
    with path.open("wb") as file:
        np.savez(file, probabilities=np.array([print], dtype=object), about=np.array("{}"))
    with pytest.raises(FormatError):
        Prediction.load(path)


def test_impossible_predictions_are_refused() -> None:
    with pytest.raises(ValueError, match="1 classes need"):
        Prediction(np.zeros((4, 3), np.float32), ("walk",), "m")
    with pytest.raises(ValueError, match="not a number"):
        Prediction(np.full((4, 2), np.nan, np.float32), ("walk",), "m")
