"""How often a job can be killed before a label, a model or the job itself is lost: never.

    python benchmarks/kill_jobs.py [--kills N] [--seed S] [--every S] [--cold | --amid] [--folder D]

A finetuning job of a small project is started, killed (SIGKILL) at a random moment, goes on, is
killed again, about four times in its life or as often as is given; then the next one. Ends with an
error if after a kill a label has changed, the current model is another one, a model cannot be
loaded, or the job cannot go on. Beside it: what the job was doing when it was hit.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from core.jobs.queue import Jobs
from core.jobs.state import DONE
from core.models import Models
from tests.training.jobs.killing import kills, life, project


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--every", type=float, help="seconds from kill to kill, on average")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--cold", action="store_true", help="each process imports everything anew")
    how.add_argument("--amid", action="store_true", help="only while a checkpoint is written")
    parser.add_argument("--folder", type=Path, help="of the disk to write to")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = project(Path(name) / "project")
        for module in ("training.jobs.work", "torch._dynamo"):
            import_module(module)  # so that copies of this process have what a job imports
        every = options.every or life(folder) / 4
        began = time.monotonic()
        warm, amid = not options.cold, options.amid
        hits = Counter(kills(folder, options.kills, options.seed, every, warm=warm, amid=amid))
        seconds = time.monotonic() - began
        done = sum(one.state.name == DONE for one in Jobs(folder).all())
        models = len(Models(folder).kept()) - 1
        print(f"{options.kills} kills, one in {every:.1f} s, nothing lost; {seconds:.0f} s in all")
        print(f"{done} jobs done, {models} models")
        for what, count in hits.most_common():
            print(f"{count:6}  while {what}")


if __name__ == "__main__":
    main()
