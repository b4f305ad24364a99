"""Starts the window and keeps it honest: one exception hook, one rotating log."""

import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.demo import Demo
from app.icons import FOLDER
from app.main_window import MainWindow
from app.settings import Settings
from app.viewer.surface import use_default_format

_LOG_BYTES, _LOGS = 1_000_000, 3
_SCREENSHOT_LIMIT_MS = 120_000
_SETTLE_MS = 400
_PULSE_MS = 250


def run(path: Path | None) -> int:
    """Open the window, on a recording or project if there is one; return the exit status."""
    return Kinescribe().run(path)


def demo(screenshot: Path | None) -> int:
    """Open the window on a copy of the demo; with ``screenshot``, save a picture and end."""
    return Kinescribe().run_demo(screenshot)


class Kinescribe:
    """The running program: application, window, demo if open."""

    def __init__(self) -> None:
        require_screen()
        use_default_format()
        self.application = QApplication(sys.argv[:1])
        self.application.setApplicationName("Kinescribe")
        self.application.setWindowIcon(QIcon(str(FOLDER / "kinescribe.svg")))
        self._demo: Demo | None = None
        self.window = MainWindow(Settings(), self.open_demo)
        _log_exceptions(self.window)

    def run(self, path: Path | None) -> int:
        return self._run(lambda: self.window.session.open(path) if path else None)

    def run_demo(self, screenshot: Path | None) -> int:
        if screenshot is not None:
            Photographer(self.window, screenshot)
        return self._run(self.open_demo)

    def _run(self, begin: Callable[[], None]) -> int:
        try:
            with _interruptible(self.window):
                self.window.show()
                # The worker starts once the window is painted: they would fight for two cores.
                QTimer.singleShot(0, self.window.session.start)
                begin()
                return self.application.exec()
        finally:
            self.window.close()
            if self._demo:
                self._demo.remove()

    def open_demo(self) -> None:
        self._demo = self._demo or Demo()
        self.window.session.open(self._demo.folder)


def require_screen() -> None:
    """Raise an OSError that says what to do, where Qt would end the process."""
    has_screen = sys.platform != "linux" or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )
    if not has_screen:
        raise OSError("there is no screen; run it on a virtual one: xvfb-run -a python main.py …")


@contextmanager
def _interruptible(window: MainWindow) -> Iterator[None]:
    """Ctrl+C on the terminal closes the window; Python only hears of it between two events."""
    interrupted = False

    def close(*_: object) -> None:
        nonlocal interrupted
        interrupted = True
        # Also if the event loop has not begun yet.
        QTimer.singleShot(0, window.close)

    before = signal.signal(signal.SIGINT, close)
    pulse = QTimer(window, interval=_PULSE_MS)
    pulse.timeout.connect(lambda: None)
    pulse.start()
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if interrupted:
        raise KeyboardInterrupt


class Photographer:
    """Waits until the prediction is on the timeline, saves the window, and ends the program."""

    def __init__(self, window: MainWindow, path: Path) -> None:
        self._window, self._path = window, path
        window.session.predicted.connect(self._pose)
        window.session.troubled.connect(self._give_up)
        QTimer.singleShot(
            _SCREENSHOT_LIMIT_MS, window, lambda: self._give_up("nothing was predicted in time")
        )

    def _pose(self) -> None:
        first = next(iter(self._window.document.predicted), None)
        if first is not None:
            self._window.playback.seek((first.start + first.stop) // 2)
        QTimer.singleShot(_SETTLE_MS, self._window, self._shoot)

    def _shoot(self) -> None:
        saved = self._window.grab().save(str(self._path), "PNG")
        if not saved:
            self._give_up(f"{self._path}: cannot be written")
            return
        self._end(0)

    def _give_up(self, why: str) -> None:
        sys.stderr.write(f"kinescribe: {why}\n")
        self._end(1)

    def _end(self, status: int) -> None:
        self._window.close()
        QApplication.exit(status)


def _log_exceptions(window: MainWindow) -> None:
    """Write what nobody caught to the log, and say so in the window."""
    folder = Path(
        QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    )
    log = logging.getLogger("kinescribe")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        log.addHandler(
            RotatingFileHandler(folder / "kinescribe.log", maxBytes=_LOG_BYTES, backupCount=_LOGS)
        )
    except OSError as error:
        sys.stderr.write(f"kinescribe: no log: {error}\n")

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.critical("uncaught", exc_info=(kind, error, trace))
        sys.__excepthook__(kind, error, trace)
        window.stage.banner.say(
            f"Something went wrong in the program itself: {error}. See {folder}."
        )

    sys.excepthook = tell
