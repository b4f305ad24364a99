"""What can be done to the active track, as a menu on its name."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from app.timeline.timeline import Timeline


class TrackMenu(QMenu):
    """Rename, assign to somebody, remove."""

    def __init__(self, timeline: "Timeline") -> None:
        super().__init__(timeline)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        tracks = timeline.tracks
        self.addAction("Rename…", timeline.rename_track)
        self.addAction("Annotator…", timeline.assign_track)
        self.addSeparator()
        self.addAction("Remove…", lambda: tracks.propose_removal(tracks.active.name))
