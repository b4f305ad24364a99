"""Who may write to a project: one program at a time, on one machine or many.

The file ``lock`` in the project folder says who holds it; its time of change shows that the holder
lives. It is created exclusively, which network drives can do too, unlike locks of the operating
system. It is stale, and may be taken over, if

- its holder is a process of this machine (same host, start of the system and process namespace)
  that has ended, or whose number another process has by now: at once;
- it is of another machine, or one that has been restarted, and nobody has touched it for `STALE`
  seconds. Both times are told by the drive that the folder is on, so clocks may differ.

A holder that slept longer finds out before it writes again.
"""

import contextlib
import json
import os
import secrets
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

from core.processes import machine, started
from core.project import FILE as PROJECT

FILE = "lock"
STALE = 60.0


@dataclass(frozen=True)
class Holder:
    """A process that holds, or wants to hold, the lock.

    Parameters
    ----------
    host
        Name of its machine.
    machine
        This start of the machine, and the namespace of processes; empty where it is not known.
    pid, started
        Its number, and when it was started, on the clock of the machine.
    token
        Different for every opening.
    """

    host: str
    machine: str
    pid: int
    started: str
    token: str

    @classmethod
    def this_process(cls) -> "Holder":
        pid, where = os.getpid(), machine()
        # To ask for the start takes long where processes cannot be compared anyway.
        began = started(pid) if where else ""
        return cls(socket.gethostname(), where, pid, began, secrets.token_hex(8))

    def has_ended(self) -> bool | None:
        """Whether its process is gone; None if that cannot be told from here."""
        if not self.machine or (self.host, self.machine) != (socket.gethostname(), machine()):
            return None
        return started(self.pid) != self.started

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}"


class LockedError(OSError):
    """Another program holds the lock."""


class Lock:
    """The lock of a project folder, for this process.

    Parameters
    ----------
    folder
        The project folder, which must exist.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._us = Holder.this_process()

    def take(self) -> None:
        """Take the lock, also from a holder that is gone.

        Raises
        ------
        LockedError
            If another program has it.
        OSError
            If the folder cannot be written.
        """
        for _ in range(2):
            if self._create():
                return
            if self.is_held():
                return
            self._remove_if_stale()
        raise LockedError(f"{self.holder() or 'another program'} has this project open")

    def keep(self) -> None:
        """Show that the holder lives; take the lock if we do not have it. Raises as `take`."""
        if self.is_held():
            os.utime(self.path)
        else:
            self.take()

    def is_held(self) -> bool:
        """Whether it is ours."""
        return self.holder() == self._us

    def holder(self) -> Holder | None:
        """Who has it; None if nobody has, or does not say."""
        return _read(self.path)

    def give_back(self) -> None:
        if self.is_held():
            with contextlib.suppress(OSError):
                self.path.unlink()

    def _create(self) -> bool:
        if not self.path.with_name(PROJECT).exists():
            # The place at which a drive was attached stays when the drive is gone.
            raise OSError(f"{self.path.parent} is not there any more, or holds no project")
        try:
            file = self.path.open("x", encoding="utf-8")
        except FileExistsError:
            return False
        try:
            with file:
                json.dump(asdict(self._us), file)
        except OSError:
            self.path.unlink()
            raise
        return True

    def _remove_if_stale(self) -> None:
        holder = self.holder()
        ended = holder.has_ended() if holder else None
        if ended or (ended is None and self._age() > STALE):
            self._move_away(holder)

    def _move_away(self, holder: Holder | None) -> None:
        """Two may find it stale at once; the slower must not take away the lock of the faster."""
        moved = self.path.with_name(f"{FILE}-{self._us.token}")
        try:
            self.path.rename(moved)
        except FileNotFoundError:
            return
        if _read(moved) != holder and not self.path.exists():
            moved.rename(self.path)
        moved.unlink(missing_ok=True)

    def _age(self) -> float:
        """Seconds since the holder last showed that it lives, by the clock of the drive."""
        probe = self.path.with_name(f"{FILE}-{self._us.token}")
        try:
            probe.touch()
            return probe.stat().st_mtime - self.path.stat().st_mtime
        except FileNotFoundError:
            return 0.0
        finally:
            probe.unlink(missing_ok=True)


def _read(path: Path) -> Holder | None:
    try:
        return Holder(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
