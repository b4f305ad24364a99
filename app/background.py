"""Pure computations beside the window: what is asked last is what is answered."""

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, QTimer, Signal

_POLL_MS = 10
_POOL = ThreadPoolExecutor(1, "background")
"""One thread for all: the other core is the window's."""

# Qt gives the interpreter away at every call and has to get it back from the thread: after the
# usual 5 ms each, a table of a hundred cells takes half a second to paint.
sys.setswitchinterval(0.0005)


class Background(QObject):
    """Computes from immutable values once nothing new was asked for a while.

    The answer is fetched and not sent, so that it never arrives at what is already gone.

    Parameters
    ----------
    delay_ms
        How long to wait for more before beginning: a drag asks at every pixel.
    """

    answered = Signal(object)

    def __init__(self, delay_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._asked: Callable[[], object] | None = None
        self._running: Future[object] | None = None
        self._wait = QTimer(self, singleShot=True, interval=delay_ms)
        self._poll = QTimer(self, interval=_POLL_MS)
        self._wait.timeout.connect(self._begin)
        self._poll.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._asked is not None or self._running is not None

    def ask(self, compute: Callable[[], object]) -> None:
        """Compute this soon; an older question that is still open is never answered."""
        self._asked = compute
        self._wait.start()

    def _begin(self) -> None:
        if self._asked is not None and self._running is None:
            self._running, self._asked = _POOL.submit(self._asked), None
            self._poll.start()

    def _look(self) -> None:
        if self._running is None or not self._running.done():
            return
        done, self._running = self._running, None
        self._poll.stop()
        if self._asked is None:
            self.answered.emit(done.result())
        elif not self._wait.isActive():
            self._begin()
