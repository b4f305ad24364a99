"""Reads damaged files one after the other, and says of each what came of it.

    python -m tests.fuzz.child FOLDER NAME SEED START STOP

A line ``NUMBER`` before each file, ``NUMBER read`` or ``NUMBER refused`` after it; anything
else that comes is a fault, as is nothing.
"""

import os
import resource
import sys
from pathlib import Path

from core.body_model import VARIABLE as BODY_MODELS
from tests.fuzz.subjects import SUBJECTS, read_after

MEMORY = 1 << 30
"""Bytes beyond what the process has before it reads."""


def main() -> None:
    folder, name, seed, start, stop = sys.argv[1:]
    os.environ[BODY_MODELS] = str(Path(folder) / "body-models")
    path = Path(folder) / name
    SUBJECTS[name].make(path)
    whole = path.read_bytes()
    limit = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    for number in range(int(start), int(stop)):
        print(number, flush=True)
        print(number, read_after(path, whole, name, seed, number), flush=True)


if __name__ == "__main__":
    main()
