"""Opening HDF5 files that anybody may have written, or damaged.

A file of an old kind has no checksums, and the library may go round in circles in it, or crash,
once it is damaged. Another process looks through it first, which can be ended.
"""

import atexit
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import h5py

from core.errors import FormatError

SECONDS = 4.0
"""How long looking through the headers of a file may take; whole files take milliseconds."""

_START_SECONDS = 60.0
_SIGNATURE = b"\x89HDF\r\n\x1a\n"
_MOST_BEFORE = 4096
_CHECKSUMS_SINCE = 2


@contextmanager
def opened(path: Path) -> Iterator[h5py.File]:
    """The file, for as long as it is read; whatever is wrong with it becomes a `FormatError`."""
    if not _has_checksums(path) and not _PROBE.passes(path):
        raise FormatError(path, "", f"is damaged: reading it crashes, or takes over {SECONDS:g} s")
    try:
        with h5py.File(path, "r") as file:
            yield file
    except FormatError:
        raise
    except (OSError, RuntimeError, KeyError, TypeError) as error:
        raise FormatError(path, "", f"is damaged or not HDF5 ({error})") from error


def _has_checksums(path: Path) -> bool:
    """Whether the headers of the file can be trusted, by the version of its first block."""
    with path.open("rb") as file:
        head = file.read(_MOST_BEFORE)
    at = head.find(_SIGNATURE) + len(_SIGNATURE)
    return head[at : at + 1] >= bytes([_CHECKSUMS_SINCE])


class Probe:
    """The other process; it starts when it is needed first, and again after it was ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        atexit.register(self.close)

    def passes(self, path: Path) -> bool:
        """Whether it looks through a file in time."""
        with self._lock:
            process = self._started()
            name = str(path.absolute()).encode("unicode_escape")
            if self._asked(process, name + b"\n", SECONDS):
                return True
            self.close()
            return False

    def close(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def _started(self) -> "subprocess.Popen[bytes]":
        if self.process is None:
            program = [sys.executable, "-P", str(Path(__file__).with_name("hdf5_probe.py"))]
            self.process = subprocess.Popen(
                program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            self._asked(self.process, b"", _START_SECONDS)
        return self.process

    def _asked(self, process: "subprocess.Popen[bytes]", text: bytes, seconds: float) -> bool:
        """Whether it answers a line with a line in time."""
        assert process.stdin is not None and process.stdout is not None
        patience = threading.Timer(seconds, process.kill)
        patience.start()
        try:
            process.stdin.write(text)
            process.stdin.flush()
            return process.stdout.readline() != b""
        except OSError:
            return False
        finally:
            patience.cancel()


_PROBE = Probe()
