"""Reads damaged files one after the other, and says of each what came of it.

    python -m tests.fuzz.child FOLDER NAME SEED START STOP

A line ``NUMBER`` before each file, ``NUMBER recording`` or ``NUMBER refused`` after it; anything
else that comes is a fault, as is nothing.
"""

import os
import random
import resource
import sys
from pathlib import Path

import numpy as np

from core.body_model import VARIABLE as BODY_MODELS
from core.errors import FormatError
from core.formats import read_recording
from core.recording import Recording
from tests.core.formats.examples import WHOLE
from tests.fuzz.mutations import mutated

MEMORY = 1 << 30
"""Bytes beyond what the process has before it reads."""

_LAYOUTS = (None, None, "points", "kinect1", "kinect2", "smpl22")


def main() -> None:
    folder, name, seed, start, stop = sys.argv[1:]
    os.environ[BODY_MODELS] = str(Path(folder) / "body-models")
    path = Path(folder) / name
    WHOLE[name][1](path)
    whole = path.read_bytes()
    limit = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    for number in range(int(start), int(stop)):
        print(number, flush=True)
        print(number, read(path, *damaged(name, whole, seed, number)), flush=True)


def damaged(name: str, whole: bytes, seed: object, number: int) -> tuple[bytes, str | None]:
    """The content of the damaged file of this number, and the layout that somebody chose for it."""
    chance = random.Random(f"{name} {seed} {number}")
    return mutated(whole, chance), chance.choice(_LAYOUTS)


def read(path: Path, content: bytes, layout: str | None) -> str:
    path.write_bytes(content)
    try:
        check(read_recording(path, layout))
    except FormatError as error:
        assert str(error).startswith(f"{path}"), error
        return "refused"
    return "recording"


def check(recording: Recording) -> None:
    """A recording that was read holds together."""
    assert np.isfinite(recording.positions).all()
    assert not recording.positions[~recording.valid].any()
    assert recording.n_frames < 1_000_000


if __name__ == "__main__":
    main()
