"""Files that appear whole or not at all."""

from pathlib import Path

import pytest

from core.atomic import make_folder, remove_unfinished, replacing
from core.errors import FormatError


def test_the_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with replacing(path) as temporary:
        temporary.write_text("new")
        assert temporary.suffix == ".txt"
        assert not path.exists()
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_whatever_stops_it_leaves_the_old_file(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(error), replacing(path) as temporary:
        temporary.write_text("half")
        raise error
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("where", ["nowhere/a.txt", "file/a.txt", "x" * 300, "folder"])
def test_places_that_cannot_be_written_to_are_named(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(FormatError, match="cannot be written"), replacing(tmp_path / where):
        pass
    assert sorted(tmp_path.iterdir()) == before


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 251 + ".txt")
    with replacing(path) as temporary:
        temporary.touch()
    assert path.exists()


def test_what_a_kill_has_left_can_be_removed(tmp_path: Path) -> None:
    path, others = tmp_path / "a.json", [tmp_path / ".gitignore", tmp_path / ".0123.json"]
    for other in others:
        other.touch()
    block = replacing(path)
    left = block.__enter__()
    assert left.exists()
    remove_unfinished(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted(others)
    remove_unfinished(tmp_path / "nowhere")


def test_a_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    for _ in range(2):
        make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
