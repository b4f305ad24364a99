"""A program that edits without a pause until it is killed: ``python -m tests.core.editing DIR``.

It writes ``N`` to standard output when edit N counts as saved, and takes backups in between. Files
and snapshots are made far more often than they would be, so that a kill often hits one.
"""

import sys
from pathlib import Path

from core import tail
from core.store import Store
from tests.core.numbers import NUMBERS, PLACE, Numbers, add

EDITS_PER_BACKUP = 7
MOST_UNSAVED = 50


def main(folder: Path) -> None:
    tail.STEPS_PER_SNAPSHOT, tail.STEPS_PER_FILE = 3, 5
    store = Store(folder, NUMBERS)
    if store.read_only:
        sys.exit(store.read_only)
    found = store.open(PLACE)
    if [damage for damage in found.damages if not damage.torn]:
        sys.exit("\n".join(map(str, found.damages)))
    numbers: Numbers = found.state
    while True:
        for _ in range(EDITS_PER_BACKUP):
            numbers = add(store, numbers, len(numbers))
            told = f"{len(numbers)} edited\n"
            if len(numbers) % 2:
                store.flush()
                told = f"{len(numbers)} saved\n"
            sys.stdout.write(told)
            sys.stdout.flush()
        store.back_up()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
