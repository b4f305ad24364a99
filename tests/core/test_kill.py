"""A program that is killed at any moment loses at most the edit in flight."""

import sys
from pathlib import Path

import pytest

from tests.core.killing import kills
from tests.core.numbers import project


@pytest.mark.skipif(sys.platform == "win32", reason="processes end otherwise there")
def test_a_dozen_kills(tmp_path: Path) -> None:
    assert len(list(kills(project(tmp_path / "project"), 12, seed=0, longest=0.1))) == 12
