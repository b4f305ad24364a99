"""Dated copies of a project's class list and labels, in ``backups/``. Never touches the originals.

A backup is a folder named by its time that holds ``project.json`` and ``labels/``. It is complete
or not there. The newest `KEPT` stay, and of every day the newest, for `DAYS` days. What has not
changed since the backup before it is the same file, where the drive can do that.
"""

import os
import re
import shutil
import time
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from core.atomic import flush_folder, make_folder
from core.journal import now
from core.progress import Progress, Steps
from core.project import FILE

FOLDER = "backups"
KEPT, DAYS = 10, 30

_UNFINISHED = ".unfinished"
_NAME = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z")


def backing_up(folder: Path) -> Steps[Path | None]:
    """Copy what there is, unless nothing has changed; return the new backup.

    Raises
    ------
    OSError
        If it cannot be written; then there is no new one, and the old ones are as they were.
    """
    before = max(backups(folder), default=None)
    sources = list(_sources(folder))
    if before and all(_same(folder / one, before / one) for one in sources):
        return None
    unfinished = folder / FOLDER / _UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)
    for number, source in enumerate(sources):
        yield Progress(number, len(sources), "Backing up")
        make_folder((unfinished / source).parent)
        _copy(folder / source, unfinished / source, before / source if before else None)
    flush_folder(unfinished)
    made = unfinished.rename(_free_name(folder / FOLDER))
    flush_folder(made.parent)
    for old in expired(backups(folder)):
        # Under another name first: one that is half removed must not pass for a backup.
        shutil.rmtree(old.rename(unfinished), ignore_errors=True)
    return made


def backups(folder: Path) -> list[Path]:
    """The backups of a project, newest first."""
    found = (folder / FOLDER).glob("*Z")
    return sorted((path for path in found if _NAME.fullmatch(path.name)), reverse=True)


def expired(found: Iterable[Path]) -> list[Path]:
    """Those of some backups that need not be kept any longer."""
    newest_first = sorted(found, reverse=True)
    if not newest_first:
        return []
    oldest = _time(newest_first[0]) - timedelta(days=DAYS)
    kept = set(newest_first[:KEPT])
    # Of each day the one that the dictionary meets last, which is the newest.
    kept |= set({_time(path).date(): path for path in reversed(newest_first)}.values())
    kept -= {path for path in newest_first[KEPT:] if _time(path) < oldest}
    return [path for path in newest_first if path not in kept]


def _free_name(folder: Path) -> Path:
    """Named by the time; two in the same millisecond are one too many."""
    while (path := folder / now().replace(":", "-")).exists():
        time.sleep(0.001)
    return path


def _time(path: Path) -> datetime:
    return datetime.strptime(path.name, "%Y-%m-%dT%H-%M-%S.%fZ")


def _sources(folder: Path) -> Iterator[Path]:
    yield Path(FILE)
    yield from sorted(path.relative_to(folder) for path in (folder / "labels").glob("*.json"))


def _copy(source: Path, target: Path, before: Path | None) -> None:
    if before and _same(source, before):
        try:
            os.link(before, target)
            return
        except OSError:
            # Not every drive can give a file two names.
            pass
    shutil.copy2(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _same(source: Path, copy: Path) -> bool:
    try:
        ours, theirs = source.stat(), copy.stat()
    except FileNotFoundError:
        return False
    return (ours.st_size, ours.st_mtime_ns) == (theirs.st_size, theirs.st_mtime_ns)
