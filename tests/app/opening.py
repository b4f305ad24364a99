"""A document with a short recording, two tracks and a prediction, for tests of panels."""

from pathlib import Path

import numpy as np

from app.document import Document
from app.editor import Editor
from app.playback import Playback
from core.classes import ClassList
from core.history import History
from core.label_set import LabelSet
from core.labels import LabelTrack, Segment, Source
from core.prediction import Prediction
from core.recording import Recording
from core.skeleton import KINECT1
from core.spans import Span

WALK, RUN = Segment(10, 20, "walk"), Segment(30, 60, "run", note="to the door")
HERS = Segment(12, 20, "walk", source=Source(name="Anna"))
PREDICTED = (Segment(10, 21, "walk", 0.9), Segment(70, 80, "jump", 0.4))


class Opened:
    """What a window has, without the window."""

    def __init__(self) -> None:
        self.document, self.playback = Document(), Playback()
        self.editor = Editor(self.document, self.playback)
        recording = Recording.measured(np.ones((100, 1, 20, 3)), KINECT1, 10)
        looked = (Span(0, 65),)
        tracks = (
            LabelTrack("mine", 100, (WALK, RUN), looked),
            LabelTrack("hers", 100, (HERS,), looked),
        )
        labels = LabelSet(tracks, ClassList.of(("walk", "run", "sit")))
        self.document.open(Path("a.h5"), recording, History(labels))
        self.playback.set_range(100, 10)
        probabilities = np.full((100, 3), 1 / 3, dtype=np.float32)
        self.document.set_prediction(Prediction(probabilities, ("walk", "jump"), "m", PREDICTED))

    @property
    def said(self) -> list[tuple[int, int, str]]:
        return [(s.start, s.stop, s.class_name) for s in self.document.active.segments]
