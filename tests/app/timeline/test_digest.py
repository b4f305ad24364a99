"""Large predictions are digested beside the window, and late answers are dropped."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.timeline import digest
from app.timeline.digest import Digester
from core.prediction import Prediction


def prediction(n_frames: int) -> Prediction:
    probabilities = np.full((n_frames, 2), 0.5, dtype=np.float32)
    return Prediction(probabilities, ("walk",), "a model")


def test_a_small_one_is_there_at_once() -> None:
    digester = Digester()
    digester.set_prediction(prediction(100))
    assert digester.digest is not None
    digester.set_prediction(None)
    assert digester.digest is None


def test_the_last_of_two_large_ones_wins(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest, "_AT_ONCE", 0)
    digester = Digester()
    digester.set_prediction(prediction(50_000))
    digester.set_prediction(prediction(70))
    assert digester.digest is None
    with qtbot.waitSignal(digester.changed):
        pass
    assert digester.digest is not None
    assert digester.digest.heat._levels[0].shape == (1, 70)


def test_the_same_is_not_digested_again(qtbot: QtBot) -> None:
    digester, one = Digester(), prediction(100)
    digester.set_prediction(one)
    with qtbot.assertNotEmitted(digester.changed):
        digester.set_prediction(one)
