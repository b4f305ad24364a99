"""How often a job can be killed before a label, a model or the job itself is lost: never.

    python benchmarks/kill_jobs.py [--kills N] [--seed S] [--longest S] [--cold] [--folder DIR]

Each time, a finetuning job of a small project is started, or goes on, and is killed (SIGKILL) at a
random moment within the given time. Ends with an error if then a label has changed, the current
model is another one, a model cannot be loaded, or the job cannot go on.
"""

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from core.jobs.queue import Jobs
from core.jobs.state import DONE
from core.models import Models
from tests.training.jobs.killing import kills, project


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--longest", type=float, default=8.0)
    parser.add_argument("--cold", action="store_true", help="each process imports everything anew")
    parser.add_argument("--folder", type=Path, help="of the disk to write to")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = project(Path(name) / "project")
        import training.jobs.work  # noqa: F401 - so that copies of this process have it

        hits = Counter(
            kills(folder, options.kills, options.seed, options.longest, warm=not options.cold)
        )
        done = sum(one.state.name == DONE for one in Jobs(folder).all())
        models = len(Models(folder).kept()) - 1
        print(f"{options.kills} kills, {done} jobs done, {models} models, nothing lost")
        for what, count in hits.most_common():
            print(f"{count:6}  while {what}")


if __name__ == "__main__":
    main()
