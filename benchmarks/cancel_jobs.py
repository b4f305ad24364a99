"""How long a job of each kind takes to be gone when a person discards or stops it.

    python -m benchmarks.cancel_jobs [--rounds N] [--seconds S] [--frames N] [--folder DIR]

A project with the demo's recordings and a long one of two people. A job of each kind is begun and,
at a random moment within the given seconds after its first progress, discarded as the window does
it, or stopped, which keeps what is best so far: the slowest of all rounds, from the wish until the
process is gone. Beside it the most memory that it had, and how much less is free afterwards than
before, which other programs change, too.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.demo_and_long import demo_and_long
from core.jobs.folder import JobFolder
from core.jobs.job import EVALUATE, FINETUNE, PREDICT, PRETRAIN, REFIT, Job
from core.jobs.needs import free_memory
from core.jobs.queue import Jobs

SETTINGS: Mapping[str, dict[str, Any]] = {
    PREDICT: {},
    REFIT: {"steps": 100_000},
    FINETUNE: {"epochs": 100_000},
    PRETRAIN: {"epochs": 100_000},
    EVALUATE: {},
}
Wish = Callable[[Jobs, JobFolder], None]
WISHES: Mapping[str, Wish] = {"discard": Jobs.discard, "stop": Jobs.stop}
_MB = 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--frames", type=int, default=108_000, help="of the long recording")
    parser.add_argument("--folder", type=Path, help="of the disk to write to")
    options = parser.parse_args()
    moment = random.Random(0)
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        print(f"{'':20}{'gone after':>12}{'had':>10}{'not back':>12}")
        for kind, settings in SETTINGS.items():
            for wish, act in WISHES.items():
                rounds = []
                for number in range(options.rounds):
                    folder = Path(name) / f"{kind}-{wish}-{number}"
                    jobs = Jobs(demo_and_long(folder, options.frames))
                    seconds = moment.uniform(0, options.seconds)
                    rounds.append(_cancelled(jobs, Job(kind, settings=settings), act, seconds))
                gone, had, missing = (max(column) for column in zip(*rounds, strict=True))
                print(
                    f"{wish + ' ' + kind:20}{gone:10.2f} s{had:7.0f} MB{missing:9.0f} MB",
                    flush=True,
                )


def _cancelled(jobs: Jobs, job: Job, act: Wish, seconds: float) -> tuple[float, float, float]:
    """Seconds until it is gone, and megabytes: the most it had, and what is missing afterwards."""
    before = free_memory() or 0
    one = jobs.add(job)
    jobs.advance()
    while not one.standing and not one.state.over:
        time.sleep(0.01)
    time.sleep(seconds)
    if (process := one.state.process) is None:
        sys.exit(f"{one.path.name} is {one.state.name} already: {one.state.message}")
    had, wished = _most(process.pid), time.perf_counter()
    act(jobs, one)
    while process.lives:
        time.sleep(0.005)
    gone = time.perf_counter() - wished
    return gone, had, (before - (free_memory() or 0)) / _MB


def _most(pid: int) -> float:
    """Megabytes that a process has had resident at once."""
    said = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(said["VmHWM"].split()[0]) / 1024


if __name__ == "__main__":
    main()
