"""Dated copies: whole or not there, as many as are worth keeping."""

import errno
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.backups import backing_up, backups, expired
from core.progress import finish
from tests.core.numbers import project


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = project(tmp_path / "project")
    (folder / "labels").mkdir()
    for name in "ab":
        (folder / "labels" / f"{name}.json").write_text(f'{{"name": "{name}"}}')
    return folder


def contents(backup: Path) -> dict[str, str]:
    files = (path for path in backup.rglob("*") if path.is_file())
    return {path.relative_to(backup).as_posix(): path.read_text() for path in files}


def test_a_backup_has_the_labels_and_the_classes(folder: Path) -> None:
    made = finish(backing_up(folder))
    assert made is not None
    assert backups(folder) == [made]
    assert contents(made) == {
        "project.json": (folder / "project.json").read_text(),
        "labels/a.json": '{"name": "a"}',
        "labels/b.json": '{"name": "b"}',
    }


def test_there_is_a_new_one_only_if_something_changed(folder: Path) -> None:
    first = finish(backing_up(folder))
    assert finish(backing_up(folder)) is None
    (folder / "labels" / "a.json").write_text('{"name": "new"}')
    second = finish(backing_up(folder))
    assert first is not None
    assert second is not None
    assert backups(folder) == [second, first]
    assert contents(first)["labels/a.json"] == '{"name": "a"}'
    assert contents(second)["labels/a.json"] == '{"name": "new"}'
    assert (first / "labels" / "b.json").samefile(second / "labels" / "b.json")


def test_drives_that_know_no_links_get_copies(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = finish(backing_up(folder))
    monkeypatch.setattr(os, "link", _refuse)
    (folder / "labels" / "a.json").write_text('{"name": "new"}')
    second = finish(backing_up(folder))
    assert first is not None
    assert second is not None
    assert contents(second)["labels/b.json"] == '{"name": "b"}'


def test_one_that_cannot_be_finished_is_not_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = finish(backing_up(folder))
    (folder / "labels" / "a.json").write_text('{"name": "new"}')
    with monkeypatch.context() as full:
        full.setattr(shutil, "copy2", _refuse)
        with pytest.raises(OSError, match="No space left"):
            finish(backing_up(folder))
    assert backups(folder) == [first]
    assert finish(backing_up(folder)) is not None
    assert len(list((folder / "backups").iterdir())) == 2


def _refuse(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_ten_stay_and_of_each_day_the_newest_for_a_month() -> None:
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    hours = [now - timedelta(hours=4 * number) for number in range(6 * 40)]
    found = [Path(at.strftime("%Y-%m-%dT%H-%M-%S.000Z")) for at in hours]
    gone = expired(found)
    kept = [path for path in found if path not in gone]
    assert kept[:10] == found[:10]
    days = sorted({path.name[:10] for path in found}, reverse=True)
    newest = [max(path for path in found if path.name.startswith(day)) for day in days]
    assert kept[10:] == [path for path in newest if path not in found[:10]][: len(kept) - 10]
    assert len({path.name[:10] for path in kept}) == 31
    assert expired([]) == []
    assert expired(found[:3]) == []


def _noting(remove: Callable[..., None], names: list[str]) -> Callable[..., None]:
    def removing(path: Path, **how: bool) -> None:
        names.append(path.name)
        remove(path, **how)

    return removing


def test_old_ones_go_when_a_new_one_is_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And under another name, so that one that is half removed does not pass for a backup."""
    for number in range(14):
        old = folder / "backups" / f"2026-01-01T00-00-{number:02d}.000Z"
        old.mkdir(parents=True)
    (folder / "backups" / "mine, not a backup Z").mkdir()
    removed: list[str] = []
    monkeypatch.setattr(shutil, "rmtree", _noting(shutil.rmtree, removed))
    made = finish(backing_up(folder))
    assert backups(folder)[0] == made
    assert len(backups(folder)) == 10
    assert set(removed) == {".unfinished"}
    assert (folder / "backups" / "mine, not a backup Z").is_dir()
