"""A quiet row that says that a new model is ready, and asks what is to become of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.layouts import measured
from app.learning.offer import Offer
from app.learning.succession import Succession
from app.theme import Theme


class ReadyRow(QWidget):
    """Hidden while there is nothing to decide."""

    comparison_requested = Signal()

    def __init__(self, succession: Succession, theme: Theme) -> None:
        super().__init__()
        self.text = QLabel(wordWrap=True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.compare, self.use = QPushButton("Compare…"), QPushButton("Use It")
        self.keep = QPushButton("Keep the Old One")
        self.use.setProperty("role", "primary")
        row = measured(QHBoxLayout(self), 8, (12, 4, 8, 4))
        row.addWidget(self.text, 1)
        for button in (self.compare, self.use, self.keep):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(36)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.compare.clicked.connect(self.comparison_requested)
        self.use.clicked.connect(succession.accept)
        self.keep.clicked.connect(succession.decline)
        succession.offered.connect(self._show)
        self.set_theme(theme)
        self._show(succession.offer)

    def set_theme(self, theme: Theme) -> None:
        self.setStyleSheet(
            f"ReadyRow {{ background: {theme.raised}; border-left: 3px solid {theme.accent};"
            f" border-bottom: 1px solid {theme.hairline}; }}"
        )

    def _show(self, offer: Offer | None) -> None:
        self.setVisible(offer is not None)
        self.text.setText(str(offer) if offer else "")
