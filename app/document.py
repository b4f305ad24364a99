"""What is open: a recording, its labels and a model's prediction. Knows no view, no folder."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.labels import LabelTrack, Segment, segment_at
from core.prediction import Prediction
from core.recording import Recording


class Document(QObject):
    """The open recording and what is said about it. Views listen; only its owner changes it."""

    recording_changed = Signal()
    tracks_changed = Signal()
    prediction_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.recording: Recording | None = None
        self.classes: tuple[str, ...] = ()
        self.tracks: tuple[LabelTrack, ...] = ()
        self.prediction: Prediction | None = None

    def open(
        self,
        path: Path,
        recording: Recording,
        tracks: tuple[LabelTrack, ...],
        classes: tuple[str, ...],
    ) -> None:
        """Show another recording; a prediction for the old one goes."""
        self.path, self.recording, self.tracks, self.classes = path, recording, tracks, classes
        self.prediction = None
        self.recording_changed.emit()
        self.tracks_changed.emit()
        self.prediction_changed.emit()

    def set_prediction(self, prediction: Prediction) -> None:
        """Take a model's word for the open recording.

        Raises
        ------
        ValueError
            If it is about another number of frames.
        """
        if self.recording is None or prediction.n_frames != self.recording.n_frames:
            raise ValueError(f"a prediction of {prediction.n_frames} frames fits nothing open")
        self.prediction = prediction
        self.classes += tuple(c for c in prediction.classes if c not in self.classes)
        self.prediction_changed.emit()

    def set_track_visible(self, index: int, visible: bool) -> None:
        tracks = list(self.tracks)
        tracks[index] = replace(tracks[index], visible=visible)
        self.tracks = tuple(tracks)
        self.tracks_changed.emit()

    @property
    def predicted(self) -> tuple[Segment, ...]:
        """The predicted segments; none without a prediction."""
        return self.prediction.segments if self.prediction else ()

    def said_at(self, frame: int) -> Segment | None:
        """The segment at a frame: a visible label if there is one, else what is predicted."""
        for track in self.tracks:
            if track.visible and (labelled := track.segment_at(frame)):
                return labelled
        return self.predicted_at(frame)

    def predicted_at(self, frame: int) -> Segment | None:
        return segment_at(self.predicted, frame)
