"""A sentence at the top of a view: what went wrong, why, what to do. Never in the way."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.icons import icon
from app.theme import Theme


class Banner(QWidget):
    """Hidden until there is something to say; stays until it is closed or answered.

    Parameters
    ----------
    lasting
        Whether it tells how things are, and not what happened: then nobody can close it.
    """

    def __init__(self, theme: Theme, lasting: bool = False) -> None:
        super().__init__()
        self._do: Callable[[], object] = self.hide
        self._sign = QLabel()
        self._text = QLabel(wordWrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = QPushButton()
        self.button.clicked.connect(lambda: self._do())
        self._close = QToolButton()
        self._close.setToolTip("Close")
        self._close.setAccessibleName("Close the message")
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        self.setMinimumHeight(36)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        for part in (self.button, self._close):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self._close.setVisible(not lasting)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.set_theme(theme)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text().replace("\u200b", "")

    def say(self, text: str, button: str = "", do: Callable[[], object] | None = None) -> None:
        """Show a sentence, with a button if something can be done about it."""
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        # A path has no spaces to break at: let it break after each separator.
        self._text.setText(text.replace("/", "/\u200b"))
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self._do = do or self.hide
        self.show()

    def set_theme(self, theme: Theme) -> None:
        self._sign.setPixmap(icon("triangle-alert", theme.warning).pixmap(16, 16))
        self._close.setIcon(icon("x", theme.muted))
        self.setStyleSheet(
            f"Banner {{ background: {theme.raised}; border-left: 3px solid {theme.warning};"
            f" border-bottom: 1px solid {theme.hairline}; }}"
            f"Banner QPushButton {{ border-color: {theme.hairline}; }}"
        )
