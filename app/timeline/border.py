"""What a drag beyond the border does: time scrolls along, the faster the further out."""

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

_TICK_MS = 16
_SPEED, _FASTEST = 30.0, 1800.0
"""Pixels a second: for each pixel that the pointer is out, and at most."""


class Border(QObject):
    """Scrolls as long as a pointer with a button down is beyond it.

    Within the border nothing moves by itself: there an edge is to be set exactly.
    """

    scrolled = Signal(float)
    """By so many pixels, to later times if positive."""

    def __init__(self, parent: QObject, clock: Callable[[], float] = perf_counter) -> None:
        super().__init__(parent)
        self._clock, self._since, self._speed = clock, 0.0, 0.0
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._tick)

    def pull(self, x: float, width: float) -> None:
        """The pointer is at a pixel of a canvas of this width, or outside of it."""
        beyond = x if x < 0 else max(0.0, x - width + 1)
        self._speed = max(-_FASTEST, min(beyond * _SPEED, _FASTEST))
        if not beyond:
            self._timer.stop()
        elif not self._timer.isActive():
            self._since = self._clock()
            self._timer.start()

    def let_go(self) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        passed, self._since = self._clock() - self._since, self._clock()
        self.scrolled.emit(self._speed * passed)
