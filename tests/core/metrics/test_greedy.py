import numpy as np

from core.metrics.greedy import Ranges, greedy_hits


def ranges(*bounds: tuple[int, int]) -> Ranges:
    start, stop = np.array(bounds, dtype=np.intp).reshape(-1, 2).T
    return Ranges(np.zeros_like(start), start, stop)


def hits(found: Ranges, true: Ranges, threshold: float) -> list[bool]:
    (each,) = greedy_hits(found, true, [threshold])
    return each.tolist()


def test_each_proposal_takes_what_is_left() -> None:
    true = ranges((0, 10), (10, 20))
    assert hits(ranges((0, 12), (1, 12), (2, 12)), true, 0.05) == [True, True, False]


def test_the_most_overlapped_segment_is_taken() -> None:
    true = ranges((0, 10), (10, 20))
    assert hits(ranges((4, 12), (10, 20)), true, 0.05) == [True, True]
    assert hits(ranges((8, 16), (10, 20)), true, 0.4) == [True, False]


def test_of_equally_overlapped_segments_the_first_is_taken() -> None:
    true = ranges((0, 10), (10, 20))
    assert hits(ranges((5, 15), (0, 10)), true, 0.3) == [True, False]
    assert hits(ranges((5, 15), (10, 20)), true, 0.3) == [True, True]


def test_an_overlap_that_is_just_enough() -> None:
    assert hits(ranges((0, 3)), ranges((0, 10)), 0.3) == [True]
    assert hits(ranges((0, 3)), ranges((0, 10)), 0.301) == [False]


def test_an_empty_segment_is_never_taken() -> None:
    assert hits(ranges((0, 10)), ranges((5, 5), (20, 20)), 0.01) == [False]


def test_nothing_on_either_side() -> None:
    assert hits(ranges(), ranges((0, 10)), 0.5) == []
    assert hits(ranges((0, 10)), ranges(), 0.5) == [False]
