"""The window's end of the worker process. Knows the protocol of `training.worker`, not its code.

The worker computes in a process of its own, so nothing it does can freeze the window or take
labels with it. Control is JSON lines; arrays come in files. A worker that dies is started again,
and whoever waited for it is told.
"""

import json
import os
import sys
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from core.errors import FormatError
from core.prediction import Prediction
from core.progress import Progress

ROOT = Path(__file__).parent.parent
_RESTARTS = 3
_STOP_MS = 2000
_OFF = "The worker is off: start Kinescribe again to predict; `main.py doctor` says what works"
# Keeps torch's large activations on the heap: page faults cost more than the arithmetic otherwise.
_ALLOCATOR = {
    "MALLOC_MMAP_THRESHOLD_": "17179869184",
    "MALLOC_TRIM_THRESHOLD_": "17179869184",
}


class WorkerClient(QObject):
    """Starts the worker, sends it requests, and announces its answers by request number."""

    ready = Signal(str)
    progressed = Signal(int, Progress)
    predicted = Signal(int, Prediction)
    failed = Signal(int, str)
    crashed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = count(1)
        self._waiting: dict[int, dict[str, Any]] = {}
        self._restarts_left = _RESTARTS
        self._closing = self._off = False
        self._folder = tempfile.TemporaryDirectory(prefix="kinescribe-")
        self._process = QProcess(self)
        self._process.setProcessEnvironment(_environment())
        self._process.setWorkingDirectory(str(ROOT))
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._pass_on_log)
        self._process.started.connect(self._send_waiting)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._not_started)

    @property
    def process_id(self) -> int:
        return self._process.processId()

    def start(self) -> None:
        """Start the worker in the background; `ready` tells when it can compute."""
        self._process.start(sys.executable, ["-m", "training.worker"])

    def predict(self, recording: Path, model: Path) -> int:
        """Ask for a prediction; the number returned comes back with each answer."""
        number = next(self._numbers)
        if self._off:
            # Later, when the caller knows the number.
            QTimer.singleShot(0, self, lambda: self.failed.emit(number, _OFF))
            return number
        self._waiting[number] = {
            "id": number,
            "do": "predict",
            "recording": str(recording.absolute()),
            "model": str(model.absolute()),
            "out": str(Path(self._folder.name) / f"{number}.npz"),
            "device": "auto",
        }
        if self._process.state() == QProcess.ProcessState.Running:
            self._send(self._waiting[number])
        return number

    def cancel(self, number: int) -> None:
        """Stop a request; it will not be heard of again."""
        if self._waiting.pop(number, None):
            self._send({"cancel": number})

    def close(self) -> None:
        """End the worker, by force if it does not listen, and remove its files."""
        self._closing = True
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._send({"do": "quit"})
            self._process.closeWriteChannel()
            if not self._process.waitForFinished(_STOP_MS):
                self._process.kill()
                self._process.waitForFinished(_STOP_MS)
        self._folder.cleanup()

    def _send_waiting(self) -> None:
        for message in self._waiting.values():
            self._send(message)

    def _send(self, message: dict[str, Any]) -> None:
        self._process.write(json.dumps(message).encode() + b"\n")

    def _read(self) -> None:
        while self._process.canReadLine():
            line = bytes(self._process.readLine().data())
            try:
                self._answer(json.loads(line))
            except (ValueError, KeyError, TypeError):
                sys.stderr.write(f"the worker said something odd: {line!r}\n")

    def _answer(self, message: dict[str, Any]) -> None:
        event, number = message["event"], message.get("id", 0)
        if event == "ready":
            self._restarts_left = _RESTARTS
            self.ready.emit(message["device"])
        if number not in self._waiting:
            return
        if event == "progress":
            self.progressed.emit(
                number, Progress(message["done"], message["total"], message["doing"])
            )
        elif event == "done":
            self._take(number, Path(message["out"]))
        elif event == "failed":
            del self._waiting[number]
            self.failed.emit(number, message["message"])

    def _take(self, number: int, path: Path) -> None:
        del self._waiting[number]
        try:
            prediction = Prediction.load(path)
        except FormatError as error:
            self.failed.emit(number, str(error))
            return
        path.unlink(missing_ok=True)
        self.predicted.emit(number, prediction)

    def _pass_on_log(self) -> None:
        sys.stderr.write(
            bytes(self._process.readAllStandardError().data()).decode(errors="replace")
        )

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._off = True
            self._fail_waiting("The worker cannot be started")
            self.crashed.emit(f"The worker cannot be started: {self._process.errorString()}")

    def _fail_waiting(self, why: str) -> None:
        lost, self._waiting = list(self._waiting), {}
        for number in lost:
            self.failed.emit(number, why)

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        if self._closing:
            return
        how = "crashed" if status == QProcess.ExitStatus.CrashExit else f"ended with status {code}"
        self._fail_waiting(f"The worker {how} while computing")
        if self._restarts_left:
            self._restarts_left -= 1
            self.crashed.emit(f"The worker {how} and is started again; nothing else is lost.")
            QTimer.singleShot(0, self, self.start)
        else:
            self._off = True
            self.crashed.emit(f"The worker {how}, {_RESTARTS + 1} times in a row, and stays off.")


def _environment() -> QProcessEnvironment:
    environment = QProcessEnvironment.systemEnvironment()
    for name, value in _ALLOCATOR.items():
        if name not in os.environ:
            environment.insert(name, value)
    environment.insert("PYTHONUNBUFFERED", "1")
    return environment
