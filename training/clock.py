"""How much of a run is over. Knows nothing of what it trains."""

import time

from training.distributed import from_first

_NEXT_TO_NOTHING = 1e-3


class Clock:
    """How much of a run is over, in epochs or in time, whichever is more; the same everywhere.

    Parameters
    ----------
    epochs, time_limit
        How many epochs and seconds there are.
    seconds_before
        What a run that goes on has used up already.
    """

    def __init__(self, epochs: int, time_limit: float, seconds_before: float = 0.0) -> None:
        self._epochs = epochs
        self._limit = time_limit
        self._started = time.monotonic() - seconds_before
        self.seconds = seconds_before
        self.reserved = 0.0  # seconds at the end that something else will need

    @property
    def over(self) -> bool:
        return self.seconds >= self._limit - self.reserved

    def look(self) -> float:
        """Seconds since the beginning."""
        self.seconds = from_first(time.monotonic() - self._started)
        return self.seconds

    def done(self, epochs: float) -> float:
        """The share of the run, ``epochs`` being over; looks at the clock."""
        in_time = self.look() / max(self._limit - self.reserved, _NEXT_TO_NOTHING)
        return min(max(epochs / self._epochs, in_time), 1.0)
