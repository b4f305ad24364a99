"""All keys and gestures at a glance, in the groups of the menus."""

from itertools import combinations, pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.actions import ACTIONS, Place
from app.layouts import measured
from app.overlay import Overlay
from app.shortcuts.keymap import Keymap
from app.shortcuts.keys import shown

Row = tuple[str, tuple[str, ...]]
Group = tuple[str, list[Row]]

_COLUMNS, _CAPS = 4, 2
_VIEWER = "3D View"
_FIRST = ("File", "Edit", _VIEWER)
"""The first column. The other groups follow in the order of the menus, which fills all four."""
_EXTRA = 2
"""Rows that a heading and the gap above it take."""
GESTURES: list[Row] = [
    ("New segment", ("drag",)),
    ("Move it, or an edge", ("drag",)),
    ("Edge by itself", ("Alt+drag",)),
    ("One more, or one less", ("Ctrl+click",)),
    ("Select up to there", ("Shift+click",)),
    ("Select what it touches", ("Shift+drag",)),
    ("Zoom time", ("Ctrl+wheel",)),
    ("Scroll time", ("wheel",)),
    ("Turn the camera", ("left drag",)),
    ("Move the camera", ("middle drag",)),
]
CLASS_KEYS: list[Row] = [
    ("Assign, also while playing", ("tap",)),
    ("Paint from here; back erases", ("hold",)),
]


class Sheet(Overlay):
    """Read only; any of Escape, `?` or a click beside it puts it away."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        heading = QLabel("Keys")
        heading.setProperty("role", "heading")
        hint = QLabel("Esc closes · Ctrl+K finds anything · Help › Change Keys… changes them")
        hint.setProperty("role", "muted")
        top = measured(QHBoxLayout(), 12, (12, 4, 12, 0))
        top.addWidget(heading)
        top.addStretch(1)
        top.addWidget(hint)
        column = measured(QVBoxLayout(self), 8, (12, 12, 4, 12))
        column.addLayout(top)
        column.addWidget(self._area)

    def sizeHint(self) -> QSize:
        content = self._area.widget()
        page = content.sizeHint() if content else QSize()
        return QSize(max(page.width() + 32, 960), page.height() + 72)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Question:
            self.hide()
        super().keyPressEvent(event)

    def show_keys(self, keymap: Keymap) -> None:
        self._area.setWidget(_page(groups(keymap)))
        self.open(self)


def groups(keymap: Keymap) -> list[Group]:
    """What the sheet says: for each menu its actions that have keys, then classes and mouse."""
    found: dict[str, list[Row]] = {name: [] for name in _FIRST}
    for spec in ACTIONS:
        name = _VIEWER if spec.place is Place.VIEWER else spec.menu
        if keys := keymap.keys_of(spec.name):
            found.setdefault(name, []).append((spec.text, tuple(shown(key) for key in keys)))
    for key, name in keymap.classes.items():
        found.setdefault("Classes", CLASS_KEYS.copy()).append((name, (shown(key),)))
    return [*found.items(), ("Mouse", GESTURES)]


def _page(shown_groups: list[Group]) -> QWidget:
    page = QWidget()
    row = measured(QHBoxLayout(page), 24, (12, 4, 12, 4))
    for column in _columns(shown_groups):
        stack = measured(QVBoxLayout(), 12)
        for name, rows in column:
            stack.addLayout(_group(name, rows))
        stack.addStretch(1)
        row.addLayout(stack, 1)
    return page


def _columns(shown_groups: list[Group]) -> list[list[Group]]:
    """The groups in order, cut so that the highest column is as low as can be."""
    n_groups = len(shown_groups)
    cuts = combinations(range(1, n_groups), _COLUMNS - 1)
    tried = ([shown_groups[a:b] for a, b in pairwise((0, *places, n_groups))] for places in cuts)
    return min(tried, key=lambda columns: max(map(_height, columns)))


def _height(column: list[Group]) -> int:
    return sum(len(rows) + _EXTRA for _, rows in column)


def _group(name: str, rows: list[Row]) -> QVBoxLayout:
    stack = measured(QVBoxLayout(), 2)
    title = QLabel(name)
    title.setProperty("role", "group")
    title.setIndent(0)
    stack.addWidget(title)
    for text, keys in rows:
        row = measured(QHBoxLayout(), 4)
        row.addWidget(QLabel(text))
        row.addSpacing(8)
        row.addStretch(1)
        for key in keys[:_CAPS]:
            row.addWidget(_cap(key))
        stack.addLayout(row)
    return stack


def _cap(key: str) -> QLabel:
    cap = QLabel(key)
    cap.setProperty("role", "key")
    cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
    # A style sheet gives it its padding only when it is shown, after the layout has measured.
    cap.ensurePolished()
    cap.setMinimumWidth(cap.fontMetrics().horizontalAdvance(key) + 16)
    return cap
