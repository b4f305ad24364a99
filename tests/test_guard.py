"""Nothing that a test writes is left anywhere but in its own folders."""

import shutil
from pathlib import Path

import pytest

from tests.guard import ROOT, WroteOutsideError


def test_writing_elsewhere_is_refused(tmp_path: Path) -> None:
    inside, outside = tmp_path / "a", Path(ROOT) / "written-by-a-test"
    inside.write_text("fine")
    for write in (outside.touch, outside.mkdir, lambda: inside.rename(outside)):
        with pytest.raises(WroteOutsideError, match="written-by-a-test"):
            write()
    (tmp_path / "folder").mkdir()
    inside.rename(tmp_path / "folder" / "a")
    shutil.rmtree(tmp_path / "folder")
    assert not (outside.exists() or (tmp_path / "folder").exists())
    assert Path(__file__).read_bytes()


def test_home_is_temporary(tmp_path: Path) -> None:
    assert Path.home().is_relative_to(tmp_path.parent)
