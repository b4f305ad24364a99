"""Small acts on the disk, one after the other, beside the window. Nobody waits for them."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

_POLL_MS = 15

Act = Callable[[], Any]
Then = Callable[[Any], object]


class Errands(QObject):
    """Does what it is asked in the order in which it is asked; answers come in the window's thread.

    Answers are fetched and not sent, so that none arrives at what is already gone.
    """

    failed = Signal(str)
    """Why an act could not be done, as a sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed = False
        self._pool = ThreadPoolExecutor(1, "errands")
        self._under_way: deque[tuple[Future[Any], Then]] = deque()
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._look)

    def run(self, act: Act, then: Then = lambda _: None) -> None:
        """Do something, and tell what came of it; a `ValueError` or `OSError` is announced."""
        if self._closed:
            return
        self._under_way.append((self._pool.submit(act), then))
        self._poll.start()

    def close(self) -> None:
        """Finish what is under way; nothing is done or told any more."""
        self._closed = True
        self._poll.stop()
        self._under_way.clear()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _look(self) -> None:
        while self._under_way and self._under_way[0][0].done():
            done, then = self._under_way.popleft()
            if error := done.exception():
                self._tell(error)
            else:
                then(done.result())
        if not self._under_way:
            self._poll.stop()

    def _tell(self, error: BaseException) -> None:
        if not isinstance(error, ValueError | OSError):
            raise error
        self.failed.emit(str(error))
