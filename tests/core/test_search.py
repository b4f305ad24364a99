"""A query finds exactly what each of its conditions says."""

import pytest

from core.labels import IMPORT, MODEL, Segment, Source
from core.search import Hit, Pool, Query, Status

MINE = Segment(0, 10, "walk", note="to the Door", source=Source(name="Anna"))
ACCEPTED = Segment(10, 40, "run", 0.8, Source(MODEL, "m"))
IMPORTED = Segment(50, 55, "walk", source=Source(IMPORT, "old.csv"))
GUESS = Segment(60, 80, "jump", 0.4)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(), [MINE, ACCEPTED, IMPORTED, GUESS]),
        (Query("WALK"), [MINE, IMPORTED]),
        (Query("door anna"), [MINE]),
        (Query("door run"), []),
        (Query(class_name="walk"), [MINE, IMPORTED]),
        (Query(status=Status.PERSON), [MINE]),
        (Query(status=Status.ACCEPTED), [ACCEPTED]),
        (Query(status=Status.IMPORTED), [IMPORTED]),
        (Query(status=Status.PREDICTED), [GUESS]),
        (Query(scores=(0.4, 0.8)), [ACCEPTED, GUESS]),
        (Query(frames=(10, 20)), [MINE, GUESS]),
    ],
)
def test_each_condition(query: Query, found: list[Segment]) -> None:
    pool = Pool([MINE, ACCEPTED, IMPORTED], [GUESS])
    assert [pool[number].segment for number in pool.search(query)] == found


def test_the_same_segment_can_be_said_and_predicted() -> None:
    pool = Pool([MINE], [MINE])
    assert pool.search(Query()) == [0, 1]
    assert [pool[0], pool[1]] == [Hit(MINE), Hit(MINE, True)]


def test_a_range_from_more_to_less_is_refused() -> None:
    with pytest.raises(ValueError, match=r"at least 0\.9 and at most 0\.1"):
        Query(scores=(0.9, 0.1))
