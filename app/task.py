"""Something long with steps, beside the window: progress, cancel, and one answer at most."""

import threading
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import FormatError
from core.progress import Progress, Steps

_POLL_MS = 30


class Task(QObject):
    """Runs steps in a thread as long as it lives and is not cancelled.

    What the thread says is fetched and not sent, so that it never arrives at what is already gone.
    """

    progressed = Signal(Progress)
    done = Signal(object)
    """The result of the steps."""
    failed = Signal(str)

    def __init__(self, steps: Steps[Any], parent: QObject) -> None:
        super().__init__(parent)
        self._steps = steps
        self._latest: Progress | None = None
        self._future: Future[Any] = Future()
        self._ended = threading.Event()
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._look)
        self.destroyed.connect(self._ended.set)
        threading.Thread(target=self._run, name="task", daemon=True).start()
        self._poll.start()

    def cancel(self) -> None:
        """Stop before the next step; nothing more is heard."""
        self._ended.set()
        self._poll.stop()

    def _run(self) -> None:
        try:
            while not self._ended.is_set():
                self._latest = next(self._steps)
            self._steps.close()
        except StopIteration as end:
            self._future.set_result(end.value)
        # Whatever it is, the window has to hear of it: nobody else would.
        except Exception as error:
            self._future.set_exception(error)

    def _look(self) -> None:
        latest, self._latest = self._latest, None
        if latest:
            self.progressed.emit(latest)
        if self._future.done():
            self._poll.stop()
            self._answer()

    def _answer(self) -> None:
        error = self._future.exception()
        if error is None:
            self.done.emit(self._future.result())
        elif isinstance(error, FormatError | OSError):
            self.failed.emit(str(error))
        else:
            raise error
