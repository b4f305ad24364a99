"""The thread that saves edits. Nobody waits for it, and it forgets nothing that it could not write.

An edit is saved once the disk has it. What cannot be written stays in memory and is tried again,
less and less often, until it can.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Condition, Thread
from typing import Any

from core.lock import Lock
from core.tail import Edit, Tail

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0
"""Seconds before something that failed is tried again, doubled each time."""
BEAT = 10.0
"""Seconds after which the lock is shown to be alive."""


Errand = Callable[[], Iterable[object] | None]
"""Something else to write; edits are saved between its steps, if it has any."""


@dataclass(frozen=True)
class Saving:
    """How far saving is.

    Parameters
    ----------
    unsaved
        How many edits are in memory only.
    trouble
        Why they, or a snapshot or backup, cannot be written; empty if nothing is wrong.
    """

    unsaved: int = 0
    trouble: str = ""


class Writer:
    """Saves edits in the order in which they come, and runs errands between them.

    Parameters
    ----------
    lock
        What has to be held to write.
    announce
        Called *on the writer's thread* whenever `saving` has changed.
    trouble
        What is in the way already.
    """

    def __init__(self, lock: Lock, announce: Callable[[Saving], object], trouble: str = "") -> None:
        self._lock, self._announce = lock, announce
        self._edits: dict[Tail[Any], list[Edit[Any]]] = {}
        self._errands: list[Errand] = []
        self._urgent: list[Callable[[], None]] = []
        self._changed = Condition()
        self._trouble, self._pause = trouble, FIRST_PAUSE if trouble else 0.0
        self._closing = False
        self._thread = Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    @property
    def saving(self) -> Saving:
        with self._changed:
            return Saving(self._unsaved(), self._trouble)

    def save(self, tail: Tail[Any], edit: Edit[Any]) -> None:
        """Save an edit soon; returns at once."""
        with self._changed:
            self._edits.setdefault(tail, []).append(edit)
            self._changed.notify_all()

    def run(self, errand: Errand) -> None:
        """Do something between edits, and again until it raises nothing."""
        with self._changed:
            self._errands.append(errand)
            self._changed.notify_all()

    def run_first(self, errand: Callable[[], None]) -> None:
        """Do something before any edit that comes after it."""
        with self._changed:
            self._urgent.append(errand)
            self._changed.notify_all()

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until everything is done; False if that takes longer than ``timeout`` seconds."""
        with self._changed:
            return self._changed.wait_for(self._idle, timeout)

    def close(self, timeout: float | None = None) -> bool:
        """Do what is left and end; False if edits could not be saved in time and are lost now."""
        self.flush(timeout)
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(timeout)
        return self.saving.unsaved == 0

    def _idle(self) -> bool:
        return not (self._unsaved() or self._errands or self._urgent)

    def _unsaved(self) -> int:
        return sum(map(len, self._edits.values()))

    def _run(self) -> None:
        while self._woken():
            try:
                self._work()
            # Whatever goes wrong, the edits are still here, and somebody must hear of it.
            except Exception as error:
                self._report(str(error) or repr(error))
                self._pause = min(max(2 * self._pause, FIRST_PAUSE), LONGEST_PAUSE)
            else:
                self._pause = 0.0
                self._report("")

    def _woken(self) -> bool:
        """Wait for something to do, or for the time to beat; False at the end."""
        with self._changed:
            if self._pause:
                known = self._unsaved()
                self._changed.wait_for(
                    lambda: self._closing or self._unsaved() > known, self._pause
                )
            else:
                self._changed.wait_for(lambda: self._closing or not self._idle(), BEAT)
            return not self._closing

    def _work(self) -> None:
        self._lock.keep()
        while not self._idle():
            self._save_edits()
            if self._errands and not self._unsaved():
                for _ in self._errands[0]() or ():
                    self._save_edits()
                self._done(self._errands, 1)

    def _save_edits(self) -> None:
        """Save what there is of every recording; one that cannot be saved stops no other."""
        with self._changed:
            # At one moment: what came before an edit is never seen after it.
            urgent = list(self._urgent)
            batches = [(tail, list(edits)) for tail, edits in self._edits.items() if edits]
        for errand in urgent:
            errand()
            self._done(self._urgent, 1)
        errors = []
        for tail, edits in batches:
            try:
                tail.save(edits)
            except (OSError, ValueError) as error:
                errors.append(error)
                continue
            self._done(self._edits[tail], len(edits))
            if tail.needs_snapshot:
                self.run(tail.write_snapshot)
        if errors:
            raise errors[0]

    def _done(self, what: list[Any], count: int) -> None:
        with self._changed:
            del what[:count]
            self._changed.notify_all()
        self._announce(self.saving)

    def _report(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self._announce(self.saving)
