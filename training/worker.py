"""The process that computes for the window: requests in, events out, one JSON object a line.

Standard input takes ``{"id", "do": "predict", "recording", "model", "out", "device"}``,
``{"cancel": id}`` and ``{"do": "quit"}``; the end of standard input means the same as the last, so
the worker never outlives the window. Standard output has, in order,

``{"event": "hello", "pid", "protocol"}``
    before torch is imported, within a blink of the start;
``{"event": "ready", "device", "torch"}``
    once it is; and then for every request some
``{"event": "progress", "id", "done", "total", "doing"}``
    and exactly one of ``done``, ``failed`` (with one sentence, ``message``) and ``cancelled``.

Requests queue. Arrays travel by file. Standard error is the log.
"""

import json
import os
import queue
import sys
import threading
import time
import traceback
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from core.atomic import replacing
from core.progress import Progress, Steps

if TYPE_CHECKING:
    from core.model.checkpoint import Model

PROTOCOL = 1

Request = Mapping[str, Any]

_SECONDS_BETWEEN_PROGRESS = 0.05
# At most about a third of a second of work on a slow core, so that cancelling is prompt.
_CHUNK = 768


def main() -> None:
    # A broken pipe means that nobody listens any more: the window has died.
    with suppress(BrokenPipeError):
        _serve(Events(_take_over_stdout()))


def _serve(events: "Events") -> None:
    events.send("hello", pid=os.getpid(), protocol=PROTOCOL)
    _be_polite()
    inbox = Inbox(sys.stdin.buffer, events)
    threading.Thread(target=inbox.listen, daemon=True).start()
    worker = Worker(events, inbox)
    worker.prepare()
    while (request := inbox.next()) is not None:
        worker.answer(request)


class Events:
    """Standard output as a stream of events; any thread may send."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def send(self, event: str, **values: Any) -> None:
        line = json.dumps({"event": event, **values}, ensure_ascii=False)
        with self._lock:
            self._stream.write(line + "\n")
            self._stream.flush()


class Inbox:
    """Requests that wait, and what is no longer wanted."""

    def __init__(self, stream: IO[bytes], events: Events) -> None:
        self._stream = stream
        self._events = events
        self._waiting: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
        self._cancelled: set[int] = set()
        self._closed = False

    def listen(self) -> None:
        """Read lines until there are no more; meant for a thread of its own."""
        for line in self._stream:
            try:
                self._take(json.loads(line))
            except (ValueError, RecursionError) as error:
                self._events.send("failed", id=None, message=f"this is not a request: {error}")
            if self._closed:
                return
        self._close()

    def next(self) -> Request | None:
        """The next request, as soon as there is one; None when there will be no more."""
        request = self._waiting.get()
        return None if self._closed else request

    def wants(self, number: int) -> bool:
        """Whether the answer to request ``number`` is still wanted."""
        return not self._closed and number not in self._cancelled

    def _take(self, message: object) -> None:
        if not isinstance(message, dict):
            raise ValueError("a request is an object")
        if isinstance(message.get("cancel"), int):
            self._cancelled.add(message["cancel"])
        elif message.get("do") == "quit":
            self._close()
        elif isinstance(message.get("id"), int):
            self._waiting.put(message)
        else:
            raise ValueError('a request has a whole number "id"')

    def _close(self) -> None:
        self._closed = True
        self._waiting.put(None)


class Worker:
    """Answers one request after another, with the last model at hand."""

    def __init__(self, events: Events, inbox: Inbox) -> None:
        self._events = events
        self._inbox = inbox
        self._model: Model | None = None
        self._model_file: tuple[Path, int, int] | None = None

    def prepare(self) -> None:
        """Import torch, in the main thread, and say what it found."""
        import torch

        from core.model.device import choose_device

        # One core stays free for the window.
        torch.set_num_threads(max((os.cpu_count() or 1) - 1, 1))
        self._events.send("ready", device=choose_device().type, torch=torch.__version__)

    def answer(self, request: Request) -> None:
        """Do what is asked and send how it ended. No request can end the worker."""
        number = request["id"]
        started = time.monotonic()
        try:
            result = self._run(number, self._steps(request))
        except (ValueError, OSError, MemoryError) as error:
            self._events.send("failed", id=number, message=_sentence(error))
        except Exception as error:
            traceback.print_exc()
            self._events.send("failed", id=number, message=_sentence(error))
        else:
            if result is None:
                self._events.send("cancelled", id=number)
            else:
                seconds = round(time.monotonic() - started, 3)
                self._events.send("done", id=number, **result, seconds=seconds)

    def _steps(self, request: Request) -> Steps[dict[str, Any]]:
        if request.get("do") == "predict":
            return self._predict(
                Path(request["recording"]),
                Path(request["model"]),
                Path(request["out"]),
                request.get("device", "auto"),
            )
        raise ValueError(f"the worker cannot do {request.get('do')!r}")

    def _run(self, number: int, steps: Steps[dict[str, Any]]) -> dict[str, Any] | None:
        """The result of ``steps``, or None if it was cancelled before the end."""
        said = 0.0
        while self._inbox.wants(number):
            try:
                progress = next(steps)
            except StopIteration as end:
                result: dict[str, Any] = end.value
                return result
            if time.monotonic() - said >= _SECONDS_BETWEEN_PROGRESS:
                self._tell(number, progress)
                said = time.monotonic()
        steps.close()
        return None

    def _tell(self, number: int, progress: Progress) -> None:
        done, total, doing = progress.done, progress.total, progress.doing
        self._events.send("progress", id=number, done=done, total=total, doing=doing)

    def _predict(
        self, recording: Path, model: Path, out: Path, device: str
    ) -> Steps[dict[str, Any]]:
        from core.formats import reading
        from core.inference import predict

        read = yield from reading(recording)
        loaded = self._load(model)
        prediction = yield from predict(loaded, read, device=device, chunk=_CHUNK)
        with replacing(out) as temporary:
            prediction.save(temporary)
        return {"out": str(out), "classes": prediction.classes, "model": prediction.model}

    def _load(self, path: Path) -> "Model":
        """The model in a file; the last one is kept as long as its file stays the same."""
        from core.model.checkpoint import load_model

        state = path.stat()
        file = (path, state.st_mtime_ns, state.st_size)
        if self._model is None or file != self._model_file:
            self._model, self._model_file = load_model(path), file
        return self._model


def _take_over_stdout() -> IO[str]:
    """Standard output for events alone: whatever a library prints goes to standard error."""
    events = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return events


def _be_polite() -> None:
    """Give way to the window."""
    if hasattr(os, "nice"):
        os.nice(5)


def _sentence(error: Exception) -> str:
    """What went wrong, on one line, for a person."""
    if isinstance(error, MemoryError):
        return "there is not enough memory"
    if isinstance(error, KeyError):
        return f"the request lacks {error}"
    return " ".join(str(error).split()) or type(error).__name__


if __name__ == "__main__":
    main()
