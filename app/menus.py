"""The menu bar: one `QAction` for each row of `app.actions`. Knows no command."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from app.actions import ACTIONS, BY_NAME, ActionSpec
from app.shortcuts.keymap import Keymap
from app.shortcuts.keys import shown_at


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

    Keys are shown as text only: who hears them is `app.shortcuts.keyboard`.

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
        self._commands, self._submenus = commands, submenus
        bar = window.menuBar()
        self._menus = {name: bar.addMenu(name) for name in dict.fromkeys(s.menu for s in ACTIONS)}
        for spec in ACTIONS:
            self._add(spec, self._menus[spec.menu])
        shown_panels = QMenu("Panels", window)
        shown_panels.addActions(list(panels))
        bar.insertMenu(self._menus["Help"].menuAction(), shown_panels)

    def show_keys(self, keymap: Keymap) -> None:
        for name, action in self.actions.items():
            spec, keys = BY_NAME[name], keymap.keys_of(name)
            action.setText(f"{spec.text}\t{shown_at(keys[0], spec.place)}" if keys else spec.text)

    def _add(self, spec: ActionSpec, menu: QMenu) -> None:
        if submenu := self._submenus.get(spec.name):
            menu.addMenu(submenu)
            return
        command = self._commands[spec.name]
        action = menu.addAction(spec.text)
        action.triggered.connect(lambda: command())
        self.actions[spec.name] = action
