"""All that is saved of a recording's labels, read at one go: the state and how it came to be.

Reading takes a second for 100,000 segments, so a window does it in a thread and hands the result
to its store.
"""

from dataclasses import dataclass

from core.history import History
from core.journal import Record, journal_files, read_journal_file
from core.label_codec import CODEC, history
from core.label_set import LabelSet
from core.states import Found, Place, newest_state


@dataclass(frozen=True)
class Saved:
    """The newest good state on disk, and the steps that led to it."""

    place: Place
    found: Found[LabelSet]
    history: History

    @property
    def stands(self) -> bool:
        """Whether the journal still ends as it did: nobody has written to it since."""
        newest, tail = journal_files(self.place.journal)[-1:], self.found.tail
        if tail is None:
            return not newest
        return newest == [tail.path] and tail.path.stat().st_size == tail.size


def read_saved(place: Place) -> Saved:
    """Read state and journal of a recording; the newest file of the journal only once.

    Raises
    ------
    FormatError
        If a file cannot be read at all.
    """
    found = newest_state(place, CODEC)
    return Saved(place, found, history(found.state, _records(place, found)))


def _records(place: Place, found: Found[LabelSet]) -> list[Record]:
    """The whole journal, oldest first."""
    read = {found.tail.path: found.tail} if found.tail else {}
    files = (
        read.get(path) or read_journal_file(path, place.recording)
        for path in journal_files(place.journal)
    )
    return [record for file in files for record in file.records]
