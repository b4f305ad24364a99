"""Processes told apart for good: a number alone may be given to another one later.

Knows nothing of what a process does.
"""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Process:
    """A process of some machine.

    Parameters
    ----------
    pid
        Its number.
    started
        When it was started, as the system says it.
    machine
        This start of the machine, and the namespace of processes; empty where it is not known.
    """

    pid: int
    started: str
    machine: str

    @classmethod
    def this(cls) -> "Process":
        return cls.of(os.getpid())

    @classmethod
    def of(cls, pid: int) -> "Process":
        """The one that has this number now."""
        return cls(pid, started(pid), machine())

    @property
    def lives(self) -> bool:
        """Whether it is still there; one of another machine counts as gone."""
        return bool(self.started) and self == Process.of(self.pid)

    def kill(self) -> None:
        """End it, and all that it has started, at once. It must lead a group of its own."""
        if not self.lives:
            return
        with suppress(ProcessLookupError):
            if sys.platform == "win32":
                subprocess.run(["taskkill", "/F", "/T", "/PID", str(self.pid)], check=False)
            else:
                os.killpg(self.pid, signal.SIGKILL)


def machine() -> str:
    """What makes process numbers comparable; empty where the system has no such thing."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        return f"{boot}/{Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return ""


def started(pid: int) -> str:
    """When a process was started, in words of this machine; empty if there is none."""
    if sys.platform == "win32":
        query = f"(Get-Process -Id {pid}).StartTime.Ticks"
        return _said("powershell", "-NoProfile", "-Command", query)
    if not Path("/proc/self/stat").exists():
        return _said("ps", "-o", "lstart=", "-p", str(pid))
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return ""
    # The name, in brackets, may hold anything.
    state, *fields = stat.rpartition(")")[2].split()
    return "" if state in "ZX" else fields[18]


def _said(*command: str) -> str:
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return answer.stdout.strip() if answer.returncode == 0 else ""
