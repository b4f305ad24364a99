"""The least that a person has to do, against trying everything."""

from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import product

import numpy as np
import pytest

from core.corrections import ONE_EACH, Act, corrections
from core.labels import Segment, segments_from_dense

N_FRAMES, CLASSES = 5, "ab"
State = tuple[Segment, ...]


def n_acts(predicted: State, truth: State, tolerance: int = 0) -> int:
    return len(corrections(predicted, truth, tolerance=tolerance))


@pytest.mark.parametrize(
    ("predicted", "truth", "acts"),
    [
        ([], [], []),
        ([], [(0, 9, "a")], ["insert"]),
        ([(0, 9, "a")], [], ["delete"]),
        ([(0, 9, "a")], [(0, 9, "b")], ["relabel"]),
        ([(0, 9, "a")], [(2, 12, "a")], ["move edge", "move edge"]),
        ([(0, 9, "a")], [(0, 4, "a"), (4, 9, "b")], ["split", "relabel"]),
        ([(0, 9, "a")], [(0, 4, "a"), (6, 9, "a")], ["split", "move edge"]),
        ([(0, 4, "a"), (6, 9, "b")], [(0, 9, "a")], ["merge"]),
        ([(0, 4, "a"), (4, 9, "b")], [(0, 6, "a"), (6, 9, "b")], ["move edge"]),
        ([(0, 4, "a"), (5, 9, "b")], [(0, 6, "a"), (6, 9, "b")], ["move edge", "move edge"]),
        ([(0, 3, "a"), (7, 9, "b")], [(0, 3, "a"), (4, 6, "a")], ["delete", "insert"]),
    ],
)
def test_scripts(
    predicted: list[tuple[int, int, str]], truth: list[tuple[int, int, str]], acts: list[str]
) -> None:
    sides = ([Segment(*one) for one in side] for side in (predicted, truth))
    assert sorted(one.act.value for one in corrections(*sides)) == sorted(acts)


def test_an_edge_that_is_nearly_right_is_right() -> None:
    said, true = (Segment(0, 40, "a"), Segment(40, 90, "b")), (Segment(3, 44, "a"),)
    true = (*true, Segment(44, 90, "b"))
    counts = [n_acts(said, true, tolerance=frames) for frames in (0, 2, 3, 4)]
    assert counts == [2, 2, 1, 0]


def test_nothing_takes_less() -> None:
    """Against the shortest ways between states of five frames, by trying every act."""
    states = [*all_states()]
    rng = np.random.default_rng(0)
    for start in rng.choice(len(states), 8, replace=False):
        least = fewest(states[start])
        for number in rng.choice(len(states), 100, replace=False):
            pair = states[start], states[number]
            assert n_acts(*pair) == least[states[number]], pair


def test_costs_choose_among_ways() -> None:
    said, true = [Segment(0, 9, "a")], [Segment(20, 29, "a")]
    dear_edges = {**ONE_EACH, Act.MOVE_EDGE: 1.1}
    dear_inserts = {**ONE_EACH, Act.INSERT: 1.1}
    for costs, acts in (
        (dear_edges, {Act.DELETE, Act.INSERT}),
        (dear_inserts, {Act.MOVE_EDGE}),
    ):
        assert {one.act for one in corrections(said, true, costs=costs)} == acts


def all_states() -> Iterator[State]:
    """All ways to lay segments into the frames."""
    seen = set()
    for labels in product(range(2 * len(CLASSES) + 1), repeat=N_FRAMES):
        # Two numbers for each class, so that neighbours of one class can be told apart.
        segments = segments_from_dense(np.array(labels), [*CLASSES, *CLASSES])
        if segments not in seen:
            seen.add(segments)
            yield segments


def fewest(start: State) -> dict[State, int]:
    """How many acts it takes to get anywhere (Dijkstra: merging many counts as many)."""
    found: dict[State, int] = {}
    waiting: list[tuple[int, State]] = [(0, start)]
    while waiting:
        total, state = heappop(waiting)
        if state not in found:
            found[state] = total
            for times, after in acts(state):
                if after not in found:
                    heappush(waiting, (total + times, after))
    return found


def acts(state: State) -> Iterator[tuple[int, State]]:
    """Everything that one act can do, and how many it counts for."""
    free = set(range(N_FRAMES)) - {f for one in state for f in range(one.start, one.stop)}
    for start, stop in product(range(N_FRAMES), range(1, N_FRAMES + 1)):
        if start < stop and set(range(start, stop)) <= free:
            for name in CLASSES:
                yield 1, tuple(sorted((*state, Segment(start, stop, name))))
    for n, one in enumerate(state):
        before, after = state[:n], state[n + 1 :]
        yield 1, before + after
        for name in CLASSES:
            yield 1, (*before, Segment(one.start, one.stop, name), *after)
        for frame in range(one.start + 1, one.stop):
            parts = (
                Segment(one.start, frame, one.class_name),
                Segment(frame, one.stop, one.class_name),
            )
            yield 1, (*before, *parts, *after)
        for frame in range(before[-1].stop if before else 0, one.stop):
            yield 1, (*before, Segment(frame, one.stop, one.class_name), *after)
        for frame in range(one.start + 1, (after[0].start if after else N_FRAMES) + 1):
            yield 1, (*before, Segment(one.start, frame, one.class_name), *after)
        if after and after[0].start == one.stop:
            for frame in range(one.start + 1, after[0].stop):
                left = Segment(one.start, frame, one.class_name)
                right = Segment(frame, after[0].stop, after[0].class_name)
                yield 1, (*before, left, right, *after[1:])
        for m in range(n + 2, len(state) + 1):
            for name in {segment.class_name for segment in state[n:m]}:
                merged = Segment(one.start, state[m - 1].stop, name)
                yield m - n - 1, (*before, merged, *state[m:])
