"""Learning rates over a run."""

import math


def one_cycle(done: float, peak: float, warm_up: float = 0.25) -> float:
    """The learning rate when a share ``done`` of the run is over: half a cosine up, half one down.

    Smith and Topin 2017, 'Super-convergence', with the start at a 25th of the peak.

    Parameters
    ----------
    done
        Between 0 and 1.
    peak
        The highest rate, reached at ``warm_up``.
    """
    if done < warm_up:
        return peak * (0.04 + 0.96 * _ease(done / warm_up))
    return peak * (1 - _ease(min((done - warm_up) / (1 - warm_up), 1.0)))


def _ease(x: float) -> float:
    """0 at 0, 1 at 1, flat at both ends."""
    return (1 - math.cos(math.pi * x)) / 2
