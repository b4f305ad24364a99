"""A sentence at the top of a view: what went wrong, why, what to do. Never in the way."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from app.icons import icon
from app.theme import Theme


class Banner(QWidget):
    """Hidden until there is something to say; stays until it is closed or answered."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._sign = QLabel()
        self._text = QLabel(wordWrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QToolButton()
        self._close.setToolTip("Close")
        self._close.setAccessibleName("Close the message")
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.set_theme(theme)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def say(self, text: str) -> None:
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        # A path has no spaces to break at: let it break after each separator.
        self._text.setText(text.replace("/", "/\u200b"))
        self.show()

    def set_theme(self, theme: Theme) -> None:
        self._sign.setPixmap(icon("triangle-alert", theme.warning).pixmap(16, 16))
        self._close.setIcon(icon("x", theme.muted))
        self.setStyleSheet(
            f"Banner {{ background: {theme.raised}; border-left: 3px solid {theme.warning}; }}"
        )
