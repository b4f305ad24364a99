"""Where the panels are around the 3D view: what is a tab of what, and how wide.

What is about one segment stands below the recordings: their list is short more often than the
lists at the right, which have the whole height.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QLabel, QMainWindow, QTabWidget, QWidget

_AREA = Qt.DockWidgetArea
TIMELINE = "Timeline"
ARRANGEMENT = 2
"""Its number: one saved with other panels is not restored, as new ones would be in no stack."""
_WIDE, _NARROW = 300, 232


class Docks:
    """Recordings and a stack of tabs at the left, one at the right, the timeline below.

    Parameters
    ----------
    left, right
        Panels by title, each group one stack of tabs; the first is in front.
    """

    def __init__(
        self,
        window: QMainWindow,
        recordings: QWidget,
        left: dict[str, QWidget],
        right: dict[str, QWidget],
        timeline: QWidget,
    ) -> None:
        self._window = window
        self._docks: dict[str, QDockWidget] = {}
        self._sides = ("Recordings", *left, *right)
        for area in (_AREA.LeftDockWidgetArea, _AREA.RightDockWidgetArea):
            window.setTabPosition(area, QTabWidget.TabPosition.North)
        for corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner):
            window.setCorner(corner, _AREA.BottomDockWidgetArea)
        self._add("Recordings", recordings, _AREA.LeftDockWidgetArea, heading=True)
        self._add_stack(left, _AREA.LeftDockWidgetArea)
        self._add_stack(right, _AREA.RightDockWidgetArea)
        self._add(TIMELINE, timeline, _AREA.BottomDockWidgetArea)
        self._measure(next(iter(left)), next(iter(right)))

    def toggle_actions(self) -> list[QAction]:
        """One per panel, to show or hide it."""
        return [dock.toggleViewAction() for dock in self._docks.values()]

    def show(self, title: str) -> None:
        """Bring a panel to the front."""
        self._docks[title].show()
        self._docks[title].raise_()

    def toggle_sides(self) -> None:
        """Hide all panels but the timeline, or show them again."""
        hidden = not self._docks["Recordings"].isHidden()
        for title in self._sides:
            self._docks[title].setHidden(hidden)

    def grow_timeline(self, height: int) -> None:
        """Give the timeline this many pixels, if it has less."""
        dock = self._docks[TIMELINE]
        if dock.height() < height and not dock.isFloating():
            self._window.resizeDocks([dock], [height], Qt.Orientation.Vertical)

    def _add_stack(self, stack: dict[str, QWidget], area: Qt.DockWidgetArea) -> None:
        first, *others = (self._add(title, panel, area) for title, panel in stack.items())
        for other in others:
            self._window.tabifyDockWidget(first, other)
        first.raise_()

    def _add(
        self, title: str, content: QWidget, area: Qt.DockWidgetArea, heading: bool = False
    ) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(title)
        label = QLabel(title)
        label.setProperty("role", "title")
        # A tab is the title of what is below it.
        dock.setTitleBarWidget(label if heading else QWidget())
        content.setAutoFillBackground(True)
        dock.setWidget(content)
        self._window.addDockWidget(area, dock)
        self._docks[title] = dock
        return dock

    def _measure(self, left: str, right: str) -> None:
        # Class names are what the right side is read for.
        self._docks[right].setMinimumWidth(_WIDE - 16)
        sides = [self._docks["Recordings"], self._docks[right]]
        self._window.resizeDocks(sides, [_NARROW, _WIDE], Qt.Orientation.Horizontal)
        column = [self._docks["Recordings"], self._docks[left]]
        self._window.resizeDocks(column, [240, 200], Qt.Orientation.Vertical)
