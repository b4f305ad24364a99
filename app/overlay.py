"""What lies over the window for a moment: it takes the keys, and a click beside it puts it away."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QWidget


class Overlay(QFrame):
    """A raised sheet in the upper middle of a window; Escape closes it and gives the keys back."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._focus_before: QWidget | None = None
        self.setProperty("role", "overlay")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()
        window.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)

    def open(self, focus: QWidget) -> None:
        """Show it, with the keys going to one of its parts."""
        self._focus_before = QApplication.focusWidget()
        self.place()
        self.show()
        self.raise_()
        focus.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        # Nothing under it is to hear its keys.
        event.accept()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        window = self.parentWidget()
        before, self._focus_before = self._focus_before, None
        if before is not None and before.isVisible():
            before.setFocus()
        elif window is not None:
            window.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and self.isVisible():
            if event.type() == QEvent.Type.Resize:
                self.place()
            elif event.type() == QEvent.Type.MouseButtonPress:
                self.hide()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Go where it belongs, as large as its content asks for and the window allows."""
        window = self.parentWidget()
        assert window is not None
        size = self.sizeHint().boundedTo(window.size() * 0.94)
        # From the top down, so that it does not jump while its content grows and shrinks.
        top = max(min(window.height() // 9, (window.height() - size.height()) // 2), 8)
        self.setGeometry((window.width() - size.width()) // 2, top, size.width(), size.height())

    def _follow_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isVisible() and not self.isAncestorOf(now) and now is not self:
            if now.window() is self.window():
                # Whoever took the focus keeps it.
                self._focus_before = now
            self.hide()


class LineOverlay(Overlay):
    """An overlay with one line to type in: Enter takes it, Escape does not."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.line = QLineEdit()
        self.line.setProperty("role", "big")
        self.line.installEventFilter(self)

    def take(self) -> None:
        """Do what the line says, and close."""
        raise NotImplementedError

    def press(self, key: Qt.Key) -> bool:
        """Answer a key of the line; False leaves it to the line."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Before the line, which would let Enter pass on to what is under the overlay.
        if watched is self.line and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            return self.press(Qt.Key(event.key()))
        return super().eventFilter(watched, event)


def is_over(widget: QWidget) -> bool:
    """Whether a widget is, or is in, an overlay."""
    one: QWidget | None = widget
    while one is not None and not isinstance(one, Overlay):
        one = one.parentWidget()
    return one is not None
