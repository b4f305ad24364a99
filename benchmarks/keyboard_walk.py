"""How many keys it takes to correct ten errors, by keyboard alone on the real window.

    python -m benchmarks.keyboard_walk [--seed N] [--nudging]    # without a screen: xvfb-run ...

The errors are those of `planted`; a prediction by the model that comes along is beside them. The
script does what a practised person does: N goes to the next doubt, and where the labels are wrong
it puts them right with the fewest keys that it sees, until they are the truth. It knows the truth
where a person looks at the body, so looking costs it nothing: *machine* is the time from each key
to the painted window, summed.

A person's time is estimated by the keystroke-level model of Card, Moran and Newell (1980,
doi:10.1145/358886.358895): ``K`` for each key, Ctrl, Shift and Alt included, of an average typist
who is no secretary, and ``M`` to make up one's mind before each unit of keys. Watching the body
move is not in it.

``--nudging`` moves edges frame by frame and has no edge moved by the model, as it had to be done
before there was a key for it.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.main_window import MainWindow
from app.navigation import next_edge, previous_edge
from app.settings import Settings
from app.viewer.surface import use_default_format
from benchmarks.planted import Error, errors, make
from core.edits.move import Side
from core.labels import Segment, segment_at
from core.review import Item
from core.spans import Span, overlap

K, M = 0.28, 1.35
"""Seconds of the keystroke-level model."""
_MOVES = ("back", "forward", "back_10", "forward_10", "previous_edge", "next_edge")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--nudging", action="store_true")
    options = parser.parse_args()
    use_default_format()
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = name
        folder = Path(name) / "project"
        folder.mkdir()
        planted = make(folder, options.seed)
        window = MainWindow(Settings(), open_demo=lambda: None)
        window.resize(1280, 800)
        window.show()
        open_predicted(application, window, folder)
        print(*planted.errors, sep="\n")
        hands = Hands(window)
        Person(window, hands, planted.truth, options.nudging).correct()
        left = list(errors(window.document.active.segments, planted.truth))
        assert not left, f"not corrected: {left}"
        print(hands.told())
        window.close()


def open_predicted(application: QApplication, window: MainWindow, folder: Path) -> None:
    """Open a project and wait for what the model says of its recording."""
    loop = QEventLoop()
    window.session.predicted.connect(loop.quit)
    window.session.start()
    window.session.open(folder)
    loop.exec()


class Hands:
    """Press keys on a window, by what they do, and keep a record."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.pressed: list[str] = []
        """Actions by their name, and classes by theirs."""
        self.n_keys = 0
        """With Ctrl, Shift and Alt."""
        self.seconds = 0.0

    def press(self, what: str) -> None:
        """Press the key of an action or of a class, and wait until the window has answered."""
        combination = QKeySequence(self._key_of(what))[0]
        key, modifiers = combination.key(), combination.keyboardModifiers()
        began = perf_counter()
        QTest.keyClick(self._window, key, modifiers)
        QApplication.processEvents()
        self.seconds += perf_counter() - began
        self.pressed.append(what)
        self.n_keys += 1 + bin(modifiers.value).count("1")
        self.rest()

    @property
    def n_units(self) -> int:
        """Units of keys: moves and the command that they lead to are one, repetitions too."""
        after = zip(["", *self.pressed], self.pressed, strict=False)
        return sum(
            one == "next_review" or (before not in _MOVES and one != before)
            for before, one in after
        )

    def told(self) -> str:
        person = K * self.n_keys + M * self.n_units
        return (
            f"{len(self.pressed)} presses ({self.n_keys} keys with Ctrl, Shift and Alt), "
            f"{self.n_units} units: {person:.0f} s of a person; machine {self.seconds:.2f} s"
        )

    def _key_of(self, what: str) -> str:
        keymap = self._window.shortcuts.keymap
        keys = {name: key for key, name in keymap.classes.items()}
        return keys[what] if what in keys else keymap.keys_of(what)[0]

    def rest(self) -> None:
        """What is left to review is counted anew before anybody has moved a finger."""
        while self._window.reviewer.busy:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


