import numpy as np

from core.labels import Segment, segments_from_dense
from core.pairing import LEAST, paired
from core.spans import overlap


def test_the_same_action_is_found_whatever_it_is_called() -> None:
    old, new = Segment(0, 10, "a"), Segment(1, 10, "b")
    assert paired([old], [new]) == ((old, new),)


def test_neighbours_are_no_counterparts() -> None:
    old, new = Segment(0, 10, "a"), Segment(8, 20, "a")
    assert paired([old], [new]) == ((old, None), (None, new))


def test_a_class_finds_itself_before_what_overlaps_more() -> None:
    whole = Segment(0, 20, "a")
    first, second = Segment(0, 13, "b"), Segment(13, 20, "a")
    assert paired([whole], [first, second]) == ((whole, second), (None, first))
    assert paired([first, second], [whole]) == ((first, None), (second, whole))


def test_of_one_class_the_greatest_overlap_counts() -> None:
    whole = Segment(0, 20, "a")
    first, second = Segment(0, 7, "a"), Segment(8, 20, "a")
    assert paired([whole], [first, second]) == ((whole, second), (None, first))


def test_every_segment_occurs_once_and_no_better_pair_is_left() -> None:
    rng = np.random.default_rng(0)
    for _ in range(200):
        one, other = (segments_from_dense(rng.integers(0, 3, 12).repeat(2), "ab") for _ in "12")
        pairs = paired(one, other)
        assert sorted(mine for mine, _ in pairs if mine) == list(one)
        assert sorted(theirs for _, theirs in pairs if theirs) == list(other)
        assert all(overlap(*pair) >= LEAST for pair in pairs if all(pair))
        alone = [mine for mine, theirs in pairs if not theirs]
        left = [theirs for mine, theirs in pairs if not mine]
        assert all(overlap(mine, theirs) < LEAST for mine in alone for theirs in left)
