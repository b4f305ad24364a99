"""The names of the lanes, at their left: click one to edit its track, the eye shows or hides it."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from app.icons import icon
from app.theme import Theme
from app.timeline.lanes import RULER, Kind, Lane

WIDTH = 136
_EYE = 22
_MARK = 3


class Header(QWidget):
    """One label per lane, exactly beside it; the active track has a mark."""

    visibility_requested = Signal(int, bool)
    track_chosen = Signal(str)
    track_requested = Signal()
    """One more track is wanted."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lanes: tuple[Lane, ...] = ()
        self._active = ""
        self._parts: list[QWidget] = []
        self.setFixedWidth(WIDTH)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._rebuild()

    def set_lanes(self, lanes: tuple[Lane, ...], active: str) -> None:
        """Show these lanes, and which track edits go to."""
        if (lanes, active) != (self._lanes, self._active):
            self._lanes, self._active = lanes, active
            self._rebuild()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for lane in self._lanes:
            if lane.kind is Kind.LABELS and lane.title == self._active:
                mark = QRect(4, lane.top + 2, _MARK, lane.height - 4)
                painter.fillRect(mark, self._theme.colour("accent"))
        painter.end()

    def _rebuild(self) -> None:
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []
        for lane in self._lanes:
            if lane.kind is Kind.LABELS:
                self._add_track(lane)
                self._add_eye(lane)
            else:
                self._add_name(lane)
        if self._lanes:
            self._add_plus()
        self.update()

    def _add_name(self, lane: Lane) -> None:
        name = QLabel(lane.title, self)
        name.setToolTip(lane.title)
        name.setProperty("role", "muted")
        name.setGeometry(12, lane.top, WIDTH - 20, min(lane.height, 44))
        self._keep(name)

    def _add_track(self, lane: Lane) -> None:
        room, active = WIDTH - _EYE - 20, lane.title == self._active
        name = QPushButton(self)
        name.setText(name.fontMetrics().elidedText(lane.title, Qt.TextElideMode.ElideMiddle, room))
        name.setProperty("role", "lane" if active else "quiet lane")
        name.setToolTip(f"{lane.title}: " + ("edits go here" if active else "edit this one"))
        name.setAccessibleName(name.toolTip())
        name.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        name.setGeometry(12, lane.top, room, min(lane.height, 44))
        name.clicked.connect(lambda: self.track_chosen.emit(lane.title))
        self._keep(name)

    def _add_eye(self, lane: Lane) -> None:
        eye = self._button("eye" if lane.visible else "eye-off")
        eye.setToolTip(("Hide " if lane.visible else "Show ") + lane.title)
        eye.setAccessibleName(eye.toolTip())
        eye.setGeometry(WIDTH - _EYE - 6, lane.top + (lane.height - _EYE) // 2, _EYE, _EYE)
        eye.clicked.connect(
            lambda _=False, lane=lane: self.visibility_requested.emit(lane.track, not lane.visible)
        )

    def _add_plus(self) -> None:
        plus = self._button("plus")
        plus.setToolTip("Add a track")
        plus.setAccessibleName(plus.toolTip())
        plus.setGeometry(WIDTH - _EYE - 6, (RULER - _EYE) // 2, _EYE, _EYE)
        plus.clicked.connect(self.track_requested)

    def _button(self, picture: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(picture, self._theme.muted))
        self._keep(button)
        return button

    def _keep(self, part: QWidget) -> None:
        self._parts.append(part)
        part.show()
