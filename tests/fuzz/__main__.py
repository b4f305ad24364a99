"""Reads many damaged files with every reader, and says of how many it came to no good."""

import argparse
import os
import selectors
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.fuzz.subjects import SUBJECTS

SECONDS = 5.0
"""A file that takes longer than this hangs."""

Faults = list[tuple[int, str]]
"""Numbers of files, and what happened to the process that read each."""

_START = 60.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=20_000, help="for each reader")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--only", nargs="+", choices=SUBJECTS, default=list(SUBJECTS), metavar="NAME"
    )
    options = parser.parse_args()
    faults = 0
    for name in options.only:
        started = time.monotonic()
        with tempfile.TemporaryDirectory(
            dir="/dev/shm" if Path("/dev/shm").is_dir() else None
        ) as f:
            came, wrong = fuzz(name, options.seed, options.files, Path(f))
        print(
            f"{name:16}{options.files:8} files{came['read']:8} read{came['refused']:8} refused"
            f"{len(wrong):6} faults{time.monotonic() - started:8.0f} s",
            flush=True,
        )
        for number, what in wrong:
            print(f"    {number}: {what}")
        faults += len(wrong)
    return int(faults > 0)


def fuzz(
    name: str, seed: int, n_files: int, folder: Path
) -> tuple[Counter[str], list[tuple[int, str]]]:
    """What came of the files, and those of which nothing good came."""
    came: Counter[str] = Counter()
    wrong: Faults = []
    start = 0
    while start < n_files:
        number, fault = _until_fault(name, seed, start, n_files, folder, came)
        if fault:
            wrong.append((number, fault))
        start = number + 1
    return came, wrong


def _until_fault(
    name: str, seed: int, start: int, stop: int, folder: Path, came: Counter[str]
) -> tuple[int, str]:
    """The file at which a process stopped, and why; the last one and nothing if all was well."""
    words = [
        sys.executable,
        "-W",
        "error",
        "-m",
        "tests.fuzz.child",
        folder,
        name,
        seed,
        start,
        stop,
    ]
    errors = folder / "errors"
    with (
        errors.open("wb") as said,
        subprocess.Popen([*map(str, words)], stdout=subprocess.PIPE, stderr=said) as child,
        selectors.DefaultSelector() as selector,
    ):
        assert child.stdout is not None
        selector.register(child.stdout, selectors.EVENT_READ)
        number, rest, patience = start, b"", _START
        while True:
            if not selector.select(patience):
                child.kill()
                return number, f"hangs for more than {SECONDS:g} s"
            text = os.read(child.stdout.fileno(), 1 << 16)
            if not text:
                break
            *lines, rest = (rest + text).split(b"\n")
            for line in lines:
                words = line.decode().split()
                number, patience = int(words[0]), SECONDS
                came.update(words[1:])
    if child.returncode == 0:
        return stop, ""
    last = errors.read_text(errors="replace").strip().splitlines()[-1:]
    return number, f"ends with {child.returncode}: {' '.join(last)[:200]}"


if __name__ == "__main__":
    sys.exit(main())
