"""One step of the history of a recording: what it is called, when it was made, what it changes.

A step holds differences, never whole states, so that a journal of steps stays small and rebuilds
the history without knowing what made them. It applies to the label set it was made for, and only
to that: to any other it is a `ValueError`, and nothing changes.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from core.change import Change, change_from_json
from core.classes import ClassList, class_list_from_json
from core.label_json import Json, as_json, reading, track_from_json
from core.label_set import LabelSet
from core.labels import LabelTrack

VERSION = 1


class Part(Protocol):
    """What a step does to one track or to the class list."""

    @property
    def inverse(self) -> "Part": ...

    def apply(self, labels: LabelSet) -> LabelSet: ...

    def as_json(self) -> Json: ...


@dataclass(frozen=True)
class TrackEdited:
    """Segments or reviewed spans of the track of this name change."""

    name: str
    change: Change

    @property
    def inverse(self) -> "TrackEdited":
        return TrackEdited(self.name, self.change.inverse)

    def apply(self, labels: LabelSet) -> LabelSet:
        return labels.replacing(self.name, self.change.apply(labels.track(self.name)))

    def as_json(self) -> Json:
        return {"part": "edited", "track": self.name, **self.change.as_json()}


@dataclass(frozen=True)
class TrackAdded:
    """A track comes at a place among the others, counted from 0."""

    place: int
    track: LabelTrack

    @property
    def inverse(self) -> "TrackRemoved":
        return TrackRemoved(self.place, self.track)

    def apply(self, labels: LabelSet) -> LabelSet:
        tracks = list(labels.tracks)
        tracks.insert(self.place, self.track)
        return labels.with_tracks(tracks)

    def as_json(self) -> Json:
        return {"part": "added", "place": self.place, "track": as_json(self.track)}


@dataclass(frozen=True)
class TrackRemoved:
    """The track at a place goes."""

    place: int
    track: LabelTrack

    @property
    def inverse(self) -> TrackAdded:
        return TrackAdded(self.place, self.track)

    def apply(self, labels: LabelSet) -> LabelSet:
        # Whether it is shown is no edit: somebody may have hidden it since.
        there = (replace(track, visible=self.track.visible) for track in labels.tracks)
        if tuple(there)[self.place : self.place + 1] != (self.track,):
            raise ValueError(f"track {self.track.name!r} is not there as it is to be removed")
        return labels.with_tracks(
            track for place, track in enumerate(labels.tracks) if place != self.place
        )

    def as_json(self) -> Json:
        return {"part": "removed", "place": self.place, "track": as_json(self.track)}


@dataclass(frozen=True)
class TrackRenamed:
    """A track is called otherwise."""

    before: str
    after: str

    @property
    def inverse(self) -> "TrackRenamed":
        return TrackRenamed(self.after, self.before)

    def apply(self, labels: LabelSet) -> LabelSet:
        renamed = replace(labels.track(self.before), name=self.after)
        return labels.replacing(self.before, renamed)

    def as_json(self) -> Json:
        return {"part": "renamed", "before": self.before, "after": self.after}


@dataclass(frozen=True)
class TrackAssigned:
    """A track becomes that of another annotator."""

    name: str
    before: str
    after: str

    @property
    def inverse(self) -> "TrackAssigned":
        return TrackAssigned(self.name, self.after, self.before)

    def apply(self, labels: LabelSet) -> LabelSet:
        assigned = replace(labels.track(self.name), annotator=self.after)
        return labels.replacing(self.name, assigned)

    def as_json(self) -> Json:
        names = {"before": self.before, "after": self.after}
        return {"part": "assigned", "track": self.name, **names}


@dataclass(frozen=True)
class ClassesChanged:
    """The class list becomes another."""

    before: ClassList
    after: ClassList

    @property
    def inverse(self) -> "ClassesChanged":
        return ClassesChanged(self.after, self.before)

    def apply(self, labels: LabelSet) -> LabelSet:
        return replace(labels, classes=self.after)

    def as_json(self) -> Json:
        before, after = self.before.as_json(), self.after.as_json()
        return {"part": "classes", "before": before, "after": after}


_READERS: dict[str, Callable[[Json], Part]] = {
    "edited": lambda part: TrackEdited(str(part["track"]), change_from_json(part)),
    "added": lambda part: TrackAdded(int(part["place"]), track_from_json(part["track"])),
    "removed": lambda part: TrackRemoved(int(part["place"]), track_from_json(part["track"])),
    "renamed": lambda part: TrackRenamed(str(part["before"]), str(part["after"])),
    "assigned": lambda part: TrackAssigned(
        str(part["track"]), str(part["before"]), str(part["after"])
    ),
    "classes": lambda part: ClassesChanged(
        class_list_from_json(part["before"]), class_list_from_json(part["after"])
    ),
}


@dataclass(frozen=True)
class Step:
    """What one act of a person does; false if that is nothing.

    Parameters
    ----------
    name
        For the history list, such as ``"Move edge of 'walk'"``.
    date
        ISO 8601.
    parts
        One after the other.
    """

    name: str
    date: str
    parts: tuple[Part, ...]

    @classmethod
    def edit(cls, name: str, date: str, track: str, change: Change) -> "Step":
        """The step that changes one track; false if the change is."""
        return cls(name, date, (TrackEdited(track, change),) if change else ())

    def __bool__(self) -> bool:
        return bool(self.parts)

    def apply(self, labels: LabelSet) -> LabelSet:
        for part in self.parts:
            labels = part.apply(labels)
        return labels

    def revert(self, labels: LabelSet) -> LabelSet:
        for part in reversed(self.parts):
            labels = part.inverse.apply(labels)
        return labels

    def as_json(self) -> Json:
        """What `step_from_json` reads; the key ``kinescribe_step`` holds the version."""
        parts = [part.as_json() for part in self.parts]
        return {"kinescribe_step": VERSION, "name": self.name, "date": self.date, "parts": parts}


def step_from_json(content: Json) -> Step:
    """The step that `Step.as_json` described.

    Raises
    ------
    ValueError
        If something is missing or cannot be.
    """
    return reading("step", _step, content)


def _step(content: Json) -> Step:
    if content["kinescribe_step"] != VERSION:
        raise ValueError(f"it is of version {content['kinescribe_step']}, not {VERSION}")
    parts = tuple(_READERS[part["part"]](part) for part in content["parts"])
    return Step(str(content["name"]), str(content["date"]), parts)
