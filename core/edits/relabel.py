"""What a person says about segments as they are: their class, a note, or that they are not."""

from collections.abc import Iterable
from dataclasses import replace

from core.change import Change, Exchange
from core.labels import Segment, Source


def relabel(segments: Iterable[Segment], class_name: str, source: Source) -> Change:
    """Give segments another class, which ``source`` is sure of; those that have it stay."""
    old = [segment for segment in segments if segment.class_name != class_name]
    new = [replace(one, class_name=class_name, score=1.0, source=source) for one in old]
    return Change(Exchange.of(old, new))


def set_note(segment: Segment, note: str) -> Change:
    """Replace the note of a segment; an empty one removes it."""
    return Change(Exchange.of([segment], [replace(segment, note=note)]))


def delete(segments: Iterable[Segment]) -> Change:
    """Remove segments. Their frames are then background where reviewed, unknown elsewhere."""
    return Change(Exchange.of(segments, ()))
