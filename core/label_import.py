"""What would come of a label file, as a person decides on it; and the one step that does it.

A `LabelImport` is a value: whatever is chosen makes another one, and nothing is changed before its
`step` is applied. Knows no window.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.class_mapping import ClassMapping
from core.classes import ClassList
from core.entries import free
from core.label_formats import Clock, Imported, Report, import_labels
from core.label_set import LabelSet
from core.labels import IMPORT, UNRECORDED, LabelTrack, Source, Span, merge_spans
from core.spans import gaps
from core.steps import ClassesChanged, Part, Step, TrackAdded


@dataclass(frozen=True)
class LabelImport:
    """The content of a label file for one recording, and what is to become of it.

    Parameters
    ----------
    file
        Where it is from.
    found
        Its tracks in the classes of the file, with the report of what was adjusted.
    mapping
        Which class of the file is which of ours, None if its segments are to be left out.
    reviewed
        ``"all"`` or ``"labelled"``, or empty for what the file says.
    left_out
        Names of tracks that are not to be imported.
    """

    file: Path
    found: Imported
    mapping: ClassMapping
    reviewed: str = ""
    left_out: frozenset[str] = field(default=frozenset())

    @property
    def report(self) -> Report:
        """What was refused, adjusted, put on another track; how the lengths differ."""
        return self.found.report

    @property
    def counts(self) -> Mapping[str, int]:
        """By class of the file, in its order: how many segments there are of it."""
        used = Counter(one.class_name for track in self.found.tracks for one in track.segments)
        return {name: used[name] for name in self.found.classes}

    def mapping_to(self, name: str, ours: str | None) -> "LabelImport":
        """With a class of the file as one of ours, or left out."""
        return replace(self, mapping=self.mapping.setting(name, ours))

    def with_reviewed(self, which: str) -> "LabelImport":
        """With ``"all"`` or the ``"labelled"`` frames taken for reviewed, or those of the file."""
        return replace(self, reviewed=which)

    def leaving_out(self, *tracks: str) -> "LabelImport":
        """Without these tracks, and with all others."""
        return replace(self, left_out=frozenset(tracks))

    def new_classes(self, ours: ClassList) -> tuple[str, ...]:
        """The classes that would be added to ours."""
        used = {one.class_name for track in self.tracks() for one in track.segments}
        return tuple(name for name in self.mapping.new(ours.names) if name in used)

    def tracks(self, date: str = "") -> tuple[LabelTrack, ...]:
        """What would be added, in our classes.

        Where a segment is left out, nobody knows what happens: a reviewed span does not make
        background of it.
        """
        found = self.found.reviewed(self.reviewed) if self.reviewed else self.found
        kept = (track for track in found.tracks if track.name not in self.left_out)
        return tuple(self._mapped(track, Source(IMPORT, self.file.name, date)) for track in kept)

    def step(self, labels: LabelSet, classes: ClassList, date: str) -> Step:
        """What one undo takes back.

        Parameters
        ----------
        labels
            Of the recording, to which the tracks are added under free names.
        classes
            Of the project; those that are new are added.
        """
        parts = tuple(self._parts(labels, classes, self.tracks(date)))
        return Step(f"Import {self.file.name}", date, parts)

    def _parts(
        self, labels: LabelSet, classes: ClassList, tracks: Sequence[LabelTrack]
    ) -> Iterator[Part]:
        whole = classes.including(labels.classes.names).including(self.new_classes(classes))
        if whole != labels.classes:
            yield ClassesChanged(labels.classes, whole)
        taken = [track.name for track in labels.tracks]
        for place, track in enumerate(tracks, start=len(taken)):
            taken.append(free(track.name, taken))
            yield TrackAdded(place, replace(track, name=taken[-1]))

    def _mapped(self, track: LabelTrack, source: Source) -> LabelTrack:
        mapped = self.mapping.apply(track.segments)
        aside = merge_spans(mapped.set_aside)
        looked_at = (gap for one in track.reviewed for gap in gaps(aside, one.start, one.stop))
        segments = (
            replace(one, source=source) if one.source == UNRECORDED else one
            for one in mapped.segments
        )
        reviewed: tuple[Span, ...] = merge_spans(looked_at)
        return replace(track, segments=tuple(segments), reviewed=reviewed)


def planned(
    file: Path, clock: Clock, ours: Sequence[str], format_name: str | None = None
) -> LabelImport:
    """Read a label file; classes whose names are alike are proposed for each other.

    Parameters
    ----------
    clock
        Rate, length and name of the recording.
    ours
        The classes of the project.

    Raises
    ------
    FormatError
        If the file cannot be read as a whole.
    """
    found = import_labels(file, clock, format_name)
    return LabelImport(file, found, ClassMapping.between(found.classes, ours))
