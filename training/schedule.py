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


def warm_up_cosine(done: float, peak: float, warm_up: float = 0.1) -> float:
    """A straight line up to the peak, then half a cosine down to zero."""
    if done < warm_up:
        return peak * done / warm_up
    return peak * (1 - _ease(min((done - warm_up) / (1 - warm_up), 1.0)))


def warm_up_steps(done: float, peak: float) -> float:
    """A straight line up to the peak in the first 12th, and a 10th of it in the last 12th."""
    if done < 1 / 12:
        return peak * done * 12
    return peak if done < 11 / 12 else peak / 10


def overshooting_steps(epoch: int, n_epochs: int, peak: float) -> float:
    """The published schedule, for `warm_up_steps`: its line goes on to twice the peak, by epoch.

    Parameters
    ----------
    epoch
        Counted from 0.
    """
    if epoch < n_epochs / 6:
        return peak * (epoch + 1) / (n_epochs / 12)
    return peak if epoch < n_epochs * 11 / 12 else peak / 10
