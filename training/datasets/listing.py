"""A recording that is known but not read yet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from core.recording import Recording


@dataclass(frozen=True)
class Unlabelled:
    """What sampling needs to know of a recording, and how to get it.

    Parameters
    ----------
    attributes
        What else its corpus says of it, such as its ``performer``; for telling recordings apart.
    """

    name: str
    n_frames: int  # at the model's rate
    n_bodies: int
    read: Callable[[], Recording]
    attributes: Mapping[str, str] = field(default_factory=dict)