class Person:
    """Knows the truth, walks the review queue, and corrects what is wrong there."""

    def __init__(
        self, window: MainWindow, hands: Hands, truth: Sequence[Segment], nudging: bool = False
    ) -> None:
        self._window, self._hands, self._truth, self._nudging = window, hands, truth, nudging
        self._document, self._playback = window.document, window.playback

    def correct(self) -> None:
        """Press keys until the labels are the truth."""
        self._hands.rest()
        item = self._next()
        while item and any(self._errors()):
            found = [one for one in self._errors() if one.span.start < item.stop]
            if not self._nudging and self._is_right_to_accept(item, found):
                self._hands.press("accept")
                item = self._window.reviewer.current
            else:
                self._fix(found)
                item = self._next()
        self._fix(self._errors())

    def _errors(self) -> Iterator[Error]:
        return errors(self._document.active.segments, self._truth)

    def _next(self) -> Item | None:
        """The item that N goes to; None after the last."""
        before = self._window.reviewer.current
        self._hands.press("next_review")
        here = self._window.reviewer.current
        return here if here != before else None

    def _is_right_to_accept(self, item: Item, found: Sequence[Error]) -> bool:
        """Whether the model is right about all of an item, and nothing beside it is wrong."""
        about = set(range(item.start, item.stop))
        beside = {f for one in found for f in range(one.span.start, one.span.stop)} - about
        predicted, said = self._document.predicted, self._document.active.segments
        return (
            bool(found)
            and all(self._is_true(predicted, frame) for frame in about)
            and all(self._is_true(said, frame) for frame in beside)
        )

    def _is_true(self, segments: Sequence[Segment], frame: int) -> bool:
        one, true = segment_at(segments, frame), segment_at(self._truth, frame)
        return (one and one.class_name) == (true and true.class_name)

    def _fix(self, found: Iterable[Error]) -> None:
        """Correct errors, from here back to those that N has jumped over."""
        for error in sorted(found, key=lambda one: -one.span.start):
            if overlap(error.span, Span(self._playback.frame, self._playback.frame + 1)) == 0:
                self._go_to(error.span.start)
            self._correct(error)

    def _correct(self, error: Error) -> None:
        if error.true is None:
            self._aim(error.said)
            self._hands.press("delete")
            return
        if error.said is None:
            self._add(error.true)
        elif error.said.class_name != error.true.class_name:
            self._aim(error.said)
            self._hands.press(error.true.class_name)
        self._set_edge(Side.START, error.true.start, error.true)
        self._set_edge(Side.STOP, error.true.stop, error.true)

    def _add(self, true: Segment) -> None:
        """Let a class key take what is predicted here; without a prediction, mark the range."""
        self._aim(None)
        predicted = self._document.predicted_at(self._playback.frame)
        if self._nudging or predicted is None or overlap(predicted, true) < 0.5:
            self._go_to(true.start)
            self._hands.press("mark_in")
            self._go_to(true.stop - 1)
            self._hands.press("mark_out")
        self._hands.press(true.class_name)

    def _set_edge(self, side: Side, frame: int, true: Segment) -> None:
        said = max(self._document.active.segments, key=lambda one: overlap(one, true))
        off = frame - (said.start if side is Side.START else said.stop)
        if off and self._nudging:
            self._aim(said)
            for _ in range(abs(off)):
                self._hands.press(f"{side.value}_{'on' if off > 0 else 'back'}")
        elif off:
            self._go_to(frame)
            alone = "_alone" if self._has_right_neighbour(said, side) else ""
            self._hands.press(f"{side.value}_here{alone}")

    def _has_right_neighbour(self, said: Segment, side: Side) -> bool:
        """Whether a segment that shares an edge is right as it is."""
        shared = said.start if side is Side.START else said.stop
        wanted = {one.stop if side is Side.START else one.start for one in self._truth}
        track = self._document.active
        beside = track.segment_at(shared - 1 if side is Side.START else shared)
        return beside is not None and shared in wanted

    def _aim(self, said: Segment | None) -> None:
        """Let the next key be about a segment, or about none but where the playhead is."""
        chosen = (said,) if said else ()
        if self._document.selection == chosen:
            return
        if self._document.selection:
            self._hands.press("deselect")
        if said:
            self._go_to(min(max(self._playback.frame, said.start), said.stop - 1))

    def _go_to(self, frame: int) -> None:
        while self._playback.frame != frame:
            self._hands.press(self._move_towards(frame))

    def _move_towards(self, frame: int) -> str:
        """The key that leaves the least to go, the simplest of them in a tie."""
        here = self._playback.frame
        way = 1 if here < frame else -1
        edge = (next_edge if way > 0 else previous_edge)(self._document, here)
        reached = {
            ("forward", "back"): here + way,
            ("forward_10", "back_10"): here + 10 * way,
            ("next_edge", "previous_edge"): edge,
        }
        forward, back = min(reached, key=lambda keys: abs(frame - reached[keys]))
        return forward if way > 0 else back


if __name__ == "__main__":
    main()
