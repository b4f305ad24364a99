"""What a person has to do to a prediction until it is right: the least of it, act by act.

The acts are those of `core.edits`: insert a segment in free frames, delete, relabel or split one,
move an edge (one that two segments share moves for both), and merge neighbours with the gaps
between them, which then are of the class of any of them. Painting over segments and moving them as
a whole are left out: hands that do may need fewer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby, pairwise

from core.labels import Segment, Span


class Act(Enum):
    """What a person does to a segment, as people read it."""

    INSERT = "insert"
    DELETE = "delete"
    RELABEL = "relabel"
    MOVE_EDGE = "move edge"
    SPLIT = "split"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Correction:
    """An act, and the frames that it is about: a segment, or what an edge moves over."""

    act: Act
    span: Span


Costs = Mapping[Act, float]
Script = tuple[Correction, ...]

ONE_EACH: Costs = dict.fromkeys(Act, 1.0)
"""Every act costs the same: what counts is how many there are."""


@dataclass(frozen=True, slots=True)
class _Way:
    """The cheapest found to a place: its cost, its last acts, and the way before them."""

    cost: float
    script: Script = ()
    before: "_Way | None" = None


def corrections(
    predicted: Sequence[Segment],
    truth: Sequence[Segment],
    *,
    costs: Costs = ONE_EACH,
    tolerance: int = 0,
) -> Script:
    """The cheapest script that makes a prediction true, in order of time.

    Dynamic programming over both sides: what was predicted is deleted, what is true inserted, or
    neighbouring segments of the one side become neighbouring ones of the other by merging and
    splitting. Other scripts are not looked at. If all acts cost the same, none is shorter, as
    trying everything shows for small cases; else one may be cheaper, for instance where deleting
    what is to be merged is.

    Parameters
    ----------
    predicted, truth
        In order of time, none overlapping the next of its side.
    costs
        Of each act, in any unit.
    tolerance
        Frames: an edge that is off by no more is right. Among segments that are hardly longer than
        that, fewer acts are counted than it takes to make room for all.
    """
    hands = _Hands(costs, tolerance)
    # Ways to where so much of each side is done: whatever came last, and by making segments true.
    last: dict[tuple[int, int], _Way] = {(0, 0): _Way(0)}
    made: dict[tuple[int, int], _Way] = {}
    for i in range(len(predicted) + 1):
        for j in range(len(truth) + 1):
            ways = list(_by_making(hands, predicted, truth, (i, j), last, made))
            if ways:
                made[i, j] = min(ways, key=_cost)
            if i:
                ways.append(hands.act(last[i - 1, j], Act.DELETE, predicted[i - 1]))
            if j:
                ways.append(hands.act(last[i, j - 1], Act.INSERT, truth[j - 1]))
            if ways:
                last[i, j] = min(ways, key=_cost)
    return _whole(last[len(predicted), len(truth)])


def _by_making(
    hands: "_Hands",
    predicted: Sequence[Segment],
    truth: Sequence[Segment],
    done: tuple[int, int],
    last: Mapping[tuple[int, int], _Way],
    made: Mapping[tuple[int, int], _Way],
) -> Iterator[_Way]:
    """Ways whose last acts turn some predicted segments into some true ones."""
    i, j = done
    for a in range(i):
        for b in range(j):
            old, new = predicted[a:i], truth[b:j]
            script = hands.making(old, new)
            yield hands.on(last[a, b], script)
            if a and b and (a, b) in made and hands.rolls(predicted[a - 1], old, truth[b - 1], new):
                # The edge at their start has moved with the stop of the segment before.
                yield hands.on(made[a, b], script[1:])


@dataclass(frozen=True)
class _Hands:
    """What hands do, what it costs, and how exact they are."""

    costs: Costs
    tolerance: int

    def act(self, way: _Way, act: Act, segment: Segment) -> _Way:
        return self.on(way, (Correction(act, Span(segment.start, segment.stop)),))

    def on(self, way: _Way, script: Script) -> _Way:
        return _Way(way.cost + sum(self.costs[one.act] for one in script), script, way)

    def making(self, old: Sequence[Segment], new: Sequence[Segment]) -> Script:
        """Acts that turn neighbours into others; moving their start comes first, if it moves."""
        return (
            *self._moving(old[0].start, new[0].start),
            *(Correction(Act.MERGE, Span(one.start, two.stop)) for one, two in pairwise(old)),
            *self._moving(old[-1].stop, new[-1].stop),
            *self._splitting(new),
            *min((_relabelling(one.class_name, new) for one in old), key=len),
        )

    def rolls(
        self, before: Segment, old: Sequence[Segment], true: Segment, new: Sequence[Segment]
    ) -> bool:
        """Whether two segments that are made true share an edge that moves for both."""
        shared = before.stop == old[0].start and new[0].start - true.stop <= 2 * self.tolerance
        return shared and all(
            self._moving(old[0].start, edge) for edge in (true.stop, new[0].start)
        )

    def _splitting(self, new: Sequence[Segment]) -> Iterator[Correction]:
        for one, two in pairwise(new):
            yield Correction(Act.SPLIT, Span(one.start, two.stop))
            # A cut in the middle may be near enough to both edges.
            yield from self._moving(one.stop, two.start, self.tolerance)

    def _moving(self, frame: int, to: int, more: int = 0) -> Script:
        if abs(frame - to) <= self.tolerance + more:
            return ()
        return (Correction(Act.MOVE_EDGE, Span(min(frame, to), max(frame, to))),)


def _relabelling(class_name: str, new: Sequence[Segment]) -> Script:
    """Before or after cutting: all at once if that saves some, then what differs still."""
    runs = [list(run) for _, run in groupby(new, key=lambda one: one.class_name)]

    def differing(name: str) -> Script:
        others = [run for run in runs if run[0].class_name != name]
        return tuple(Correction(Act.RELABEL, Span(run[0].start, run[-1].stop)) for run in others)

    whole = Correction(Act.RELABEL, Span(new[0].start, new[-1].stop))
    at_once = [(whole, *differing(one.class_name)) for one in new]
    return min(differing(class_name), *at_once, key=len)


def _cost(way: _Way) -> float:
    return way.cost


def _whole(way: _Way | None) -> Script:
    scripts = []
    while way:
        scripts.append(way.script)
        way = way.before
    return tuple(correction for script in reversed(scripts) for correction in script)
