"""Edits of the class list, each with the segments that it touches in the recordings of a project.

A `ClassEdit` is made once and says what it does to any recording: first as a number, to be shown
before anything happens, then as a step of that recording's history.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from core.change import Change, Exchange
from core.classes import ActionClass, ClassList, class_list_from_json
from core.edits.relabel import relabel
from core.label_json import Json
from core.label_set import LabelSet
from core.labels import LabelTrack, Segment, Source
from core.steps import ClassesChanged, Part, Step, TrackEdited


@dataclass(frozen=True)
class ClassEdit:
    """A new class list, and what becomes of segments.

    Parameters
    ----------
    name
        For the history list.
    classes
        The class list after it.
    becomes
        New class name by old one, for classes whose segments change; None where they are deleted.
    """

    name: str
    classes: ClassList
    becomes: Mapping[str, str | None] = field(default_factory=dict)

    def n_touched(self, labels: LabelSet) -> int:
        """How many segments of a recording change."""
        return sum(len(self._touched(track.segments)) for track in labels.tracks)

    def preview(self, recordings: Mapping[str, LabelSet]) -> dict[str, int]:
        """How many segments change in each recording in which any does."""
        counts = {name: self.n_touched(labels) for name, labels in recordings.items()}
        return {name: count for name, count in counts.items() if count}

    def step(self, labels: LabelSet, date: str) -> Step:
        """The step that does it to a recording."""
        changes = ((track.name, self._change(track)) for track in labels.tracks)
        parts: list[Part] = [TrackEdited(name, change) for name, change in changes if change]
        if labels.classes != self.classes:
            parts.append(ClassesChanged(labels.classes, self.classes))
        return Step(self.name, date, tuple(parts))

    def keeping(self, classes: ClassList) -> "ClassEdit":
        """With those classes at the end that only these labels have: no segment loses its class."""
        kept = (name for name in classes.names if name not in self.becomes)
        return replace(self, classes=self.classes.including(kept))

    def as_json(self) -> Json:
        """What `class_edit_from_json` reads."""
        becomes = dict(self.becomes)
        return {"name": self.name, "classes": self.classes.as_json(), "becomes": becomes}

    def _change(self, track: LabelTrack) -> Change:
        segments, rejected = self._touched(track.segments), self._touched(sorted(track.rejected))
        return Change(
            segments=Exchange(segments, tuple(self._renamed(segments))),
            rejected=Exchange.of(rejected, self._renamed(rejected)),
        )

    def _touched(self, segments: Iterable[Segment]) -> tuple[Segment, ...]:
        return tuple(one for one in segments if one.class_name in self.becomes)

    def _renamed(self, segments: Iterable[Segment]) -> Iterator[Segment]:
        for one in segments:
            if name := self.becomes[one.class_name]:
                yield replace(one, class_name=name)


def class_edit_from_json(content: Json) -> ClassEdit:
    """The edit that `ClassEdit.as_json` described."""
    becomes = {
        str(old): None if new is None else str(new) for old, new in content["becomes"].items()
    }
    return ClassEdit(str(content["name"]), class_list_from_json(content["classes"]), becomes)


def add(classes: ClassList, new: ActionClass) -> ClassEdit:
    return ClassEdit(f"Add class {new.name!r}", classes.adding(new))


def alter(classes: ClassList, name: str, new: ActionClass) -> ClassEdit:
    """Give a class another name, colour, hotkey or visibility."""
    altered = classes.replacing(name, new)
    if name == new.name:
        return ClassEdit(f"Alter class {name!r}", altered)
    return ClassEdit(f"Rename class {name!r} to {new.name!r}", altered, {name: new.name})


def merge(classes: ClassList, names: Iterable[str], into: str) -> ClassEdit:
    """Make several classes one of them; their segments stay apart and keep where they come from."""
    gone = [name for name in names if name != into]
    merged = ClassList(tuple(one for one in classes if one.name not in gone))
    listed = ", ".join(map(repr, gone))
    return ClassEdit(
        f"Merge {listed} into {merged[into].name!r}", merged, dict.fromkeys(gone, into)
    )


def remove(classes: ClassList, name: str) -> ClassEdit:
    """Take a class and its segments away.

    Where somebody looked the frames are background, as none of the classes that are left happens;
    elsewhere they are unknown.
    """
    return ClassEdit(f"Remove class {name!r}", classes.without(name), {name: None})


def reorder(classes: ClassList, name: str, place: int) -> ClassEdit:
    """Put a class at another place in the list, counted from 0."""
    return ClassEdit(f"Move class {name!r}", classes.moving(name, place))


def split(
    labels: LabelSet, new: ActionClass, chosen: Mapping[str, Iterable[Segment]], source: Source
) -> Step:
    """Make a new class of chosen segments, given by the name of their track."""
    parts: list[Part] = [ClassesChanged(labels.classes, labels.classes.adding(new))]
    for track, segments in chosen.items():
        parts.append(TrackEdited(track, relabel(segments, new.name, source)))
    return Step(f"Split off class {new.name!r}", source.date, tuple(parts))
