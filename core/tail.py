"""The end of a recording's journal, where steps are added, and its snapshot.

Only `Writer` calls this, from its thread. Whatever fails can be tried again: a step is written from
where the last good one ended, and neither the snapshot nor a file of the journal is ever changed
before what replaces it is on disk.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic

from core.atomic import make_folder, remove_unfinished, replacing
from core.checked import Json, write_checked
from core.journal import JournalFile, Record, file_of, now, read_journal_file, write_journal_file
from core.states import Codec, Found, Place, State

STEPS_PER_FILE = 1000
BYTES_PER_FILE = 1_000_000
STEPS_PER_SNAPSHOT = 200


@dataclass(frozen=True)
class Edit(Generic[State]):
    """A step that is to be saved.

    Parameters
    ----------
    n, at, name
        Number, time and name of the step.
    step
        Says the step in JSON; None: the whole state is written, as at an import.
    state
        The state after it.
    """

    n: int
    at: str
    name: str
    step: Callable[[], Json] | None
    state: State


class Tail(Generic[State]):
    """Saves the steps of one recording.

    Parameters
    ----------
    place
        Where.
    codec
        How.
    found
        What is there.
    """

    def __init__(self, place: Place, codec: Codec[State], found: Found[State]) -> None:
        self._place, self._codec = place, codec
        self._found: Found[State] | None = found
        self._why = _why(found)
        self.n = found.base_n
        self.state = found.state
        self._path: Path | None = None
        self._attempted: Path | None = None
        self._size = self._steps = 0
        self._in_doubt = False
        self._since_snapshot = found.since_snapshot

    @property
    def needs_snapshot(self) -> bool:
        return self._since_snapshot >= STEPS_PER_SNAPSHOT

    @property
    def changed(self) -> bool:
        """Whether steps were saved that are not in the snapshot."""
        return self._found is None and self._since_snapshot > 0

    def save(self, edits: Sequence[Edit[State]]) -> None:
        """Write steps to the journal; when this returns, the disk has them.

        Raises
        ------
        OSError, FormatError
            If it cannot; then it can be tried again with these and more.
        """
        if self._found:
            self._mend(self._found)
            self._found = None
        if self._path is None or self._steps >= STEPS_PER_FILE or self._size >= BYTES_PER_FILE:
            self._begin()
        self._append(b"".join(self._record(edit).encode() for edit in edits))
        self.n, self.state = edits[-1].n, edits[-1].state
        self._steps += len(edits)
        self._since_snapshot += len(edits)

    def write_snapshot(self) -> None:
        """Write the state to ``labels/``; the journal keeps what it has."""
        make_folder(self._place.snapshot.parent)
        content = self._codec.write(self.state)
        write_checked(self._place.snapshot, {"n": self.n, **content})
        self._since_snapshot = 0

    def _record(self, edit: Edit[State]) -> Record:
        content = self._codec.write(edit.state) if edit.step is None else edit.step()
        is_state = edit.step is None
        return Record(edit.n, edit.at, self._place.recording, edit.name, content, is_state)

    def _mend(self, found: Found[State]) -> None:
        """Set aside what is damaged; go on in the last file, if it ends with our state."""
        for folder in (self._place.snapshot.parent, self._place.journal):
            remove_unfinished(folder)
        for path in {damage.path for damage in found.damages}:
            if path == self._place.snapshot:
                _keep(self._place, path, path.read_bytes())
                self._since_snapshot = STEPS_PER_SNAPSHOT
            elif path.parent == self._place.journal and path.exists():
                self._mend_file(read_journal_file(path, self._place.recording))
        if found.tail and found.tail.newest == self.n and found.tail.path.exists():
            self._path = found.tail.path
            self._size = self._path.stat().st_size
            self._steps = len(found.tail.records)

    def _mend_file(self, file: JournalFile) -> None:
        if not file.flaws:
            return
        _keep(self._place, file.path, b"\n".join(flaw.data for flaw in file.flaws))
        if file.records:
            write_journal_file(file.path, file.records)
        else:
            file.path.unlink()

    def _begin(self) -> None:
        """Begin a file with the state so far, so that the older ones are only history."""
        path = file_of(self._place.journal, self.n + 1)
        make_folder(path.parent)
        if path.exists() and path not in (self._path, self._attempted):
            raise OSError(f"{path} exists: another program has written to this project")
        self._attempted = path
        base = Record(
            self.n, now(), self._place.recording, self._why, self._codec.write(self.state), True
        )
        self._size = write_journal_file(path, [base])
        self._path, self._steps, self._in_doubt, self._why = path, 0, False, ""

    def _append(self, data: bytes) -> None:
        assert self._path is not None
        descriptor = self._opened(self._path)
        try:
            if self._in_doubt:
                os.ftruncate(descriptor, self._size)
            self._in_doubt = True
            os.lseek(descriptor, self._size, os.SEEK_SET)
            written = 0
            while written < len(data):
                written += os.write(descriptor, data[written:])
            os.fsync(descriptor)
            self._in_doubt = False
        finally:
            os.close(descriptor)
        self._size += len(data)

    def _opened(self, path: Path) -> int:
        """The file of the journal, as we know it; a new one if a part of ours is gone."""
        size = path.stat().st_size if path.exists() else 0
        if size < self._size:
            self._begin()
        elif size > self._size and not self._in_doubt:
            raise OSError(f"{path} has grown: another program has written to this project")
        assert self._path is not None
        return os.open(self._path, os.O_RDWR | getattr(os, "O_BINARY", 0))


def _why(found: Found[State]) -> str:
    """The name of the state that the next file begins with, where it is not that of a step."""
    if found.by_hand:
        return "changed by hand"
    return "restored after damage" if found.lost else ""


def _keep(place: Place, path: Path, data: bytes) -> None:
    """Put what does not verify into ``damaged/``, under the date and the place it comes from."""
    folder = place.folder / "damaged"
    make_folder(folder)
    stamp = now().replace(":", "-")
    with replacing(folder / f"{stamp}-{place.recording}-{path.name}") as temporary:
        temporary.write_bytes(data)
