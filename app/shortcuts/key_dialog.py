"""Changing keys: a table of all actions, presets, and warnings in words. Applies at once."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.actions import ACTIONS, BY_NAME, Place
from app.finder.match import fit
from app.layouts import measured
from app.shortcuts.keymap import Conflict, Keymap, Meaning
from app.shortcuts.keys import key_text, shown
from app.shortcuts.presets import OWN, PRESETS, preset_of
from app.shortcuts.shortcuts import Shortcuts
from app.theme import ROW, Theme

_NAME = Qt.ItemDataRole.UserRole


class KeyField(QLineEdit):
    """Takes the next key that is pressed, whatever it is, and emits it."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__(readOnly=True, placeholderText="Press the new key…")
        self.setAccessibleName("New key")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Tab and Shift+Tab stay a way out.
        if key := key_text(event):
            self.pressed.emit(key)


class KeyDialog(QDialog):
    """Shows the keys of a `Shortcuts` and changes them."""

    def __init__(self, shortcuts: Shortcuts, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Change Keys")
        self.resize(760, 560)
        self._shortcuts, self._theme = shortcuts, theme
        self.filter = QLineEdit(placeholderText="Filter…", clearButtonEnabled=True)
        self.filter.setAccessibleName("Filter actions")
        self.preset = QComboBox()
        self.preset.setAccessibleName("Preset")
        self.table, self.field, self.verdict = QTreeWidget(), KeyField(), QLabel(wordWrap=True)
        self.add, self.clear = QPushButton("Add a Key"), QPushButton("No Key")
        self.reset = QPushButton("Default")
        self._items: list[QTreeWidgetItem] = []
        self._set_up_table()
        self._lay_out()
        self._connect()
        self._show()

    @property
    def chosen(self) -> str:
        """The name of the action whose keys are being changed."""
        item = self.table.currentItem()
        return str(item.data(0, _NAME)) if item else ACTIONS[0].name

    def choose(self, action: str) -> None:
        """Take an action as the one whose keys are being changed."""
        for item in self._items:
            if item.data(0, _NAME) == action:
                self.table.setCurrentItem(item)

    def _set_up_table(self) -> None:
        self.table.setHeaderLabels(["Action", "Keys", "Where", "Warning"])
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setAccessibleName("Actions and their keys")
        header = self.table.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)

    def _lay_out(self) -> None:
        top = measured(QHBoxLayout(), 8)
        top.addWidget(self.filter, 1)
        top.addWidget(QLabel("Preset"))
        top.addWidget(self.preset)
        row = measured(QHBoxLayout(), 8)
        row.addWidget(self.field, 1)
        for button in (self.add, self.clear, self.reset):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.add.setCheckable(True)
        self.add.setToolTip("The next key is one more, instead of another")
        self.verdict.setMinimumHeight(36)
        column = measured(QVBoxLayout(self), 8, (12, 12, 12, 12))
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.verdict)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._filter)
        self.preset.activated.connect(self._take_preset)
        self.field.pressed.connect(self._take_key)
        self.clear.clicked.connect(lambda: self._change(()))
        self.reset.clicked.connect(lambda: self._change(BY_NAME[self.chosen].keys))
        self.table.currentItemChanged.connect(self._show_verdict)
        self._shortcuts.changed.connect(self._show)

    def _take_key(self, key: str) -> None:
        keys = self._shortcuts.keymap.keys_of(self.chosen) if self.add.isChecked() else ()
        self.add.setChecked(False)
        self._change(dict.fromkeys((*keys, key)))

    def _change(self, keys: Iterable[str]) -> None:
        self._shortcuts.set_keymap(self._shortcuts.keymap.with_keys(self.chosen, keys))

    def _take_preset(self) -> None:
        if (name := self.preset.currentText()) in PRESETS:
            classes = self._shortcuts.keymap.classes
            self._shortcuts.set_keymap(Keymap(PRESETS[name], classes))

    def _show(self) -> None:
        chosen, keymap = self.chosen, self._shortcuts.keymap
        warned = {m.action: one for one in keymap.conflicts for m in one.wanted_by if m.action}
        self.table.clear()
        self._items = []
        for spec in ACTIONS:
            keys = " ".join(shown(key) for key in keymap.keys_of(spec.name))
            where = "" if spec.place is Place.WINDOW else spec.place.value
            clash = _sentence(spec.name, warned[spec.name]) if spec.name in warned else ""
            text = f"{spec.menu} › {spec.text}"
            item = QTreeWidgetItem(self.table, [text, keys, where, clash])
            self._items.append(item)
            item.setData(0, _NAME, spec.name)
            item.setToolTip(3, clash)
            item.setSizeHint(0, QSize(self.fontMetrics().horizontalAdvance(text) + 16, ROW))
            item.setForeground(3, self._theme.colour("warning"))
        self._filter(self.filter.text())
        self._show_preset(preset_of(keymap.bindings))
        self.choose(chosen)

    def _show_preset(self, current: str) -> None:
        self.preset.clear()
        self.preset.addItems([*PRESETS, *([OWN] if current == OWN else [])])
        self.preset.setCurrentText(current)

    def _show_verdict(self) -> None:
        name, keymap = self.chosen, self._shortcuts.keymap
        clashes = [one for one in keymap.conflicts if Meaning(action=name) in one.wanted_by]
        text = " ".join(_sentence(name, one) + "." for one in clashes)
        self.verdict.setText(text or f"{BY_NAME[name].text}: no other action has its keys.")

    def _filter(self, text: str) -> None:
        for item in self._items:
            item.setHidden(not fit(text, f"{item.text(0)} {item.text(1)}"))


def _sentence(action: str, conflict: Conflict) -> str:
    """Who else wants the key, and who gets it."""
    others = [_name(one) for one in conflict.wanted_by if one.action != action]
    gets = "this has it" if conflict.wanted_by[0].action == action else "that has it"
    return f"{shown(conflict.key)} is also {' and '.join(others)}; {gets}"


def _name(meaning: Meaning) -> str:
    if meaning.action:
        return f"“{BY_NAME[meaning.action].text}”"
    return f"the class “{meaning.class_name}”"
