"""How a process asks the system to let others compute first. Changes nothing but itself."""

import os
from contextlib import suppress
from pathlib import Path

VARIABLE = "KINESCRIBE_NICE"
"""Environment variable: how nice processes are that give way."""
NICE = 10
_FIRST_TO_GO = 500
"""Of 1000: a process with so much is killed where memory runs out, and not a window with edits."""


def give_way(nice: int = NICE) -> None:
    """Leave nearly all of the cores to whoever wants them, and be the first to go without memory.

    Linux shares cores between sessions before it looks at how nice a process is within its own
    (``sched(7)``, "The autogroup feature"), so a process that leads a session has to make that nice
    as a whole. What the system refuses, or does not know, stays as it is.

    Parameters
    ----------
    nice
        From 0, as anybody else, to 19, unless the environment says otherwise.

    Raises
    ------
    ValueError
        If the environment asks for something that is no number.
    """
    nice = int(os.environ.get(VARIABLE, nice))
    if hasattr(os, "nice"):
        os.nice(nice)
    for name, value in (("autogroup", nice), ("oom_score_adj", _FIRST_TO_GO)):
        with suppress(OSError):
            Path("/proc/self", name).write_text(str(value), "ascii")
