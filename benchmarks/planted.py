"""A long recording whose labels have ten errors, made from the demo for `keyboard_walk`.

The demo's six recordings follow one another as one, reviewed throughout, with the labels that the
authors of PRECOG gave them. Those are the truth; which of them are spoilt, and how, is drawn.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from app.demo import DEMO
from core.checked import write_checked
from core.classes import ClassList
from core.entries import Entry
from core.formats import native, read_recording
from core.label_codec import labels_as_json
from core.label_formats import precog_csv
from core.label_set import LabelSet
from core.labels import LabelTrack, Segment
from core.project import Project
from core.recording import Recording
from core.spans import Span, gaps, merge_spans, overlap
from core.states import Place

N_WRONG, N_SHIFTED, N_MISSING, N_SPURIOUS = 3, 3, 2, 2
SHIFTS = 8, 20
"""Frames: an edge is shifted by at least the first and at most the second."""
LENGTHS = 12, 20
"""Frames of a spurious segment; it keeps `_MARGIN` from what is around it."""
_MARGIN = 6


@dataclass(frozen=True)
class Planted:
    """What is true, what the labels say, and each error as a line for people."""

    truth: tuple[Segment, ...]
    labels: tuple[Segment, ...]
    errors: tuple[str, ...]


def make(folder: Path, seed: int) -> Planted:
    """Write a project of the one recording into an empty folder, its labels with ten errors."""
    recording, truth = demo_in_a_row()
    planted = plant(truth, recording.n_frames, precog_csv.CLASSES, seed)
    path = folder / "demo.h5"
    native.write(recording, path)
    classes = ClassList.of(precog_csv.CLASSES)
    entry = Entry.of(path, path.stem, path.stem, recording.n_frames, recording.fps)
    Project(folder, classes, (entry,)).save()
    reviewed = (Span(0, recording.n_frames),)
    track = LabelTrack("labels", recording.n_frames, planted.labels, reviewed)
    place = Place(folder, entry.id)
    place.snapshot.parent.mkdir()
    write_checked(place.snapshot, labels_as_json(LabelSet((track,), classes)))
    return planted


def demo_in_a_row() -> tuple[Recording, tuple[Segment, ...]]:
    """The demo's recordings as one, and what PRECOG's authors say of it."""
    paths = sorted((DEMO / "recordings").glob("*.csv"))
    parts = [read_recording(path) for path in paths]
    starts = np.cumsum([0, *(part.n_frames for part in parts)]).tolist()
    truth = (
        replace(one, start=one.start + first, stop=one.stop + first)
        for path, first in zip(paths, starts, strict=False)
        for one in precog_csv.track(path).segments
    )
    positions = np.concatenate([part.positions for part in parts])
    valid = np.concatenate([part.valid for part in parts])
    return Recording(positions, valid, parts[0].skeleton, parts[0].fps), tuple(truth)


@dataclass(frozen=True)
class Error:
    """What is said, and what is true; None where nothing is."""

    said: Segment | None
    true: Segment | None

    @property
    def span(self) -> Span:
        both = [one for one in (self.said, self.true) if one]
        return Span(min(one.start for one in both), max(one.stop for one in both))


def errors(said: Sequence[Segment], truth: Sequence[Segment]) -> Iterator[Error]:
    """What is wrong: segments that are not the same, each beside the one that it overlaps most."""
    wrong = [one for one in said if facts(one) not in map(facts, truth)]
    for true in truth:
        if facts(true) in map(facts, said):
            continue
        meant = max(wrong, key=lambda one: overlap(one, true), default=None)
        if meant is not None and overlap(meant, true) > 0:
            wrong.remove(meant)
            yield Error(meant, true)
        else:
            yield Error(None, true)
    yield from (Error(one, None) for one in wrong)


def facts(segment: Segment) -> tuple[int, int, str]:
    """What can be right or wrong about a segment."""
    return segment.start, segment.stop, segment.class_name


def plant(truth: Sequence[Segment], n_frames: int, classes: Sequence[str], seed: int) -> Planted:
    """Spoil eight segments, each in one way, and add two where nothing happens."""
    draw = np.random.default_rng(seed)
    spoilt = draw.permutation(len(truth))[: N_WRONG + N_SHIFTED + N_MISSING].tolist()
    labels = dict(enumerate(truth))
    errors = []
    for number in spoilt[:N_WRONG]:
        others = [name for name in classes if name != truth[number].class_name]
        labels[number] = replace(truth[number], class_name=str(draw.choice(others)))
        errors.append(f"{_told(truth[number])} is called {labels[number].class_name}")
    for number in spoilt[N_WRONG : N_WRONG + N_SHIFTED]:
        labels[number] = _shifted(truth[number], (*truth, *labels.values()), n_frames, draw)
        errors.append(f"{_told(truth[number])} is said to be {_range(labels[number])}")
    missing = [labels.pop(number) for number in spoilt[N_WRONG + N_SHIFTED :]]
    errors.extend(f"{_told(one)} is missing" for one in missing)
    spurious = list(_spurious((*truth, *labels.values()), n_frames, classes, draw))
    errors.extend(f"{_told(one)} is made up" for one in spurious)
    return Planted(tuple(truth), tuple(sorted([*labels.values(), *spurious])), tuple(errors))


def _shifted(
    one: Segment, others: Iterable[Segment], n_frames: int, draw: np.random.Generator
) -> Segment:
    """A segment one edge of which is elsewhere, as far as other segments leave room."""
    apart = [other for other in others if not overlap(one, other)]
    earliest = max((other.stop for other in apart if other.start < one.start), default=0)
    latest = min((other.start for other in apart if other.start > one.start), default=n_frames)
    by = range(SHIFTS[0], SHIFTS[1] + 1)
    starts = [one.start + sign * shift for shift in by for sign in (-1, 1)]
    stops = [one.stop + sign * shift for shift in by for sign in (-1, 1)]
    middle = (one.start + one.stop) // 2
    possible = [
        *(replace(one, start=start) for start in starts if earliest <= start < middle),
        *(replace(one, stop=stop) for stop in stops if middle < stop <= latest),
    ]
    return possible[int(draw.integers(len(possible)))]


def _spurious(
    others: Iterable[Segment], n_frames: int, classes: Sequence[str], draw: np.random.Generator
) -> Iterator[Segment]:
    free = gaps(merge_spans(others), 0, n_frames)
    roomy = [gap for gap in free if gap.n_frames >= LENGTHS[1] + 2 * _MARGIN]
    for number in draw.permutation(len(roomy))[:N_SPURIOUS].tolist():
        gap, length = roomy[number], int(draw.integers(LENGTHS[0], LENGTHS[1] + 1))
        start = int(draw.integers(gap.start + _MARGIN, gap.stop - _MARGIN - length + 1))
        yield Segment(start, start + length, str(draw.choice(classes)))


def _told(segment: Segment) -> str:
    return f"{segment.class_name} {_range(segment)}"


def _range(segment: Segment) -> str:
    return f"[{segment.start}, {segment.stop})"
