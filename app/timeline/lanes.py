"""Which lanes the timeline has, from top to bottom. Values only: no widget, no painting."""

from dataclasses import dataclass
from enum import Enum

from app.document import Document
from core.labels import LabelTrack

RULER = 24
_LANE = 44
_HIDDEN = 24
_GAP = 4
_HEAT_ROW, _HEAT_MIN, _HEAT_MAX = 7, 48, 120


class Kind(Enum):
    LABELS = "labels"
    PREDICTION = "prediction"
    HEAT = "heat"


@dataclass(frozen=True)
class Lane:
    """A horizontal band: what it shows and where, in pixels from the top of the canvas."""

    kind: Kind
    title: str
    top: int
    height: int
    track: int = -1
    visible: bool = True

    @property
    def bottom(self) -> int:
        return self.top + self.height


def lanes_of(document: Document) -> tuple[Lane, ...]:
    """The lanes of a document: its tracks, then what is predicted, then the probabilities."""
    tracks = document.tracks or (LabelTrack("labels", 0),)
    wanted = [
        (Kind.LABELS, track.name, _LANE if track.visible else _HIDDEN, number, track.visible)
        for number, track in enumerate(tracks)
    ]
    heat = max(_HEAT_MIN, min(_HEAT_ROW * len(document.classes), _HEAT_MAX))
    wanted.append((Kind.PREDICTION, "predicted", _LANE, -1, True))
    wanted.append((Kind.HEAT, "probability", heat, -1, True))
    return _stacked(wanted)


def _stacked(wanted: list[tuple[Kind, str, int, int, bool]]) -> tuple[Lane, ...]:
    lanes, top = [], RULER + _GAP
    for kind, title, height, track, visible in wanted:
        lanes.append(Lane(kind, title, top, height, track, visible))
        top += height + _GAP
    return tuple(lanes)
