"""A recording that is known but not read yet."""

from collections.abc import Callable
from dataclasses import dataclass

from core.recording import Recording


@dataclass(frozen=True)
class Unlabelled:
    """What sampling needs to know of a recording, and how to get it."""

    name: str
    n_frames: int  # at the model's rate
    n_bodies: int
    read: Callable[[], Recording]
