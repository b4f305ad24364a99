"""Bringing together what was said about a recording in two copies of a project."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.classes import ClassList
from core.differences import Difference, differences
from core.edits.agree import fill_in
from core.label_set import LabelSet
from core.labels import LabelTrack
from core.steps import ClassesChanged, Part, Step, TrackAdded, TrackEdited


@dataclass(frozen=True)
class Merge:
    """What merging does, and what it leaves to a person.

    Parameters
    ----------
    step
        Adds the tracks that only they have, and to those of the same name what ours leave unknown.
    conflicts
        By track: where both say something and not the same. The step leaves ours;
        `core.edits.agree.adopt` takes over theirs.
    """

    step: Step
    conflicts: dict[str, tuple[Difference, ...]]


def merge_label_sets(ours: LabelSet, theirs: LabelSet, date: str) -> Merge:
    """Merge the labels of the same recording; nothing that we say is overwritten.

    Raises
    ------
    ValueError
        If they are about recordings of different lengths.
    """
    _check_lengths(ours, theirs)
    classes = ours.classes.including(theirs.classes.names)
    known = {track.name: track for track in ours.tracks}
    shared = [(known[track.name], track) for track in theirs.tracks if track.name in known]
    parts = (*_classes(ours.classes, classes), *_filled(shared), *_added(ours, theirs))
    found = {
        mine.name: tuple(differences(mine, other, _named(classes, mine, other)))
        for mine, other in shared
    }
    conflicts = {name: spans for name, spans in found.items() if spans}
    return Merge(Step("Merge labels from another copy", date, parts), conflicts)


def _classes(before: ClassList, after: ClassList) -> Iterator[Part]:
    if before != after:
        yield ClassesChanged(before, after)


def _filled(shared: list[tuple[LabelTrack, LabelTrack]]) -> Iterator[Part]:
    for mine, other in shared:
        if change := fill_in(mine, other):
            yield TrackEdited(mine.name, change)


def _added(ours: LabelSet, theirs: LabelSet) -> Iterator[Part]:
    known = {track.name for track in ours.tracks}
    new = (track for track in theirs.tracks if track.name not in known)
    for place, track in enumerate(new, start=len(ours.tracks)):
        yield TrackAdded(place, track)


def _named(classes: ClassList, *tracks: LabelTrack) -> tuple[str, ...]:
    """All class names in use, listed or not."""
    used = (segment.class_name for track in tracks for segment in track.segments)
    return classes.including(used).names


def _check_lengths(ours: LabelSet, theirs: LabelSet) -> None:
    lengths = {track.n_frames for track in (*ours.tracks, *theirs.tracks)}
    if len(lengths) > 1:
        raise ValueError(f"labels for {sorted(lengths)} frames are not about the same recording")
