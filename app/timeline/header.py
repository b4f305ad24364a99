"""The names of the lanes, at their left: click one to edit its track, the eye shows or hides it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from app.icons import icon
from app.theme import Theme
from app.timeline.lanes import RULER, Kind, Lane

WIDTH = 136
_EYE = 22
_MARK = 3
_LINE = 18


class Header(QWidget):
    """One label per lane, exactly beside it; the active track has a mark."""

    visibility_requested = Signal(int, bool)
    track_chosen = Signal(str)
    track_requested = Signal()
    """One more track is wanted."""
    rename_requested = Signal()
    """The active track is to be called otherwise."""
    menu_requested = Signal(QPoint)
    """What can be done to the active track, at a place on the screen."""

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

    def place_of_active(self) -> QPoint:
        """Where on the screen the name of the active track begins."""
        tops = (lane.top for lane in self._lanes if self._is_active(lane))
        return self.mapToGlobal(QPoint(4, next(tops, 0)))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if lane := self._track_lane_at(event.pos().y()):
            self.track_chosen.emit(lane.title)
            self.menu_requested.emit(event.globalPos())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._track_lane_at(event.position().y()):
            self.rename_requested.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for lane in self._lanes:
            if self._is_active(lane):
                mark = QRect(4, lane.top + 2, _MARK, lane.height - 4)
                painter.fillRect(mark, self._theme.colour("accent"))
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A double click on a name is one on its lane: a button would take it for two clicks."""
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self.rename_requested.emit()
            return True
        return super().eventFilter(watched, event)

    def _is_active(self, lane: Lane) -> bool:
        return lane.kind is Kind.LABELS and lane.title == self._active

    def _track_lane_at(self, y: float) -> Lane | None:
        tracks = (lane for lane in self._lanes if lane.kind is Kind.LABELS)
        return next((lane for lane in tracks if lane.top <= y < lane.bottom), None)

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
        name.setToolTip(lane.tip or lane.title)
        name.setProperty("role", "muted")
        below = _LINE if lane.annotator else 0
        name.setGeometry(12, lane.top, WIDTH - 20, min(lane.height, 44) - below)
        self._keep(name)
        if below:
            self._add_annotator(lane, WIDTH - 20)

    def _add_track(self, lane: Lane) -> None:
        room, active = WIDTH - _EYE - 20, lane.title == self._active
        name = QPushButton(self)
        name.setText(name.fontMetrics().elidedText(lane.title, Qt.TextElideMode.ElideMiddle, room))
        name.setProperty("role", "lane" if active else "quiet lane")
        owner = f" by {lane.annotator}" if lane.annotator else ""
        name.setToolTip(f"{lane.title}{owner}: {'edits go here' if active else 'edit this one'}")
        name.setAccessibleName(name.toolTip())
        name.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        below = _LINE if lane.annotator and lane.height > 2 * _LINE else 0
        name.setGeometry(12, lane.top, room, lane.height - below)
        name.clicked.connect(lambda: self.track_chosen.emit(lane.title))
        name.installEventFilter(self)
        self._keep(name)
        if below:
            self._add_annotator(lane, room)

    def _add_annotator(self, lane: Lane, room: int) -> None:
        """Whose track it is, or which model says so, below the name."""
        owner = QLabel(self)
        text = owner.fontMetrics().elidedText(lane.annotator, Qt.TextElideMode.ElideRight, room)
        owner.setText(text)
        owner.setProperty("role", "muted")
        owner.setGeometry(12, lane.bottom - _LINE - 3, room, _LINE)
        owner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._keep(owner)

    def _add_eye(self, lane: Lane) -> None:
        eye = self._button("eye" if lane.visible else "eye-off")
        eye.setAccessibleName(("Hide " if lane.visible else "Show ") + lane.title)
        eye.setToolTip(f"{eye.accessibleName()}: models learn only from what is shown")
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
