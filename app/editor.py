"""What hands can do to labels: every method is one step, named as the history shows it.

Menus, keys and gestures all end here. Knows no view and no disk.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.marks import Marks
from app.playback import Playback
from core.change import Change
from core.edits import accept, answer, join, look, move, relabel, write
from core.edits.move import Side
from core.journal import now
from core.labels import MODEL, LabelTrack, Segment, Source
from core.review import Item
from core.steps import ClassesChanged, Part, Step, TrackAdded, TrackEdited

_REACH = {Side.START: "start", Side.STOP: "end"}


class Editor(QObject):
    """Edits the active track of a document, at the selection or at the playhead."""

    current_class_changed = Signal()
    refused = Signal(str)
    """Why nothing was done, as a sentence for the person."""

    def __init__(
        self, document: Document, playback: Playback, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.current_class = ""
        """The class that a new segment gets; empty until there is one."""
        self.marks = Marks(document, playback, self)
        """What the next class key labels."""
        self._document, self._playback = document, playback
        self._clipboard: tuple[tuple[Segment, ...], float] = ((), 0.0)
        for changed in (document.tracks_changed, document.prediction_changed):
            changed.connect(self._keep_class_known)

    @property
    def track(self) -> LabelTrack:
        return self._document.active

    @property
    def annotator(self) -> str:
        """Who edits: the person whose track it is."""
        return self.track.annotator

    def undo(self) -> None:
        if self._may_edit():
            self._document.undo()

    def redo(self) -> None:
        if self._may_edit():
            self._document.redo()

    def go_to(self, n_done: int) -> None:
        """Back or forward in the history, to where so many steps are done."""
        if self._may_edit():
            self._document.go_to(n_done)

    def make(self, step: Step) -> None:
        """Make a step that was put together elsewhere, such as one of the class list."""
        if self._may_edit():
            self._document.do(step)

    def choose_class(self, name: str) -> None:
        """Let new segments be of this class."""
        if name != self.current_class:
            self.current_class = name
            self.current_class_changed.emit()

    # Segments ------------------------------------------------------------------------------------

    def select_here(self) -> None:
        """Choose the segment at the playhead, for keys that are about what is chosen."""
        if here := self.track.segment_at(self._playback.frame):
            self._document.select([here])
        else:
            self.refused.emit("There is no segment at the playhead.")

    def create(self, start: int, stop: int, class_name: str) -> None:
        """A new segment; what lies under it gives way."""
        segment = self._segment(start, stop, class_name)
        self._do(f"Label '{class_name}'", write.create(self.track, segment), [segment])

    def assign(self, class_name: str, frame: int | None = None) -> None:
        """Give the selection a class; or what is marked; or the segment at a frame.

        Without one, it is that at the playhead.
        """
        frame = self._playback.frame if frame is None else frame
        if self._document.selection:
            self.relabel(self._document.selection, class_name)
        elif marked := self.marks.span:
            self.create(marked.start, marked.stop, class_name)
            self.marks.clear()
        elif here := self.track.segment_at(frame):
            self.relabel([here], class_name)
        elif proposed := self._document.predicted_at(frame):
            self.accept(replace(proposed, class_name=class_name))
        else:
            self.refused.emit("Select a segment, or mark a range with I and O, then press the key.")

    def relabel(self, segments: Iterable[Segment], class_name: str) -> None:
        change = relabel.relabel(segments, class_name, self._by_hand())
        self._do(f"Change to '{class_name}'", change, change.segments.added)

    def delete(self) -> None:
        if chosen := self._chosen():
            self._do(_counted("Delete", chosen), relabel.delete(chosen))

    def set_note(self, segment: Segment, note: str) -> None:
        change = relabel.set_note(segment, note)
        self._do(f"Note on '{segment.class_name}'", change, change.segments.added)

    def split(self) -> None:
        """Cut the segment at the playhead in two."""
        self._do("Split", join.split(self.track, self._playback.frame))

    def merge(self) -> None:
        """Make one of the selected segments, gaps included."""
        if chosen := self._chosen():
            change = join.merge(self.track, chosen)
            self._do("Merge", change, change.segments.added)

    def fill_gap(self) -> None:
        """Close the gap at the playhead."""
        self._do("Fill gap", join.fill_gap(self.track, self._playback.frame))

    def move(self, segment: Segment, start: int) -> None:
        change = move.move(self.track, segment, start)
        self._do(f"Move '{segment.class_name}'", change, change.segments.added)

    def move_edge(self, segment: Segment, side: Side, frame: int, *, linked: bool) -> None:
        change = move.move_edge(self.track, segment, side, frame, linked=linked)
        self._do(f"Move edge of '{segment.class_name}'", change, [move.moved(segment, change)])

    def move_edge_here(self, side: Side, *, linked: bool = True) -> None:
        """Let the segment at the playhead, or else the one beside it, start or end there."""
        frame = self._playback.frame
        if segment := move.reaching(self.track, side, frame):
            self.move_edge(segment, side, frame, linked=linked)
        else:
            self.refused.emit(f"There is no segment that could {_REACH[side]} here.")

    def nudge(self, side: Side, by: int) -> None:
        """Move an edge of the selected segment by some frames; the playhead goes along."""
        if not (chosen := self._chosen()):
            return
        change = move.nudge(self.track, chosen[0], side, by)
        moved = move.moved(chosen[0], change)
        self._do(f"Nudge edge of '{chosen[0].class_name}'", change, [moved])
        self._playback.seek(moved.start if side is Side.START else moved.stop - 1)

    def copy(self) -> None:
        recording = self._document.recording
        if recording and (chosen := self._chosen()):
            self._clipboard = chosen, recording.fps

    def paste(self) -> None:
        """Write what was copied, from the playhead on, also into another recording."""
        segments, fps = self._clipboard
        recording = self._document.recording
        if not segments or recording is None:
            self.refused.emit("Nothing is copied yet.")
            return
        converted = [_at_rate(one, recording.fps / fps) for one in segments]
        change = write.paste(self.track, converted, self._playback.frame)
        self._do(_counted("Paste", segments), change, change.segments.added)

    # Painting ------------------------------------------------------------------------------------

    def painted(self, first: int, last: int, class_name: str) -> Change:
        """What painting from one frame to another, in either direction, both included, changes."""
        segment = self._segment(min(first, last), max(first, last) + 1, class_name)
        return write.paint(self.track, segment)

    def paint(self, first: int, last: int, class_name: str) -> None:
        """Paint from one frame to another; it grows together with segments of its class."""
        self._do(f"Paint '{class_name}'", self.painted(first, last, class_name))

    # Predictions ---------------------------------------------------------------------------------

    def accept(self, predicted: Segment) -> None:
        """Make a predicted segment a label."""
        change = accept.accept(self.track, predicted, self._by_model())
        self._do(f"Accept '{predicted.class_name}'", change, change.segments.added)

    def accept_all(self, predicted: Sequence[Segment]) -> None:
        """Make those of the predicted segments labels that nobody has decided on."""
        change = accept.accept_all(self.track, predicted, self._by_model())
        self._do(_counted("Accept", change.segments.added), change, change.segments.added)

    def reject(self, predicted: Sequence[Segment]) -> None:
        """Say that it is not so."""
        change = accept.reject(self.track, predicted, self._by_hand())
        self._do(_counted("Reject", predicted), change)

    def confirm(self, item: Item) -> None:
        """Say that the model is right about what is under review."""
        change = answer.confirm(self.track, self._document.predicted, item, self._by_model())
        self._do(f"Accept: {item.reason.value}", change)

    def deny(self, item: Item) -> None:
        """Say that the model is wrong about what is under review."""
        change = answer.deny(self.track, self._document.predicted, item, self._by_hand())
        self._do(f"Reject: {item.reason.value}", change)

    # Review --------------------------------------------------------------------------------------

    def set_reviewed(self, start: int, stop: int) -> None:
        self._do("Review", look.set_reviewed(self.track, start, stop))

    def clear_reviewed(self, start: int, stop: int) -> None:
        self._do("Unreview", look.clear_reviewed(self.track, start, stop))

    def review_to_playhead(self) -> None:
        """Everything up to the playhead, the frame under it included, is reviewed."""
        self.set_reviewed(0, self._playback.frame + 1)

    def review_all(self) -> None:
        self.set_reviewed(0, self._document.n_frames)

    def _do(self, name: str, change: Change, select: Iterable[Segment] = ()) -> None:
        """Make a change, with the track and the classes that it needs, and select segments."""
        if not change:
            self._document.set_draft(None)
            self.refused.emit(f"{name}: there is nothing to change here.")
        elif self._may_edit():
            self._document.do(Step(name, now(), self._parts(change)))
            self._document.select(select)

    def _parts(self, change: Change) -> tuple[Part, ...]:
        labels, parts = self._document.labels, list[Part]()
        if not labels.tracks:
            parts.append(TrackAdded(0, self.track))
        known = labels.classes
        needed = known.including(s.class_name for s in change.segments.added)
        if needed != known:
            parts.append(ClassesChanged(known, needed))
        return (*parts, TrackEdited(self.track.name, change))

    def _keep_class_known(self) -> None:
        classes = self._document.classes
        if self.current_class not in classes:
            self.choose_class(classes[0] if classes else "")

    def _may_edit(self) -> bool:
        document = self._document
        if document.recording is None:
            self.refused.emit("Open a recording first.")
        elif document.read_only:
            self.refused.emit(f"Nothing can be changed: {document.read_only}.")
        return document.recording is not None and not document.read_only

    def _chosen(self) -> tuple[Segment, ...]:
        """The selection, or else the segment at the playhead."""
        here = self.track.segment_at(self._playback.frame)
        chosen = self._document.selection or ((here,) if here else ())
        if not chosen:
            self.refused.emit("Select a segment first.")
        return chosen

    def _segment(self, start: int, stop: int, class_name: str) -> Segment:
        return Segment(start, stop, class_name, source=self._by_hand())

    def _by_hand(self) -> Source:
        return Source(name=self.annotator, date=now())

    def _by_model(self) -> Source:
        prediction = self._document.prediction
        return Source(MODEL, prediction.model if prediction else "", now())


def _counted(what: str, segments: Sequence[Segment]) -> str:
    if len(segments) == 1:
        return f"{what} '{segments[0].class_name}'"
    return f"{what} {len(segments)} segments"


def _at_rate(segment: Segment, ratio: float) -> Segment:
    start = round(segment.start * ratio)
    return replace(segment, start=start, stop=max(round(segment.stop * ratio), start + 1))
