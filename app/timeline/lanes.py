"""Which lanes the timeline has, from top to bottom. Values only: no widget, no painting."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
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
    RIVAL = "rival"
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
    annotator: str = ""
    """Who says what the lane shows: a person, or a model."""
    tip: str = ""

    @property
    def bottom(self) -> int:
        return self.top + self.height


def lanes_of(document: Document) -> tuple[Lane, ...]:
    """The lanes of a document: its tracks, then what is predicted, then the probabilities."""
    tracks = document.tracks or (LabelTrack("labels", 0),)
    heat = max(_HEAT_MIN, min(_HEAT_ROW * len(document.classes), _HEAT_MAX))
    lanes = [*map(_of_track, range(len(tracks)), tracks)]
    lanes.append(_of_prediction(document))
    if rival := document.rival:
        tip = f"what {rival.model} would predict"
        lanes.append(Lane(Kind.RIVAL, "new model", 0, _LANE, annotator=rival.model, tip=tip))
    lanes.append(Lane(Kind.HEAT, "probability", 0, heat))
    return tuple(_stacked(lanes))


def _of_prediction(document: Document) -> Lane:
    model = document.prediction.model if document.prediction else ""
    tip = f"predicted by {model}" if model else ""
    title = "predicted"
    if document.stale:
        title, tip = "predicted before", f"{tip}: {document.stale}"
    return Lane(Kind.PREDICTION, title, 0, _LANE, annotator=model, tip=tip)


def _of_track(number: int, track: LabelTrack) -> Lane:
    height = _LANE if track.visible else _HIDDEN
    return Lane(Kind.LABELS, track.name, 0, height, number, track.visible, track.annotator)


def _stacked(lanes: list[Lane]) -> Iterator[Lane]:
    top = RULER + _GAP
    for lane in lanes:
        yield replace(lane, top=top)
        top += lane.height + _GAP
