"""The menu bar: one `QAction` for each row of `app.actions`. Knows no command."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from app.actions import ACTIONS, ActionSpec


class RecentMenu(QMenu):
    """What was opened lately, read anew each time that it is shown."""

    def __init__(
        self,
        parent: QWidget,
        recent: Callable[[], Iterable[Path]],
        open_path: Callable[[Path], None],
    ) -> None:
        super().__init__("Open Recent", parent)
        self._recent, self._open = recent, open_path
        self.aboutToShow.connect(self._list)

    def _list(self) -> None:
        self.clear()
        for path in self._recent():
            self.addAction(str(path), partial(self._open, path))
        if self.isEmpty():
            self.addAction("Nothing yet").setEnabled(False)


class Menus(QObject):
    """Fills the menu bar of a window.

    Parameters
    ----------
    commands
        What the actions do, by name.
    submenus
        Menus that stand in the place of an action, by its name.
    panels
        Actions that show and hide docks.
    """

    def __init__(
        self,
        window: QMainWindow,
        commands: Mapping[str, Callable[[], object]],
        submenus: Mapping[str, QMenu],
        panels: Iterable[QAction],
    ) -> None:
        super().__init__(window)
        self.actions: dict[str, QAction] = {}
        self._window, self._commands, self._submenus = window, commands, submenus
        menus: dict[str, QMenu] = {}
        for spec in ACTIONS:
            if spec.menu not in menus:
                menus[spec.menu] = window.menuBar().addMenu(spec.menu)
            self._add(spec, menus[spec.menu])
        window.menuBar().addMenu("Panels").addActions(list(panels))

    def _add(self, spec: ActionSpec, menu: QMenu) -> None:
        if submenu := self._submenus.get(spec.name):
            menu.addMenu(submenu)
            return
        action = QAction(spec.text, self._window)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        command = self._commands[spec.name]
        action.triggered.connect(lambda: command())
        self._window.addAction(action)
        menu.addAction(action)
        self.actions[spec.name] = action
