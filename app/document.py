"""What is open: a recording, its labels and a model's prediction. Knows no view, no folder."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.change import Change
from core.classes import ClassList
from core.history import History
from core.label_set import LabelSet
from core.labels import LabelTrack, Segment, segment_at
from core.prediction import Prediction
from core.recording import Recording
from core.steps import Step

DO, UNDO, REDO = "do", "undo", "redo"
NEW_TRACK = "labels"
"""What the track of a recording without any will be called."""


class Document(QObject):
    """The open recording and what is said about it. Views listen; they change it by an `Editor`."""

    recording_changed = Signal()
    tracks_changed = Signal()
    draft_changed = Signal()
    """Only what is dragged or painted at the moment; many times a second."""
    prediction_changed = Signal()
    selection_changed = Signal()
    looks_changed = Signal()
    """What of the labels is shown, though not what they say: no step, but to be kept."""
    stepped = Signal(str, object)
    """One of `DO`, `UNDO`, `REDO`, and the step: whoever saves labels listens to this."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.recording: Recording | None = None
        self.prediction: Prediction | None = None
        self.stale = ""
        """Why the prediction is not what the current model says of the recording; or empty."""
        self.rival: Prediction | None = None
        """What another model says, shown below the prediction while the two are compared."""
        self.history = History(LabelSet())
        self.read_only = ""
        """Why nothing can be changed; empty if it can be."""
        self.selection: tuple[Segment, ...] = ()
        """Segments of the active track, in order of time."""
        self._active = ""
        self._draft: Change | None = None

    def open(self, path: Path, recording: Recording, history: History, read_only: str = "") -> None:
        """Show another recording; a prediction for the old one goes."""
        self.path, self.recording, self.history = path, recording, history
        self.read_only, self.prediction, self.rival, self.stale = read_only, None, None, ""
        self._announce_all()

    def close(self) -> None:
        """Show nothing."""
        self.path = self.recording = self.prediction = self.rival = None
        self.history, self.read_only, self.stale = History(LabelSet()), "", ""
        self._announce_all()

    @property
    def labels(self) -> LabelSet:
        """What people say, without what is only drafted."""
        return self.history.labels

    @property
    def tracks(self) -> tuple[LabelTrack, ...]:
        """All tracks as they are to be shown: with what somebody is dragging at the moment."""
        if self._draft is None:
            return self.labels.tracks
        drafted = self._draft.apply(self.active)
        if not self.labels.tracks:
            return (drafted,)
        return self.labels.replacing(drafted.name, drafted).tracks

    @property
    def draft(self) -> Change | None:
        """A change of the active track that is shown but not made."""
        return self._draft

    @property
    def active(self) -> LabelTrack:
        """The track that edits go to, without a draft; an empty one if there is none yet."""
        tracks = self.labels.tracks
        named = (track for track in tracks if track.name == self._active)
        return next(named, tracks[0] if tracks else LabelTrack(NEW_TRACK, self.n_frames))

    @property
    def n_frames(self) -> int:
        return self.recording.n_frames if self.recording else 0

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of the labels' classes, then of those that only the model knows."""
        known = self.labels.classes.names
        foreseen = self.prediction.classes if self.prediction else ()
        return known + tuple(name for name in foreseen if name not in known)

    def set_active(self, name: str) -> None:
        """Let edits go to the track of this name."""
        self._active, self._draft = name, None
        self.select(())
        self.tracks_changed.emit()

    def select(self, segments: Iterable[Segment]) -> None:
        """Choose segments of the active track; what is not in it is passed over."""
        track = self.active
        chosen = tuple(s for s in sorted(segments) if track.segment_at(s.start) == s)
        if chosen != self.selection:
            self.selection = chosen
            self.selection_changed.emit()

    def set_draft(self, change: Change | None) -> None:
        """Show a change of the active track that is not made yet; None shows what is."""
        if change != self._draft:
            self._draft = change
            self.draft_changed.emit()

    def do(self, step: Step) -> None:
        """Make a step; one that is false does nothing."""
        if step:
            self._become(self.history.do(step), DO, step)

    def undo(self) -> None:
        """Take back the last step, if there is one."""
        if self.history.can_undo:
            self._become(self.history.undo(), UNDO, self.history.steps[self.history.n_done - 1])

    def redo(self) -> None:
        """Make the step again that was taken back last, if any was."""
        if self.history.can_redo:
            self._become(self.history.redo(), REDO, self.history.steps[self.history.n_done])

    def set_prediction(self, prediction: Prediction, stale: str = "") -> None:
        """Take a model's word for the open recording.

        Raises
        ------
        ValueError
            If it is about another number of frames.
        """
        self._check(prediction)
        self.prediction, self.stale = prediction, stale
        self.prediction_changed.emit()

    def set_rival(self, rival: Prediction | None) -> None:
        """Show what another model says, too, or no longer; raises as `set_prediction`."""
        if rival is not None:
            self._check(rival)
        if rival is not self.rival:
            self.rival = rival
            self.prediction_changed.emit()

    def set_track_visible(self, index: int, visible: bool) -> None:
        """Show or hide a track; that is no edit, so it cannot be undone."""
        tracks = list(self.labels.tracks)
        if index >= len(tracks):
            return  # The lane of a track that the first edit will make.
        tracks[index] = replace(tracks[index], visible=visible)
        self._look_otherwise(self.labels.with_tracks(tracks))

    def set_classes(self, classes: ClassList) -> None:
        """Show classes otherwise; that is no edit, so it cannot be undone."""
        self._look_otherwise(replace(self.labels, classes=classes))

    def go_to(self, n_done: int) -> None:
        """Undo or redo until so many steps are done; each is told to whoever saves them."""
        place = self._place
        while self.history.n_done > max(n_done, 0):
            self.history, step = self.history.undo(), self.history.steps[self.history.n_done - 1]
            self.stepped.emit(UNDO, step)
        while self.history.n_done < min(n_done, len(self.history.steps)):
            self.history, step = self.history.redo(), self.history.steps[self.history.n_done]
            self.stepped.emit(REDO, step)
        self._settle(place)

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

    def _check(self, prediction: Prediction) -> None:
        if self.recording is None or prediction.n_frames != self.recording.n_frames:
            raise ValueError(f"a prediction of {prediction.n_frames} frames fits nothing open")

    def _announce_all(self) -> None:
        self._active, self._draft, self.selection = "", None, ()
        self.recording_changed.emit()
        self.tracks_changed.emit()
        self.selection_changed.emit()
        self.prediction_changed.emit()

    def _become(self, history: History, act: str, step: Step) -> None:
        place, self.history = self._place, history
        self.stepped.emit(act, step)
        self._settle(place)

    def _look_otherwise(self, labels: LabelSet) -> None:
        self.history = replace(self.history, labels=labels)
        self.looks_changed.emit()
        self.tracks_changed.emit()

    @property
    def _place(self) -> int:
        """Where the active track is among all."""
        names = [track.name for track in self.labels.tracks]
        return names.index(self.active.name) if names else 0

    def _settle(self, place: int) -> None:
        """Say that tracks have changed; one that is renamed or gone leaves its place to edit at."""
        names = [track.name for track in self.labels.tracks]
        if names and self._active not in names:
            self._active = names[min(place, len(names) - 1)]
        self._draft = None
        self.select(self.selection)
        self.tracks_changed.emit()
