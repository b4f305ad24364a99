"""An open project: labels that are read, changed and saved without anybody waiting for the disk.

A `Store` is opened by whoever changes labels; only one program at a time can write. Its methods are
called from one thread and return at once, except where they say otherwise.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Generic

from core.atomic import make_folder
from core.backups import backing_up
from core.checked import Json
from core.errors import FormatError
from core.journal import Record, journal_files, now, read_journal_file
from core.lock import Lock, LockedError
from core.project import FILE, Project
from core.states import Codec, Found, Moment, Place, State, moments, newest_state, state_at
from core.tail import Edit, Tail
from core.writer import Saving, Writer

SECONDS_PER_BACKUP = 600.0


class Store(Generic[State]):
    """The labels of a project, with a backup at closing, at the first edit and every ten minutes.

    Parameters
    ----------
    folder
        The project folder.
    codec
        How labels are written.
    announce
        Called with every change of `saving`, *on another thread*.

    Raises
    ------
    FormatError
        If it is no project, or ``project.json`` is damaged; see `core.backups.backups`.
    """

    def __init__(
        self,
        folder: Path,
        codec: Codec[State],
        announce: Callable[[Saving], object] = lambda _: None,
    ) -> None:
        self.project = Project.open(folder)
        self.read_only = ""
        """Why nothing can be changed; empty if it can be."""
        self._codec = codec
        self._tails: dict[str, Tail[State]] = {}
        self._newest: dict[str, Found[State]] = {}
        self._backed_up: float | None = None
        self._lock = Lock(folder)
        self._writer: Writer | None = None
        trouble = self._take_lock()
        if not self.read_only:
            self._writer = Writer(self._lock, announce, trouble)

    @property
    def saving(self) -> Saving:
        """How many edits are not on disk yet, and why."""
        return self._writer.saving if self._writer else Saving()

    def open(self, recording: str) -> Found[State]:
        """The newest good state of a recording's labels, by its identifier, and what is damaged.

        What is damaged is set aside, in ``damaged/``, when the first edit is saved; nothing is
        written before. Reads from disk the first time, and not again: what cannot be saved for now
        is known here only.

        Raises
        ------
        FormatError
            If a file cannot be read, so that nobody can say what it holds.
        """
        if recording not in self._newest:
            return self.take_in(recording, newest_state(self._place(recording), self._codec))
        return self._newest[recording]

    def take_in(self, recording: str, found: Found[State]) -> Found[State]:
        """Open a recording with what was read elsewhere; what is known here already counts more."""
        if recording not in self._newest:
            self._newest[recording] = found
            self._tails[recording] = Tail(self._place(recording), self._codec, found)
        return self._newest[recording]

    @property
    def newest(self) -> dict[str, Found[State]]:
        """What is known of each recording that was opened, by identifier; also if not saved."""
        return dict(self._newest)

    @property
    def known(self) -> dict[str, State]:
        """The newest state of each recording that was opened, by identifier."""
        return {recording: found.state for recording, found in self._newest.items()}

    def save(
        self, recording: str, name: str, state: State, step: Callable[[], Json] | None = None
    ) -> int:
        """Save an edit of a recording that is open, and return its number.

        Parameters
        ----------
        recording
            Its identifier.
        name
            What was done, for the history.
        state
            The labels after it; they must never change.
        step
            Says in JSON what was done, on another thread. Without it the whole state is written.

        Raises
        ------
        PermissionError
            If the project is open to be read only.
        """
        writer = self._may_write()
        found, tail = self._newest[recording], self._tails[recording]
        n = found.next_n
        self._newest[recording] = replace(
            found, state=state, n=n, newest=n, damages=(), by_hand=False
        )
        writer.save(tail, Edit(n, now(), name, step, state))
        if self._backed_up is None or time.monotonic() - self._backed_up > SECONDS_PER_BACKUP:
            self.back_up()
        return n

    def save_looks(self, recording: str, state: State) -> None:
        """Keep a state that says the same as the newest one and only looks otherwise; no edit.

        It goes into the snapshot, soon: the journal has what is said.

        Raises
        ------
        PermissionError
            If the project is open to be read only.
        """
        writer = self._may_write()
        self._newest[recording] = replace(self._newest[recording], state=state)
        writer.run(lambda: self._write_looks(recording))

    def save_project(self, project: Project, *, before_edits: bool = False) -> None:
        """Replace ``project.json`` soon; if asked, before any edit that is saved after this.

        Raises
        ------
        PermissionError
            If the project is open to be read only.
        """
        writer = self._may_write()
        self.project = project
        if before_edits:
            writer.run_first(project.save)
        else:
            # The newest by then: an older one must not come after what was written first.
            writer.run(lambda: self.project.save())

    def moments(self, recording: str) -> list[Moment]:
        """All states that the labels were in, oldest first. Reads from disk."""
        return moments(self._place(recording))

    def state_at(self, recording: str, n: int) -> State:
        """The labels after edit ``n``; a `ValueError` if they cannot be had. Reads from disk."""
        return state_at(self._place(recording), self._codec, n)

    def records(self, recording: str) -> list[Record]:
        """The whole journal of a recording, oldest first. Reads from disk."""
        files = journal_files(self._place(recording).journal)
        return [one for path in files for one in read_journal_file(path, recording).records]

    def back_up(self) -> None:
        """Write snapshots of all labels, then a backup, soon."""
        if self._writer:
            self._backed_up = time.monotonic()
            self._writer.run(self._back_up)

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until everything is saved; False if that takes longer than ``timeout`` seconds."""
        return self._writer.flush(timeout) if self._writer else True

    def close(self, timeout: float | None = None) -> bool:
        """Save everything and let others write; False if edits could not be, and are lost now."""
        if not self._writer:
            return True
        if self._backed_up is not None:
            self.back_up()
        saved = self._writer.close(timeout)
        self._writer = None
        self.read_only = "the project is closed"
        self._lock.give_back()
        return saved

    def _place(self, recording: str) -> Place:
        return Place(self.project.folder, recording)

    def _take_lock(self) -> str:
        """Take the lock; what is in the way, if it may pass."""
        try:
            self._lock.take()
        except LockedError as error:
            self.read_only = str(error)
        except OSError as error:
            return str(error)
        return ""

    def _may_write(self) -> Writer:
        if not self._writer:
            raise PermissionError(self.read_only)
        return self._writer

    def _write_looks(self, recording: str) -> None:
        """Write the newest state, unless an edit that is under way or a repair will."""
        found, tail = self._newest[recording], self._tails[recording]
        if found.n == tail.n and not (found.damages or found.by_hand):
            tail.state = found.state
            tail.write_snapshot()

    def _back_up(self) -> Iterator[object]:
        for tail in list(self._tails.values()):
            if tail.changed:
                tail.write_snapshot()
                yield tail
        yield from backing_up(self.project.folder)


def new_project(project: Project) -> None:
    """Make the folder of a new project.

    Raises
    ------
    FormatError
        If it is one already, holds other files, or cannot be made.
    """
    folder = project.folder
    if (folder / FILE).exists():
        raise FormatError(folder, "", "is a project already; add to it with: project add")
    try:
        make_folder(folder)
        if any(folder.iterdir()):
            raise FormatError(folder, "", "is not empty; name a new folder")
        for name in ("recordings", "labels", "journal", "backups", "models"):
            make_folder(folder / name)
    except OSError as error:
        raise FormatError(folder, "", f"cannot be made: {error.strerror or error}") from error
    project.save()
