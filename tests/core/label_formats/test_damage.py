"""Damaged files of every format are read, or refused with a reason, but nothing breaks."""

from pathlib import Path

import pytest

from core.label_formats import LABEL_FORMATS, module_name
from tests.core.label_formats.examples import WHOLE
from tests.fuzz.subjects import read_after

DAMAGED = 60
"""Of each format; `tests.fuzz` reads as many as one likes."""


def test_every_format_is_made_here() -> None:
    assert set(WHOLE) == {module_name(one) for one in LABEL_FORMATS}


@pytest.mark.parametrize("name", WHOLE)
def test_damage_is_refused_or_harmless(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    WHOLE[name](path)
    whole = path.read_bytes()
    came = [read_after(path, whole, name, 0, number) for number in range(DAMAGED)]
    assert 0 < came.count("refused") < DAMAGED
