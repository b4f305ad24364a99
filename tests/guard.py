"""Tests write into temporary folders, and nowhere else on the machine.

What a library or another process writes is not seen here; `conftest` gives those a home of their
own instead.
"""

import os
import sys
import tempfile
from pathlib import Path

ROOT = str(Path(__file__).resolve().parents[1])
_TEMPORARY = (os.path.realpath(tempfile.gettempdir()), "/dev")
_CACHES = ("__pycache__", ".hypothesis", ".pytest_cache")
_WRITING = os.O_WRONLY | os.O_RDWR
_CHANGES = {
    "os.mkdir": (0,),
    "os.remove": (0,),
    "os.rmdir": (0,),
    "os.rename": (0, 1),
}
"""Which of the words that come with an event are paths; the last word is an open folder, or -1."""


class WroteOutsideError(AssertionError):
    """A test changes what is not its own."""


def watch() -> None:
    """From now on, a test that writes elsewhere fails where it does."""
    sys.addaudithook(_heard)


def _heard(event: str, words: tuple[object, ...]) -> None:
    if event == "open":
        changed = words[:1] if int(words[2] or 0) & _WRITING else ()  # type: ignore[call-overload]
    elif event in _CHANGES and words[-1] == -1:
        changed = tuple(words[number] for number in _CHANGES[event])
    else:
        return
    for path in changed:
        if isinstance(path, str | bytes | os.PathLike) and "PYTEST_CURRENT_TEST" in os.environ:
            _check(os.path.realpath(os.fsdecode(path)))


def _check(path: str) -> None:
    own = path.startswith(_TEMPORARY) and not path.startswith(ROOT + os.sep)
    if not own and not any(part in _CACHES for part in Path(path).parts):
        raise WroteOutsideError(f"writes {path}; it should use tmp_path")
