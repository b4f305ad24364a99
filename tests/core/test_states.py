"""The newest good state, whatever is torn or flipped in the files that hold it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core import tail
from core.backups import backing_up
from core.checked import read_checked, write_checked
from core.journal import journal_files
from core.progress import finish
from core.states import Found, Place, newest_state, state_at
from core.store import Store
from tests.core.numbers import NUMBERS, PLACE, Numbers, add, saved

COUNT = 3
ALL = (0, 10, 20)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A journal of three steps without a snapshot."""
    return saved(tmp_path / "project", COUNT)


@pytest.fixture
def journal(place: Place) -> Path:
    (path,) = journal_files(place.journal)
    return path


def found(place: Place) -> Found[Numbers]:
    return newest_state(place, NUMBERS)


def snapshot(place: Place, numbers: Numbers) -> None:
    place.snapshot.parent.mkdir(exist_ok=True)
    write_checked(place.snapshot, {"n": len(numbers), "numbers": list(numbers)})


def flipped(path: Path) -> Iterator[tuple[int, int]]:
    """The file with one bit changed, at every place in turn; the place and its line."""
    data = path.read_bytes()
    for at in range(len(data)):
        changed = bytearray(data)
        changed[at] ^= 1 << at % 8
        path.write_bytes(changed)
        yield at, data[:at].count(b"\n")
    path.write_bytes(data)


def test_a_journal_alone_is_enough(place: Place) -> None:
    assert found(place).state == ALL
    assert (found(place).n, found(place).newest, found(place).lost) == (3, 3, 0)


def test_torn_at_every_byte_only_the_last_step_is_lost(place: Place, journal: Path) -> None:
    data = journal.read_bytes()
    last = data[:-1].rindex(b"\n") + 1
    for size in range(last, len(data)):
        journal.write_bytes(data[:size])
        torn = found(place)
        # A step of which only the end of the line is missing is whole.
        assert torn.state == (ALL if size == len(data) - 1 else ALL[:2])
        assert torn.lost == 0
        assert [damage.torn for damage in torn.damages] == ([True] if size > last else [])


def test_a_flipped_byte_is_noticed_wherever_it_is(place: Place, journal: Path) -> None:
    """The steps before it come back, and what is not there is never made up."""
    data = journal.read_bytes()
    for at, line in flipped(journal):
        damaged = found(place)
        assert damaged.damages, at
        # Where only the end of a line is another byte, the lengths say where it was.
        good = COUNT if data[at] == ord("\n") else max(line - 1, 0)
        assert damaged.state == ALL[:good]
        assert damaged.lost == COUNT - good


def test_with_a_snapshot_a_flipped_byte_before_it_costs_nothing(
    place: Place, journal: Path
) -> None:
    snapshot(place, ALL[:2])
    last = journal.stat().st_size - 1
    for at, line in flipped(journal):
        assert found(place).state == (ALL if line < 3 or at == last else ALL[:2])


def test_a_flipped_byte_in_a_snapshot_costs_nothing(place: Place) -> None:
    snapshot(place, ALL)
    for at, _ in flipped(place.snapshot):
        assert found(place).state == ALL
        assert found(place).damages, at


def test_the_journal_alone_brings_every_state_back(place: Place) -> None:
    assert [state_at(place, NUMBERS, n) for n in range(4)] == [ALL[:n] for n in range(4)]


def test_where_all_else_is_lost_the_newest_backup_is_taken(place: Place, journal: Path) -> None:
    snapshot(place, ALL[:2])
    finish(backing_up(place.folder))
    place.snapshot.write_text("")
    journal.write_bytes(b"x" + journal.read_bytes()[1:])
    assert found(place).state == ALL


def test_a_snapshot_changed_by_hand_counts(place: Place) -> None:
    snapshot(place, ALL)
    text = place.snapshot.read_text().splitlines()
    place.snapshot.write_text("\n".join((text[0], *text[2:])).replace("20", "25"))
    assert read_checked(place.snapshot).by_hand
    changed = found(place)
    assert changed.by_hand
    assert (changed.state, changed.n, changed.damages) == ((0, 10, 25), 4, ())
    add_one(place, changed.state)
    assert found(place).state == (0, 10, 25, 99)
    assert state_at(place, NUMBERS, 3) == ALL


def test_a_change_by_hand_of_something_old_is_said(place: Place) -> None:
    place.snapshot.parent.mkdir()
    place.snapshot.write_text('{"n": 2, "numbers": [1]}')
    assert found(place).state == (1,)
    assert "after step 2, but 3 are known" in str(found(place).damages[0])


def add_one(place: Place, numbers: Numbers) -> None:
    store = Store(place.folder, NUMBERS)
    assert store.open(PLACE).state == numbers
    add(store, numbers, 99)
    assert store.close(5)


@pytest.mark.parametrize("line", range(1 + COUNT))
def test_what_is_damaged_is_set_aside_and_work_goes_on(
    place: Place, journal: Path, line: int
) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    broken = lines[line].replace(b"recording", b"rec0rding")
    journal.write_bytes(b"".join((*lines[:line], broken, *lines[line + 1 :])))
    before = found(place).state
    add_one(place, before)
    after = found(place)
    assert (after.state, after.damages, after.lost) == ((*before, 99), (), 0)
    (kept,) = (place.folder / "damaged").iterdir()
    assert kept.read_bytes() == broken.removesuffix(b"\n")
    assert after.n > COUNT


def test_a_torn_end_is_set_aside_too(place: Place, journal: Path) -> None:
    data = journal.read_bytes()
    journal.write_bytes(data[:-5])
    add_one(place, ALL[:2])
    assert journal.read_bytes().count(b"\n") == 4
    assert found(place).state == (*ALL[:2], 99)
    assert state_at(place, NUMBERS, 3) == (*ALL[:2], 99)
    (kept,) = (place.folder / "damaged").iterdir()
    assert kept.read_bytes() == data.splitlines()[-1][:-4]


def test_a_damaged_snapshot_is_written_anew(place: Place) -> None:
    snapshot(place, ALL)
    place.snapshot.write_bytes(place.snapshot.read_bytes()[:-9])
    add_one(place, ALL)
    assert read_checked(place.snapshot).content == {"n": 4, "numbers": [*ALL, 99]}
    assert len(list((place.folder / "damaged").iterdir())) == 1


def test_a_journal_of_another_recording_is_not_taken(place: Place, journal: Path) -> None:
    other = Place(place.folder, "other")
    other.journal.mkdir()
    journal.rename(other.journal / journal.name)
    assert found(other).state == ()
    assert "belongs to the recording 'one'" in str(found(other).damages[0])


def test_only_the_newest_files_are_read(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a long history does not make opening slow."""
    monkeypatch.setattr(tail, "STEPS_PER_FILE", 1)
    add_one(place, ALL)
    old, _ = journal_files(place.journal)
    old.write_bytes(b"")
    assert found(place).state == (*ALL, 99)
