"""The names of the lanes, at their left, with an eye for each label track."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from app.icons import icon
from app.theme import Theme
from app.timeline.lanes import Kind, Lane

WIDTH = 136
_EYE = 22


class Header(QWidget):
    """One label per lane, exactly beside it."""

    visibility_requested = Signal(int, bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lanes: tuple[Lane, ...] = ()
        self._parts: list[QWidget] = []
        self.setFixedWidth(WIDTH)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._rebuild()

    def set_lanes(self, lanes: tuple[Lane, ...]) -> None:
        if lanes != self._lanes:
            self._lanes = lanes
            self._rebuild()

    def _rebuild(self) -> None:
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []
        for lane in self._lanes:
            self._add_name(lane)
            if lane.track >= 0:
                self._add_eye(lane)

    def _add_name(self, lane: Lane) -> None:
        name = QLabel(self)
        room = WIDTH - 12 - (_EYE + 8 if lane.track >= 0 else 8)
        name.setText(name.fontMetrics().elidedText(lane.title, Qt.TextElideMode.ElideMiddle, room))
        name.setToolTip(lane.title)
        name.setProperty("role", "" if lane.visible and lane.kind is not Kind.HEAT else "muted")
        name.setGeometry(12, lane.top, room, min(lane.height, 32))
        self._keep(name)

    def _add_eye(self, lane: Lane) -> None:
        eye = QToolButton(self)
        eye.setIcon(icon("eye" if lane.visible else "eye-off", self._theme.muted))
        eye.setToolTip(("Hide " if lane.visible else "Show ") + lane.title)
        eye.setAccessibleName(eye.toolTip())
        eye.setGeometry(WIDTH - _EYE - 6, lane.top + (lane.height - _EYE) // 2, _EYE, _EYE)
        eye.clicked.connect(
            lambda _=False, lane=lane: self.visibility_requested.emit(lane.track, not lane.visible)
        )
        self._keep(eye)

    def _keep(self, part: QWidget) -> None:
        self._parts.append(part)
        part.show()
