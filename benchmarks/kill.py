"""How often a program that edits can be killed before something is lost: never.

    python benchmarks/kill.py [--kills N] [--seed S] [--longest SECONDS] [--folder DIR]

Each time, a process edits a project as fast as the disk takes it, with a snapshot every three
steps, a new journal file every five and a backup every seven, and is killed (SIGKILL) at a random
moment within the given time. Ends with an error at the first saved edit that is not there. Beside
it: how long after an edit the disk has it.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parents[1]))

from core.states import Place, newest_state
from core.store import Store
from tests.core.killing import kills
from tests.core.numbers import NUMBERS, PLACE, Numbers, add, project


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--longest", type=float, default=0.3)
    parser.add_argument("--folder", type=Path, help="of the disk to write to")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = project(Path(name) / "project")
        hits: Counter[str] = Counter()
        for hit in kills(folder, options.kills, options.seed, options.longest):
            hits.update(hit or {"between two writes"})
        edits = len(newest_state(Place(folder, PLACE), NUMBERS).state)
        print(f"{options.kills} kills, {edits} edits, none lost that was saved")
        for what, count in hits.most_common():
            print(f"{count:6}  hit {what}")
        latency(project(Path(name) / "latency"))


def latency(folder: Path, count: int = 300) -> None:
    """Print how long it takes until the disk has an edit, and how long the caller waits."""
    store = Store(folder, NUMBERS)
    store.open(PLACE)
    called, saved = [], []
    numbers: Numbers = ()
    for number in range(count):
        started = time.perf_counter()
        numbers = add(store, numbers, number)
        called.append((time.perf_counter() - started) * 1e3)
        store.flush()
        saved.append((time.perf_counter() - started) * 1e3)
        time.sleep(0.005)
    store.close()
    for what, times in (("the caller waits", called), ("the disk has it", saved)):
        p95 = quantiles(times, n=20)[-1]
        print(f"{what:18}{median(times):8.2f} ms median{p95:8.2f} ms p95{max(times):8.1f} ms most")


if __name__ == "__main__":
    main()
