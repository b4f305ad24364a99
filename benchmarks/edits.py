"""How long an edit, its undo and a look-up take as a track grows: microseconds of processor time.

``python -m benchmarks.edits``. Others on the machine hardly change processor time. Each edit makes
a new `core.history.History`, as in the window. The reference is the least that an undo by whole
states can do: a tuple of all segments with one exchanged, checked by nobody. The review queue has
as many predicted segments as the track has segments, half of them of another class.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from time import process_time

import numpy as np

from core.classes import ClassList
from core.edits.accept import accept
from core.edits.move import Side, move_edge
from core.edits.write import create
from core.history import History
from core.label_set import LabelSet
from core.labels import LabelTrack, Segment, Source
from core.review import review_queue
from core.steps import Step

REPEATS = 500
LENGTH = 10
"""Frames from one segment to the next."""

PERSON = Source("person", "Anna", "2026-11-20T12:00:00")


def main() -> None:
    print(f"{'segments':>9}  {'':24}{'median':>9}{'p95':>9}")
    for n_segments in (1_000, 10_000, 100_000):
        for what, times in measure(n_segments):
            median, p95 = np.percentile(times, (50, 95)) * 1e6
            print(f"{n_segments:9,}  {what:24}{median:9.1f}{p95:9.1f}")


def measure(n_segments: int) -> Iterator[tuple[str, list[float]]]:
    """What was done, and the seconds of each time."""
    history = History(LabelSet((labelled(n_segments),), ClassList.of("ab")))
    frames = np.random.default_rng(0).integers(n_segments * LENGTH, size=REPEATS).tolist()
    for what, edit in EDITS.items():
        histories = [history]
        yield what, timed(lambda frame, e=edit, h=histories: h.append(e(h[-1], frame)), frames)
        last = [histories[-1]]
        yield "  undo", timed(lambda _, h=last: h.append(h.pop().undo()), frames)
        yield "  redo", timed(lambda _, h=last: h.append(h.pop().redo()), frames)
    track = history.labels.tracks[0]
    yield "frame → segment", timed(track.segment_at, frames)
    predicted = [replace(one, class_name="ab"[n % 2]) for n, one in enumerate(track.segments)]
    yield "review queue", timed(lambda _: review_queue(track, predicted, shortest=5), frames[:5])
    flat = [tuple(track.segments)]
    yield "one tuple of all", timed(lambda frame: flat.append(exchanged(flat.pop(), frame)), frames)


def timed(act: Callable[[int], object], frames: list[int]) -> list[float]:
    times = []
    for frame in frames:
        begun = process_time()
        act(frame)
        times.append(process_time() - begun)
    return times


def labelled(n_segments: int) -> LabelTrack:
    """Segments with gaps of three frames, in memory in no particular order, as after hours."""
    starts = np.random.default_rng(1).permutation(n_segments) * LENGTH
    segments = sorted(Segment(start, start + 7, "a", 0.5, PERSON) for start in starts.tolist())
    return LabelTrack("me", n_segments * LENGTH, tuple(segments))


def drag(history: History, frame: int) -> History:
    track = history.labels.tracks[0]
    segment = track.segments[frame // LENGTH % len(track.segments)]
    change = move_edge(track, segment, Side.STOP, segment.stop + 1)
    return history.do(Step.edit("Move edge", PERSON.date, track.name, change))


def draw(history: History, frame: int) -> History:
    track = history.labels.tracks[0]
    change = create(track, Segment(frame, frame + 5, "b", 1.0, PERSON))
    return history.do(Step.edit("Create", PERSON.date, track.name, change))


def take(history: History, frame: int) -> History:
    track = history.labels.tracks[0]
    change = accept(track, Segment(frame, frame + 25, "b", 0.8), PERSON)
    return history.do(Step.edit("Accept", PERSON.date, track.name, change))


EDITS = {"move edge": drag, "create": draw, "accept": take}


def exchanged(segments: tuple[Segment, ...], frame: int) -> tuple[Segment, ...]:
    place = bisect_right(segments, frame, key=lambda segment: segment.start) - 1
    return (*segments[:place], segments[place], *segments[place + 1 :])


if __name__ == "__main__":
    main()
