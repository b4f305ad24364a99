"""What is damaged, and what is then done with it: files of recordings and of labels."""

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from core.errors import FormatError
from core.formats import read_recording
from core.label_formats import (
    WRITERS,
    Clock,
    import_labels,
    module_name,
    recordings_in,
    write_labels,
)
from tests.core.formats.examples import WHOLE as RECORDINGS
from tests.core.label_formats.examples import FPS, N_FRAMES
from tests.core.label_formats.examples import WHOLE as LABELS
from tests.fuzz.mutations import mutated

_LAYOUTS = (None, None, "points", "kinect1", "kinect2", "smpl22")
_CLOCKS = (Clock(FPS, N_FRAMES), Clock(FPS, N_FRAMES, recording="x"), Clock(FPS), Clock())
_WRITABLE = {module_name(one) for one in WRITERS}


class Subject(NamedTuple):
    """What writes a whole file, and what reads a damaged one as somebody might want it."""

    make: Callable[[Path], None]
    read: Callable[[Path, random.Random], None]


def read_after(path: Path, whole: bytes, name: str, seed: object, number: int) -> str:
    """Damage a file, and say what came of reading it: ``"read"`` or ``"refused"``."""
    chance = random.Random(f"{name} {seed} {number}")
    path.write_bytes(mutated(whole, chance))
    try:
        SUBJECTS[name].read(path, chance)
    except FormatError as error:
        assert str(error).startswith(f"{path}"), error
        return "refused"
    return "read"


def _read_recording(path: Path, chance: random.Random) -> None:
    """It holds together."""
    recording = read_recording(path, chance.choice(_LAYOUTS))
    assert np.isfinite(recording.positions).all()
    assert not recording.positions[~recording.valid].any()
    assert recording.n_frames < 1_000_000


def _read_labels(name: str, path: Path, chance: random.Random) -> None:
    """Its tracks fit the recording, and can be written over it."""
    clock, format_name = chance.choice(_CLOCKS), chance.choice((name, None))
    recordings_in(path, format_name)
    found = import_labels(path, clock, format_name)
    for track in found.tracks:
        assert track.n_frames == (clock.n_frames or track.n_frames)
    if name in _WRITABLE and clock.n_frames:
        out = path.with_name(f"{path.name}, again")
        write_labels(found.tracks, out, FPS, name, originals=[path])


SUBJECTS = {name: Subject(make, _read_recording) for name, (_, make) in RECORDINGS.items()} | {
    name: Subject(make, partial(_read_labels, name)) for name, make in LABELS.items()
}
"""By the name of the file for recordings, of the format for labels."""
