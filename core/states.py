"""The state of a recording's labels on disk: the newest, every earlier one, and what is damaged.

Three things say what the labels are, and any one of them is enough: the snapshot
``labels/ID.json``, the state at the beginning of each file of ``journal/ID/``, and the backups.
The newest state is the newest of these that verifies, and all steps after it that follow without a
gap. Only reads. What a state and a step are, a `Codec` knows.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from core.checked import Json, read_checked
from core.errors import FormatError
from core.journal import JournalFile, Record, journal_files, read_journal_file

State = TypeVar("State")


@dataclass(frozen=True)
class Codec(Generic[State]):
    """How labels are written.

    Parameters
    ----------
    empty
        The state of a recording that nobody has labelled.
    read, write
        A state from and to JSON, exactly; `read` raises a `ValueError` at anything else.
    replay
        The state after a step, from the state before it; a `ValueError` if it cannot be done.
    """

    empty: State
    read: Callable[[Json], State]
    write: Callable[[State], Json]
    replay: Callable[[State, Json], State]


@dataclass(frozen=True)
class Damage:
    """A place in a file that is not what was written; ``torn``: the step in flight at a stop."""

    path: Path
    where: str
    why: str
    torn: bool = False

    @classmethod
    def told_by(cls, error: Exception, path: Path) -> "Damage":
        """What an error that reading a file raised says."""
        if isinstance(error, FormatError):
            return cls(error.path, error.where, error.why)
        return cls(path, "", str(error))

    def __str__(self) -> str:
        return (
            f"{self.path}: {self.where}: {self.why}" if self.where else f"{self.path}: {self.why}"
        )


@dataclass(frozen=True)
class Place:
    """Where in a project folder the labels of one recording are."""

    folder: Path
    recording: str

    @property
    def snapshot(self) -> Path:
        return self.folder / "labels" / f"{self.recording}.json"

    @property
    def journal(self) -> Path:
        return self.folder / "journal" / self.recording

    @property
    def backups(self) -> list[Path]:
        """The copies of the snapshot, newest first."""
        found = (self.folder / "backups").glob(f"*/labels/{self.recording}.json")
        return sorted(found, reverse=True)


@dataclass(frozen=True)
class Found(Generic[State]):
    """The last good state of a recording's labels.

    Parameters
    ----------
    state
        The state.
    n
        Number of the last step in it; 0 if there is none.
    newest
        The greatest number that any step has had, damaged ones included.
    since_snapshot
        How many steps of it are only in the journal.
    tail
        The newest file of the journal; None if there is none.
    damages
        What does not verify of the files that had to be read.
    by_hand
        Whether it is a snapshot that somebody has changed by hand.
    """

    state: State
    n: int = 0
    newest: int = 0
    since_snapshot: int = 0
    tail: JournalFile | None = None
    damages: tuple[Damage, ...] = ()
    by_hand: bool = False

    @property
    def lost(self) -> int:
        """How many saved steps are not in the state."""
        return self.newest - self.n

    @property
    def base_n(self) -> int:
        """The number of this state: what follows a loss must not have that of what was lost."""
        return self.newest + 1 if self.lost else self.n

    @property
    def next_n(self) -> int:
        """The number of the next step."""
        return self.base_n + 1


class Moment(NamedTuple):
    """A state that the labels were in: after step ``n``, called ``name``, at a time."""

    n: int
    at: str
    name: str


def newest_state(place: Place, codec: Codec[State]) -> Found[State]:
    """The last good state of a recording's labels, and what is damaged.

    Raises
    ------
    FormatError
        If a file cannot be read at all, so that nobody can say what it holds.
    """
    return _Search(place, codec).found()


def moments(place: Place) -> list[Moment]:
    """Every state that the journal can bring back, oldest first."""
    found = {
        record.n: Moment(record.n, record.at, record.name)
        # A file begins with the state in which the one before it ends: that one has the name.
        for file in reversed(_files(place))
        for record in reversed(file.records)
    }
    return sorted(found.values())


def state_at(place: Place, codec: Codec[State], n: int) -> State:
    """The state after step ``n``.

    Raises
    ------
    ValueError
        If the journal cannot bring it back.
    """
    records = [record for file in _files(place) for record in file.records if record.n <= n]
    starts = [place for place, record in enumerate(records) if record.is_state]
    if starts:
        reached, state, _ = _replayed(codec, records[starts[-1]], records[starts[-1] + 1 :])
        if reached == n:
            return state
    raise ValueError(f"the state of {place.recording} after step {n} cannot be brought back")


class _Search(Generic[State]):
    """Looks for the newest state, reading no more than it takes."""

    def __init__(self, place: Place, codec: Codec[State]) -> None:
        self._place, self._codec = place, codec
        self._damages: list[Damage] = []

    def found(self) -> Found[State]:
        snapshot, by_hand = self._snapshot(self._place.snapshot)
        snapshot_n = snapshot.n if snapshot else 0
        newest = max((file.newest for file in self._recent), default=0)
        if snapshot and by_hand:
            snapshot = replace(snapshot, n=max(newest, snapshot_n) + 1)
        n, state = self._best(snapshot)
        by_hand = by_hand and snapshot is not None and n == snapshot.n
        if by_hand and snapshot_n < newest:
            why = f"was changed by hand as it was after step {snapshot_n}, but {newest} are known"
            self._damages.append(Damage(self._place.snapshot, "", why))
        tail = self._recent[-1] if self._recent else None
        damages = tuple(self._damages)
        return Found(state, n, max(newest, n), n - snapshot_n, tail, damages, by_hand)

    @cached_property
    def _recent(self) -> list[JournalFile]:
        """The newest files, back to one that begins with a state."""
        files: list[JournalFile] = []
        for path in reversed(journal_files(self._place.journal)):
            file = read_journal_file(path, self._place.recording)
            self._damages += damages_of(file)
            files.insert(0, file)
            if file.base is not None:
                break
        return files

    def _best(self, snapshot: Record | None) -> tuple[int, State]:
        for path, start in self._starts(snapshot):
            after = [one for file in self._recent for one in file.records if one.n > start.n]
            try:
                n, state, trouble = _replayed(self._codec, start, after)
            except ValueError as error:
                self._damages.append(Damage(path, f"state {start.n}", str(error)))
                continue
            if trouble:
                self._damages.append(Damage(self._place.journal, *trouble))
            return n, state
        return 0, self._codec.empty

    def _starts(self, snapshot: Record | None) -> Iterator[tuple[Path, Record]]:
        """The states to begin with, newest first, and the files that they are from."""
        starts = [(self._place.snapshot, snapshot)] if snapshot else []
        starts += [
            (file.path, one) for file in self._recent for one in file.records if one.is_state
        ]
        yield from sorted(starts, key=lambda start: start[1].n, reverse=True)
        yield from self._backed_up()

    def _backed_up(self) -> Iterator[tuple[Path, Record]]:
        """Where nothing else is left; a recording without damage was never labelled."""
        for path in self._place.backups if self._damages else ():
            backup, _ = self._snapshot(path)
            if backup:
                yield path, backup

    def _snapshot(self, path: Path) -> tuple[Record | None, bool]:
        """What a snapshot says, and whether somebody has changed it by hand."""
        try:
            content, by_hand = read_checked(path)
            n = int(content.pop("n", 0))
        except FileNotFoundError:
            return None, False
        except (ValueError, TypeError) as error:
            self._damages.append(Damage.told_by(error, path))
            return None, False
        return Record(n, "", self._place.recording, "", content, is_state=True), by_hand


def damages_of(file: JournalFile) -> list[Damage]:
    """The flaws of a journal file as a person is told of them."""
    return [Damage(file.path, f"line {flaw.line}", flaw.why, flaw.torn) for flaw in file.flaws]


def _files(place: Place) -> list[JournalFile]:
    return [read_journal_file(path, place.recording) for path in journal_files(place.journal)]


def _replayed(
    codec: Codec[State], start: Record, records: Iterable[Record]
) -> tuple[int, State, tuple[str, str] | None]:
    """The state after the records that follow without a gap, its number, and what stopped it."""
    n, state = start.n, codec.read(start.content)
    for record in records:
        if record.is_state and record.n == n:
            continue
        if record.n != n + 1:
            return n, state, (f"step {n + 1}", f"is missing, step {record.n} follows")
        try:
            state = (
                codec.read(record.content)
                if record.is_state
                else codec.replay(state, record.content)
            )
        except ValueError as error:
            return n, state, (f"step {record.n}", str(error))
        n = record.n
    return n, state, None
