"""What a class key means while it is down: a tap assigns, a hold paints. Knows no keyboard."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject

from app.document import Document
from app.editor import Editor
from app.playback import Playback

TAP_S = 0.2
"""Seconds of playing in which a key that is let go again was only tapped."""


@dataclass(frozen=True)
class Stroke:
    """A class key that is down.

    Parameters
    ----------
    class_name
        The class of the key.
    first
        Where the playhead was when the key went down.
    reach
        Frames that the playhead may move before the key is held rather than tapped.
    held
        Whether it has moved further; moving back does not make it a tap again.
    """

    class_name: str
    first: int
    reach: int
    held: bool = False

    def at(self, frame: int) -> "Stroke":
        """The stroke after the playhead has come to a frame."""
        return replace(self, held=self.held or abs(frame - self.first) > self.reach)


class Painter(QObject):
    """Follows the playhead while a class key is down.

    A held key paints from where it went down to the playhead, both included. Moving back erases
    what the stroke has painted, and back at its beginning nothing is left of it.
    """

    def __init__(
        self, document: Document, playback: Playback, editor: Editor, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._playback, self._editor = document, playback, editor
        self._stroke: Stroke | None = None
        playback.frame_changed.connect(self._follow)
        document.recording_changed.connect(self.drop)

    def press(self, class_name: str) -> None:
        self._stroke = Stroke(class_name, self._playback.frame, self._reach())

    def release(self) -> None:
        """Keep what was painted; if the key was tapped, assign where it went down."""
        stroke, self._stroke = self._stroke, None
        if stroke is None:
            return
        self._document.set_draft(None)
        last = self._playback.frame
        if not stroke.held:
            self._editor.assign(stroke.class_name, stroke.first)
        elif last != stroke.first:
            self._editor.paint(stroke.first, last, stroke.class_name)

    def drop(self) -> bool:
        """Forget the stroke that is under way, if there is one: nothing is painted."""
        under_way, self._stroke = self._stroke is not None, None
        if under_way:
            self._document.set_draft(None)
        return under_way

    def _reach(self) -> int:
        """None in a standing picture: whoever moves it while a class key is down means it."""
        if not self._playback.playing:
            return 0
        return round(TAP_S * self._playback.fps * abs(self._playback.speed))

    def _follow(self, frame: int) -> None:
        if self._stroke is None:
            return
        self._stroke = stroke = self._stroke.at(frame)
        if stroke.held:
            self._document.set_draft(self._editor.painted(stroke.first, frame, stroke.class_name))
