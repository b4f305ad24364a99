"""What a job will need of memory and disk, so that it is refused before and not killed amidst.

Rough on purpose, and rather too much than too little: two bodies of 25 joints in every frame.
"""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.entries import Entry
from core.jobs.job import EVALUATE, FINETUNE, PREDICT, PRETRAIN, Job
from core.model.config import EncoderConfig
from core.models import Kept

_PROCESS = 400 * 2**20
"""Python, torch and what they load."""

_PER_FRAME = 2 * 25 * 13
"""A frame of a recording in memory: positions and validity."""

_LEARNING = {"stgcn": 10_500, "agcn": 16_500}
"""Measured: a frame of a body in a training step, for each channel of the first stage."""

_LOOKING = 1712 * 2 * 3_500
"""The same for what is predicted at a time, halo and all."""

_COPIES_OF_WEIGHTS = 14
"""On disk: latest, best, result, the state with both moments of Adam, all twice; what is kept."""

_GB = 1e9


class TooLittleError(OSError):
    """The machine does not have what a job needs."""


@dataclass(frozen=True)
class Needs:
    """Bytes of memory and of disk."""

    memory: int
    disk: int

    def check(self, folder: Path) -> None:
        """Raise a `TooLittleError` that says what is missing on this machine.

        Parameters
        ----------
        folder
            On the disk that will be written to.
        """
        free = free_memory()
        if free is not None and free < self.memory:
            raise TooLittleError(
                f"it needs about {self.memory / _GB:.1f} GB of memory and {free / _GB:.1f} GB are "
                "free: close other programs, or choose a smaller batch or fewer recordings"
            )
        if (space := shutil.disk_usage(folder).free) < self.disk:
            raise TooLittleError(
                f"it needs about {self.disk / _GB:.2f} GB on the disk of {folder} and "
                f"{space / _GB:.2f} GB are free: make room"
            )


def needs_of(job: Job, model: Kept, entries: Sequence[Entry]) -> Needs:
    """What a job needs that reads these recordings and begins with this model."""
    config = model.card.config
    width, total = config.encoder.width, sum(entry.n_frames for entry in entries)
    longest = max((entry.n_frames for entry in entries), default=0)
    cached = total * 2 * 4 * width  # of pooled features
    said = total * 4 * (config.n_classes + 1)
    weights = model.path.stat().st_size
    if job.kind == PREDICT:
        return Needs(_PROCESS + longest * _PER_FRAME + _LOOKING * width, cached + said)
    if job.kind == EVALUATE:
        return Needs(_PROCESS + total * _PER_FRAME + said + _LOOKING * width, 0)
    if job.kind in (FINETUNE, PRETRAIN):
        step = _frames_of_a_step(job) * 2 * width * _learning(config.encoder)
        return Needs(_PROCESS + total * _PER_FRAME + step, _COPIES_OF_WEIGHTS * weights)
    memory = _PROCESS + 3 * cached + longest * _PER_FRAME + _LOOKING * width
    return Needs(memory, cached + 2 * weights)


def free_memory() -> int | None:
    """Bytes that can be had without taking them from others; None where the system is silent."""
    try:
        with Path("/proc/meminfo").open(encoding="ascii") as lines:
            found = {
                name: int(rest.split()[0]) for name, rest in (line.split(":") for line in lines)
            }
        return found["MemAvailable"] * 1024
    except (OSError, LookupError, ValueError):
        pass
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return None


def _frames_of_a_step(job: Job) -> int:
    settings = job.settings
    if job.kind == PRETRAIN:
        return 2 * int(settings.get("batch_size", 16)) * int(settings.get("n_frames", 256))
    return int(settings.get("batch_size", 8)) * int(settings.get("crop", 256))


def _learning(encoder: EncoderConfig) -> int:
    return _LEARNING.get(encoder.name, max(_LEARNING.values()))
