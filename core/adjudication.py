"""Two people's tracks become a third, one decision at a time; theirs stay as they are."""

from core.edits.agree import adopt, consensus
from core.label_set import LabelSet
from core.labels import LabelTrack
from core.spans import Span
from core.steps import Part, Step, TrackAdded, TrackEdited

CONSENSUS = "consensus"
"""What the third track is called."""


def decide(
    labels: LabelSet, one: LabelTrack, other: LabelTrack, taken: LabelTrack, span: Span, date: str
) -> Step:
    """The step that takes over what one of two tracks says in a span.

    The first decision makes the consensus track, with what both say alike.
    """
    parts: list[Part] = []
    made = next((track for track in labels.tracks if track.name == CONSENSUS), None)
    if made is None:
        made = consensus(one, other, CONSENSUS)
        parts.append(TrackAdded(len(labels.tracks), made))
    if change := adopt(made, taken, span.start, span.stop):
        parts.append(TrackEdited(CONSENSUS, change))
    return Step(f"Take '{taken.name}' at {span.start:,}", date, tuple(parts))
