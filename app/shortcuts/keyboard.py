"""Hears the keys of the window before its widgets do, and asks the `Keymap` what they mean."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDockWidget,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from app.actions import BY_NAME, Place
from app.overlay import is_over
from app.painter import Painter
from app.shortcuts.keymap import Meaning
from app.shortcuts.keys import key_text
from app.shortcuts.shortcuts import Shortcuts

_TEXTS = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)
_CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox)


class Keyboard(QObject):
    """Triggers actions, and labels and paints with class keys.

    Qt's own shortcuts would call a key ambiguous that means something else in the 3D view, and
    they know nothing of a key that is let go.
    """

    def __init__(
        self,
        window: QMainWindow,
        viewer: QWidget,
        shortcuts: Shortcuts,
        actions: Mapping[str, QAction],
        painter: Painter,
    ) -> None:
        super().__init__(window)
        self._window, self._viewer = window, viewer
        self._shortcuts, self._actions, self._painter = shortcuts, actions, painter
        self._held = 0
        self._focus_before: QWidget | None = None
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress:
            return self._press(watched, event)
        if kind == QEvent.Type.KeyRelease:
            return self._release(event)
        if watched is self._window and kind == QEvent.Type.WindowDeactivate:
            self._let_go()
        elif watched is self._viewer and kind in (QEvent.Type.Enter, QEvent.Type.Leave):
            self._hover(kind == QEvent.Type.Enter)
        return False

    def place_of(self, widget: QWidget) -> Place:
        """What kind of place a widget is for keys."""
        focused = QApplication.focusWidget()
        if is_over(widget):
            return Place.TEXT
        if isinstance(focused, _TEXTS) and (widget is focused or widget.isAncestorOf(focused)):
            return Place.TEXT
        if widget is self._viewer or self._viewer.isAncestorOf(widget):
            return Place.VIEWER
        by_tab = widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        return Place.CONTROL if by_tab and isinstance(widget, _CONTROLS) else Place.WINDOW

    def _press(self, watched: QObject, event: QEvent) -> bool:
        if not (isinstance(event, QKeyEvent) and isinstance(watched, QWidget)):
            return False
        if not self._is_ours(watched):
            return False
        if event.isAutoRepeat() and event.key() == self._held:
            return True
        meaning = self._shortcuts.keymap.meaning(key_text(event), self.place_of(watched))
        if meaning is None or _is_wanted(watched, event):
            return False
        return self._do(meaning, event)

    def _is_ours(self, widget: QWidget) -> bool:
        top = widget.window()
        return top is self._window or (
            isinstance(top, QDockWidget) and top.parent() is self._window
        )

    def _do(self, meaning: Meaning, event: QKeyEvent) -> bool:
        if meaning.class_name:
            if not event.isAutoRepeat():
                self._let_go()
                self._held = event.key()
                self._painter.press(meaning.class_name)
        elif BY_NAME[meaning.action].repeats or not event.isAutoRepeat():
            self._actions[meaning.action].trigger()
        return True

    def _release(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.isAutoRepeat() or event.key() != self._held:
            return False
        self._let_go()
        return True

    def _let_go(self) -> None:
        """Nothing is painted any more: the key is up, or nobody would hear it go up."""
        if self._held:
            self._held = 0
            self._painter.release()

    def _hover(self, entered: bool) -> None:
        """The 3D view has the keys while the pointer is over it, but takes them from no text."""
        focused = QApplication.focusWidget()
        if entered and self._window.isActiveWindow() and not isinstance(focused, _TEXTS):
            self._focus_before = focused
            self._viewer.setFocus(Qt.FocusReason.MouseFocusReason)
        elif not entered and self._viewer.hasFocus():
            (self._focus_before or self._window).setFocus(Qt.FocusReason.MouseFocusReason)
            self._focus_before = None


def _is_wanted(widget: QWidget, event: QKeyEvent) -> bool:
    """Whether a widget claims a key for itself, in the way that Qt has for it."""
    claim = QKeyEvent(QEvent.Type.ShortcutOverride, event.key(), event.modifiers(), event.text())
    claim.ignore()
    QApplication.sendEvent(widget, claim)
    return claim.isAccepted()
