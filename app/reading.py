"""Reads recordings beside the window, in a thread. Knows nothing of what becomes of them."""

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.errors import FormatError
from core.formats import reading
from core.progress import Progress
from core.recording import Recording


class Reader(QObject):
    """Reads one recording at a time; asking for another stops the one before.

    Answers of a reading that was stopped are dropped, so the last one asked for always wins.
    """

    progressed = Signal(Progress)
    read = Signal(object, Recording, object)
    """Path, recording, and what was found out beside it."""
    failed = Signal(object, str)

    _spoke = Signal(int, object)
    """Crosses from the thread to the window: reading number and what to call there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._current = 0
        self._thread: threading.Thread | None = None
        self._spoke.connect(self._hear)

    def start(self, path: Path, beside: Callable[[], object] = lambda: None) -> None:
        """Read a recording, and find out something else in the same thread."""
        self._current += 1
        self._thread = threading.Thread(
            target=self._run,
            args=(self._current, path, beside),
            name=f"reading {path.name}",
            daemon=True,
        )
        self._thread.start()

    def stop(self) -> None:
        """Forget the reading under way."""
        self._current += 1

    def close(self) -> None:
        """Stop, and wait until the thread is gone."""
        self.stop()
        if self._thread:
            self._thread.join()

    def _run(self, number: int, path: Path, beside: Callable[[], object]) -> None:
        try:
            recording = self._drive(number, path)
            found = beside() if recording else None
        except FormatError as error:
            message = str(error)
            self._spoke.emit(number, lambda: self.failed.emit(path, message))
            return
        if recording:
            self._spoke.emit(number, lambda: self.read.emit(path, recording, found))

    def _drive(self, number: int, path: Path) -> Recording | None:
        steps = reading(path)
        while number == self._current:
            try:
                progress = next(steps)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]
            self._spoke.emit(number, lambda p=progress: self.progressed.emit(p))
        return None

    def _hear(self, number: int, call: Callable[[], None]) -> None:
        if number == self._current:
            call()
