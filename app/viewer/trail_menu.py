"""The menu in which somebody picks the joint that leaves a trail."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.document import Document

NONE = "No Joint"


class TrailMenu(QMenu):
    """The joints of the open recording, made anew each time that it is shown."""

    chosen = Signal(str)
    """The name of a joint, or empty for none."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__("Trail of a Joint", parent)
        self._document = document
        self._current = ""
        self.aboutToShow.connect(self._list)

    def choose(self, joint: str) -> None:
        self._current = joint
        self.chosen.emit(joint)

    def _list(self) -> None:
        self.clear()
        group = QActionGroup(self)
        recording = self._document.recording
        for joint in ("", *(recording.skeleton.joint_names if recording else ())):
            action = self.addAction(joint or NONE, partial(self.choose, joint))
            action.setCheckable(True)
            action.setChecked(joint == self._current)
            group.addAction(action)
