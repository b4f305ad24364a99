"""The middle of the window: the 3D view, or how to begin; messages above either."""

from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.banner import Banner
from app.document import Document
from app.empty_state import EmptyState
from app.layouts import measured
from app.palette import ClassColours
from app.playback import Playback
from app.theme import Theme
from app.viewer.theme import DARK, LIGHT
from app.viewer.view import Viewer


class Stage(QWidget):
    """Shows the open recording at the playhead, coloured by the class that is said there."""

    def __init__(self, document: Document, playback: Playback, theme: Theme) -> None:
        super().__init__()
        self._document, self._playback = document, playback
        self._class_name: str | None = None
        self.viewer, self.empty, self.banner = Viewer(), EmptyState(), Banner(theme)
        self.notice, self.offers = Banner(theme, lasting=True), Banner(theme)
        """How labels are kept, and what can be done: what only happened hides neither."""
        self._pages = QStackedWidget()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.viewer)
        column = measured(QVBoxLayout(self))
        for banner in (self.notice, self.offers, self.banner):
            column.addWidget(banner)
        column.addWidget(self._pages, 1)
        self.set_theme(theme)
        document.recording_changed.connect(self._show_recording)
        document.tracks_changed.connect(self._colour)
        document.draft_changed.connect(self._colour)
        document.prediction_changed.connect(self._colour)
        playback.frame_changed.connect(self._show_frame)

    def add_row(self, row: QWidget) -> None:
        """Put a row above the view, below the messages."""
        column = self.layout()
        assert isinstance(column, QBoxLayout)
        column.insertWidget(column.count() - 1, row)

    def set_theme(self, theme: Theme) -> None:
        self.viewer.set_theme(LIGHT if theme.name == "light" else DARK)
        for banner in (self.notice, self.offers, self.banner):
            banner.set_theme(theme)

    def clear_messages(self) -> None:
        """Forget what was said of another recording."""
        self.offers.hide()
        self.banner.hide()

    def _show_recording(self) -> None:
        recording = self._document.recording
        self.viewer.set_recording(recording)
        self._class_name = None
        self._pages.setCurrentWidget(self.viewer if recording else self.empty)

    def _show_frame(self, frame: int) -> None:
        self.viewer.set_frame(frame)
        self._colour()

    def _colour(self) -> None:
        segment = self._document.said_at(self._playback.frame)
        name = segment.class_name if segment else None
        if name == self._class_name:
            return
        self._class_name = name
        colour = (
            ClassColours(self._document.classes, self._document.labels.classes).of(name)
            if name
            else None
        )
        n_bodies = self._document.recording.n_bodies if self._document.recording else 0
        self.viewer.set_body_colours([colour] * n_bodies)
