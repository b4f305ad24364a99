"""Thousands of random edits, undos, redos and restarts agree with squared paper."""

import pytest

from core import spans
from tests.core.random_walk import EDITS, walk


def test_nothing_is_ever_out_of_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spans, "_CHUNK", 2)
    walked = walk(4000, seed=1, n_restarts=4)
    assert walked.happened == set(EDITS)
