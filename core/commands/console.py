"""How a command talks: results on standard output, everything else on standard error."""

import json
import sys
import time
from collections.abc import Mapping
from typing import Any

from core.progress import Progress, Steps, finish
from core.progress import Result as Result

_BAR_CHARACTERS = 24
_SECONDS_PER_BAR, _SECONDS_PER_LINE = 0.1, 5.0


def shown(steps: Steps[Result]) -> Result:
    """Run a task to its end, showing how far it is: a bar on a terminal, else some lines."""
    meter = Meter()
    try:
        return finish(steps, meter)
    finally:
        meter.clear()


class Meter:
    """Writes `Progress` to standard error, not more often than anybody can read."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._pause = _SECONDS_PER_BAR if self._terminal else _SECONDS_PER_LINE
        self._last = time.monotonic()
        self._drawn = False

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._last < self._pause:
            return
        self._last, self._drawn = now, True
        if self._terminal:
            filled = round(progress.fraction * _BAR_CHARACTERS)
            bar = "━" * filled + " " * (_BAR_CHARACTERS - filled)
            note(f"\r\x1b[K{bar} {progress.fraction:4.0%}  {progress.doing}", end="")
        else:
            note(f"{progress.doing}: {progress.fraction:.0%}")

    def clear(self) -> None:
        """Take the bar off the terminal."""
        if self._drawn and self._terminal:
            note("\r\x1b[K", end="")


def note(text: str, end: str = "\n") -> None:
    """Say something that is not a result."""
    print(text, end=end, file=sys.stderr, flush=True)


def fail(error: object) -> None:
    """Say in one line what went wrong."""
    note(f"kinescribe: {' '.join(str(error).split())}")


def tell(result: Mapping[str, Any], as_json: bool) -> None:
    """Write a result: one JSON object, or a line for each of its entries."""
    if as_json:
        print(json.dumps(result), flush=True)
        return
    width = max(map(len, result))
    for name, value in result.items():
        print(f"{name:{width}}  {_plain(value)}", flush=True)


def _plain(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_plain(item)}" for name, item in value.items())
    return ", ".join(map(_plain, value)) if isinstance(value, list | tuple) else str(value)
