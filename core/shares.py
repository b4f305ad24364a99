"""Work for several processes that need not speak with each other: each takes its share.

``torchrun``, or whoever starts them, says by ``RANK`` and ``WORLD_SIZE`` which of how many this is,
and by ``LOCAL_RANK`` which on its machine.
"""

import os
from collections.abc import Mapping, Sequence
from typing import TypeVar

_ALONE = (("WORLD_SIZE", "1"), ("RANK", "0"))

T = TypeVar("T")


def share_of(everything: Sequence[T], environment: Mapping[str, str] = os.environ) -> Sequence[T]:
    """What this process has to do: all, or every n-th of it where there are n processes.

    Raises
    ------
    ValueError
        If the process is none of them.
    """
    size, rank = (int(environment.get(name, alone)) for name, alone in _ALONE)
    if not 0 <= rank < size:
        raise ValueError(f"RANK is {rank} of WORLD_SIZE {size}; it must be from 0 to below that")
    return everything[rank::size]


def place_on_machine() -> int:
    """Which of the processes on this machine it is, from 0."""
    return int(os.environ.get("LOCAL_RANK", "0"))
