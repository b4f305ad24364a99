"""The simplest labels there are, to test what saves them: a list of numbers that only grows."""

import shutil
from pathlib import Path

from core.checked import Json
from core.project import Project
from core.states import Codec, Place
from core.store import Store

Numbers = tuple[int, ...]
PLACE = "one"


def read(content: Json) -> Numbers:
    if content.keys() != {"numbers"} or not isinstance(content["numbers"], list):
        raise ValueError("these are no numbers")
    return tuple(map(int, content["numbers"]))


def write(numbers: Numbers) -> Json:
    return {"numbers": list(numbers)}


def replay(numbers: Numbers, step: Json) -> Numbers:
    if step["to"] != len(numbers):
        raise ValueError(f"{step['number']} does not come after {len(numbers)} numbers")
    return (*numbers, int(step["number"]))


NUMBERS: Codec[Numbers] = Codec((), read, write, replay)


def add(store: Store[Numbers], numbers: Numbers, number: int, recording: str = PLACE) -> Numbers:
    """Save one more number and return all."""
    to = len(numbers)
    state = (*numbers, number)
    store.save(recording, f"add {number}", state, lambda: {"to": to, "number": number})
    return state


def project(folder: Path) -> Path:
    """The folder of an empty project."""
    folder.mkdir(exist_ok=True)
    Project(folder).save()
    return folder


def saved(folder: Path, count: int) -> Place:
    """A project in which the numbers 0, 10, … were saved, and no snapshot was written."""
    store = Store(project(folder), NUMBERS)
    store.open(PLACE)
    numbers: Numbers = ()
    for number in range(0, 10 * count, 10):
        numbers = add(store, numbers, number)
    assert store.close(10)
    for name in ("labels", "backups"):
        shutil.rmtree(folder / name)
    return Place(folder, PLACE)
