"""A long random walk through all edits, undo, redo and restart, beside squared paper.

``python -m tests.core.random_walk 100000 [SEED]`` takes as many steps as one likes.
"""

import json
import sys
from itertools import pairwise

import numpy as np

from core import spans
from core.change import Change
from core.classes import ClassList
from core.edits.accept import accept, accept_all, reject
from core.edits.join import fill_gap, merge, split
from core.edits.look import clear_reviewed, set_reviewed
from core.edits.move import Side, move, move_edge
from core.edits.relabel import delete, relabel
from core.edits.write import create, erase, paint, paste
from core.history import History
from core.label_set import LabelSet
from core.labels import LabelTrack, Segment, Source, Span
from core.steps import Step, step_from_json
from tests.core.dense_oracle import CLASSES, Squares

N_FRAMES = 120
NOW = "2026-11-20T12:00:00"
PERSON, MODEL = Source("person", "Anna", NOW), Source("model", "m", NOW)
REFUSED = "x"
"""Only ever rejected: what that does to later proposals is tested elsewhere."""

EDITS = (
    *("create", "paint", "erase", "paste", "move", "move_edge", "move_edge", "split", "merge"),
    *("fill_gap", "delete", "relabel", "accept", "accept_all", "reject", "look", "clear"),
)


class Walk:
    """The labels under test, the same on squared paper, and a journal of what happened."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.start = LabelSet((LabelTrack("me", N_FRAMES),), ClassList.of(CLASSES))
        self.history = History(self.start)
        self.past, self.future = [Squares.empty(N_FRAMES)], list[Squares]()
        self.journal: list[str] = []
        self.happened: set[str] = set()

    @property
    def track(self) -> LabelTrack:
        return self.history.labels.track("me")

    def step(self) -> None:
        """Do something, anything."""
        chance = self.random.random()
        if chance < 0.15:
            self.undo()
        elif chance < 0.25:
            self.redo()
        else:
            self.edit()

    def undo(self) -> None:
        if self.history.can_undo:
            self.history = self.history.undo()
            self.future.append(self.past.pop())
            self.journal.append(json.dumps({"undo": True}))

    def redo(self) -> None:
        if self.history.can_redo:
            self.history = self.history.redo()
            self.past.append(self.future.pop())
            self.journal.append(json.dumps({"redo": True}))

    def edit(self) -> None:
        squares = self.past[-1].copy()
        edit = str(self.random.choice(EDITS))
        change = getattr(self, f"_{edit}")(squares)
        squares.renumber()
        step = Step.edit(edit, NOW, "me", change)
        assert step or same(squares, self.past[-1])
        if step:
            self.history = self.history.do(step)
            self.past.append(squares)
            self.future.clear()
            self.journal.append(json.dumps({"do": step.as_json()}))
            self.happened.add(edit)

    def check(self) -> None:
        """All that must hold after any edit."""
        track, squares = self.track, self.past[-1]
        found = [(s.start, s.stop, s.class_name) for s in track.segments]
        assert found == squares.segments()
        reviewed = np.zeros(N_FRAMES, dtype=bool)
        for span in track.reviewed:
            reviewed[span.start : span.stop] = True
        assert (reviewed == squares.reviewed).all()
        assert all(a.stop < b.start for a, b in pairwise(track.reviewed))
        # Built anew, it is checked from end to end.
        assert LabelTrack("me", N_FRAMES, tuple(track.segments), tuple(track.reviewed)) is not None
        assert len(track.segments) == len(found)
        frame = int(self.random.integers(N_FRAMES))
        at = track.segment_at(frame)
        assert (at is not None) == (squares.owner[frame] > 0)
        assert at is None or at.class_name == squares.name[frame]

    def restart(self) -> None:
        """Everything again from the lines of the journal."""
        again = History(self.start)
        for line in self.journal:
            (act, step), *_ = json.loads(line).items()
            again = again.do(step_from_json(step)) if act == "do" else getattr(again, act)()
        assert again == self.history
        self.history = again

    def _range(self) -> tuple[int, int]:
        start = int(self.random.integers(-5, N_FRAMES))
        return start, start + int(self.random.integers(1, 30))

    def _name(self) -> str:
        return str(self.random.choice(CLASSES))

    def _frame(self) -> int:
        return int(self.random.integers(N_FRAMES))

    def _choose(self, squares: Squares) -> list[int]:
        numbers = sorted(set(squares.owner.tolist()) - {0})
        return [number for number in numbers if self.random.random() < 0.3]

    def _segments(self, squares: Squares, numbers: list[int]) -> list[Segment]:
        # Numbered in order of time by `Squares.renumber`.
        return [self.track.segments[number - 1] for number in numbers]

    def _segment(self) -> tuple[int, Segment] | None:
        if not self.track.segments:
            return None
        place = int(self.random.integers(len(self.track.segments)))
        return place + 1, self.track.segments[place]

    def _inside(self) -> Segment:
        start, stop = self._range()
        return Segment(max(start, 0), max(stop, 1), self._name(), 0.5, PERSON)

    def _create(self, squares: Squares) -> Change:
        new = self._inside()
        squares.create(new.start, new.stop, new.class_name)
        return create(self.track, new)

    def _paint(self, squares: Squares) -> Change:
        new = self._inside()
        if new.start >= N_FRAMES:
            return Change()
        squares.paint(new.start, new.stop, new.class_name)
        return paint(self.track, new)

    def _erase(self, squares: Squares) -> Change:
        start, stop = self._range()
        squares.erase(start, stop)
        return erase(self.track, start, stop)

    def _paste(self, squares: Squares) -> Change:
        copied = self.track.segments_in(*sorted((self._frame(), self._frame())))
        frame = int(self.random.integers(-20, N_FRAMES + 20))
        squares.paste([(s.start, s.stop, s.class_name) for s in copied], frame)
        return paste(self.track, copied, frame)

    def _move(self, squares: Squares) -> Change:
        if (chosen := self._segment()) is None:
            return Change()
        start = int(self.random.integers(-20, N_FRAMES + 20))
        squares.move(chosen[0], start)
        return move(self.track, chosen[1], start)

    def _move_edge(self, squares: Squares) -> Change:
        if (chosen := self._segment()) is None:
            return Change()
        side = (Side.START, Side.STOP)[int(self.random.integers(2))]
        edge = chosen[1].start if side is Side.START else chosen[1].stop
        frame = edge + int(self.random.integers(-20, 20))
        linked = bool(self.random.random() < 0.7)
        squares.move_edge(chosen[0], side.value, frame, linked)
        return move_edge(self.track, chosen[1], side, frame, linked=linked)

    def _split(self, squares: Squares) -> Change:
        frame = self._frame()
        squares.split(frame)
        return split(self.track, frame)

    def _merge(self, squares: Squares) -> Change:
        numbers = self._choose(squares)
        segments = self._segments(squares, numbers)
        squares.merge(numbers)
        return merge(self.track, segments)

    def _fill_gap(self, squares: Squares) -> Change:
        frame = self._frame()
        squares.fill_gap(frame)
        return fill_gap(self.track, frame)

    def _delete(self, squares: Squares) -> Change:
        numbers = self._choose(squares)
        squares.delete(numbers)
        return delete(self._segments(squares, numbers))

    def _relabel(self, squares: Squares) -> Change:
        numbers, name = self._choose(squares), self._name()
        squares.relabel(numbers, name)
        return relabel(self._segments(squares, numbers), name, PERSON)

    def _predicted(self) -> list[Segment]:
        edges = np.unique(self.random.integers(0, N_FRAMES, size=8)).tolist()
        return [Segment(a, b, self._name(), 0.5) for a, b in pairwise(edges)]

    def _accept(self, squares: Squares) -> Change:
        one = self._predicted()[0]
        squares.accept(one.start, one.stop, one.class_name)
        return accept(self.track, one, MODEL)

    def _accept_all(self, squares: Squares) -> Change:
        predicted = self._predicted()
        squares.accept_all([(s.start, s.stop, s.class_name) for s in predicted])
        return accept_all(self.track, predicted, MODEL)

    def _reject(self, squares: Squares) -> Change:
        span: Span = self._predicted()[0]
        squares.look(span.start, span.stop, True)
        return reject(self.track, [Segment(span.start, span.stop, REFUSED)], MODEL)

    def _look(self, squares: Squares) -> Change:
        start, stop = self._range()
        squares.look(start, stop, True)
        return set_reviewed(self.track, start, stop)

    def _clear(self, squares: Squares) -> Change:
        start, stop = self._range()
        squares.look(start, stop, False)
        return clear_reviewed(self.track, start, stop)


def same(one: Squares, other: Squares) -> bool:
    return one.segments() == other.segments() and bool((one.reviewed == other.reviewed).all())


def walk(n_steps: int, seed: int, n_restarts: int) -> Walk:
    """Take so many steps, checking after each."""
    walked = Walk(seed)
    for number in range(1, n_steps + 1):
        walked.step()
        walked.check()
        if number % (n_steps // n_restarts) == 0:
            walked.restart()
    return walked


if __name__ == "__main__":
    spans._CHUNK = 2  # for a few segments to lie in many chunks
    n_steps = int(sys.argv[1])
    done = walk(n_steps, int(sys.argv[2]) if len(sys.argv) > 2 else 0, 20)
    print(f"{n_steps:,} steps, {len(done.history.steps):,} in the history, none out of place")
