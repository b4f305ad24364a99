"""Kills programs that edit, at random moments, and looks at what they leave."""

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from core.backups import backups
from core.journal import journal_files
from core.states import Found, Place, newest_state
from tests.core.numbers import NUMBERS, PLACE, Numbers

ROOT = Path(__file__).parents[2]


def kills(folder: Path, count: int, seed: int, longest: float) -> Iterator[set[str]]:
    """Kill a program that edits, again and again; yield what was being written each time.

    Raises
    ------
    AssertionError
        If a saved edit is lost, one is there that nobody made, or the project does not open.
    """
    moment = random.Random(seed)
    saved = 0
    for _ in range(count):
        edited, now_saved = _killed(folder, moment.uniform(0, longest))
        saved = max(saved, now_saved)
        found = newest_state(Place(folder, PLACE), NUMBERS)
        assert found.state == tuple(range(len(found.state)))
        assert saved <= len(found.state), f"{saved} edits were saved, {len(found.state)} are there"
        assert len(found.state) <= max(edited + 1, saved)
        assert all(damage.torn for damage in found.damages)
        _backups_are_whole(folder)
        yield _interrupted(folder, found)
        saved = len(found.state)


def _killed(folder: Path, seconds: float) -> tuple[int, int]:
    """Let a program edit for so long after its first edit, and kill it.

    Returns how many edits it said it had made and how many of them it said were saved.
    """
    command = [sys.executable, "-m", "tests.core.editing", folder]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        time.sleep(seconds)
        process.kill()
        told = [first, *process.stdout.read().splitlines(keepends=True)]
        assert first, process.stderr.read()
    whole = [line.split() for line in told if line.endswith("\n")]
    numbers = {word: [int(n) for n, said in whole if said == word] for word in ("edited", "saved")}
    saved = max(numbers["saved"], default=0)
    return max(saved, *numbers["edited"], 0), saved


def _backups_are_whole(folder: Path) -> None:
    for backup in backups(folder):
        assert (backup / "project.json").read_bytes() == (folder / "project.json").read_bytes()


def _interrupted(folder: Path, found: Found[Numbers]) -> set[str]:
    """What was just being written, by what it left."""
    left = Counter(path.parent.name for path in folder.rglob(".*.json*"))
    hit = {f"a file in {name}/" for name in left}
    if (folder / "backups" / ".unfinished").exists():
        hit.add("a backup")
    if any(damage.torn for damage in found.damages):
        hit.add("a step")
    if found.tail and len(found.tail.records) == 1:
        hit.add("just begun journal file")
    if found.since_snapshot >= 3:
        hit.add("a snapshot that was due")
    assert journal_files(Place(folder, PLACE).journal)
    return hit
