"""What hands can do to the tracks: every method is one step, and edits go on in the active one."""

from itertools import count

from PySide6.QtCore import QObject, Signal

from app.document import NEW_TRACK, Document
from app.editor import Editor
from core.journal import now
from core.labels import LabelTrack
from core.steps import Part, Step, TrackAdded, TrackAssigned, TrackRemoved, TrackRenamed


class Tracks(QObject):
    """Adds, renames, removes and assigns tracks of the open recording."""

    removal_proposed = Signal(object)
    """A `LabelTrack` that says something: somebody is to look at it first, and `remove` it then."""

    def __init__(self, document: Document, editor: Editor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._editor = document, editor

    @property
    def active(self) -> LabelTrack:
        return self._document.active

    def add(self, name: str = "") -> None:
        """A new empty track below the others, which becomes the active one."""
        tracks = self._document.labels.tracks
        track = LabelTrack(name or self._free_name(), self._document.n_frames)
        if self._is_free(track.name):
            self._make(f"Add track {track.name!r}", TrackAdded(len(tracks), track))
            self._document.set_active(track.name)

    def rename(self, name: str, to: str) -> None:
        """Call a track otherwise."""
        if to and to != name and self._found(name) and self._is_free(to):
            self._make(f"Rename track {name!r} to {to!r}", TrackRenamed(name, to))

    def assign(self, name: str, annotator: str) -> None:
        """Let a track be that of a person; who edits in it is that person from now on."""
        track = self._found(name)
        if track and track.annotator != annotator:
            owner = f"by {annotator}" if annotator else "by nobody in particular"
            step = TrackAssigned(name, track.annotator, annotator)
            self._make(f"Track {name!r} {owner}", step)

    def propose_removal(self, name: str) -> None:
        """Remove a track that says nothing; one that does is to be looked at first."""
        track = self._found(name)
        if track and (track.segments or track.reviewed or track.rejected):
            self.removal_proposed.emit(track)
        elif track:
            self.remove(name)

    def remove(self, name: str) -> None:
        """Remove a track and all that it says."""
        if track := self._found(name):
            place = self._names.index(name)
            self._make(f"Remove track {name!r}", TrackRemoved(place, track))

    @property
    def _names(self) -> list[str]:
        return [track.name for track in self._document.labels.tracks]

    def _found(self, name: str) -> LabelTrack | None:
        """The track of this name; if there is none, that is said."""
        tracks = self._document.labels.tracks
        found = next((track for track in tracks if track.name == name), None)
        if found is None:
            self._editor.refused.emit("There is no track yet: the first label makes one.")
        return found

    def _is_free(self, name: str) -> bool:
        """Whether no track is called so; if one is, that is said."""
        if taken := name in self._names:
            self._editor.refused.emit(f"There is a track {name!r} already.")
        return not taken

    def _free_name(self) -> str:
        taken = self._names
        names = (f"{NEW_TRACK} {number}" for number in count(len(taken) + 1))
        return next(name for name in names if name not in taken)

    def _make(self, name: str, part: Part) -> None:
        self._editor.make(Step(name, now(), (part,)))
