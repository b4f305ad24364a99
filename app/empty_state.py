"""What a newcomer sees before anything is open: what can be dropped here, and the demo."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.layouts import measured
from core.formats import FORMATS


class EmptyState(QWidget):
    """A heading, two sentences and two buttons."""

    open_requested = Signal()
    demo_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        heading = QLabel("Drop a recording or a project folder here")
        heading.setProperty("role", "heading")
        formats = QLabel(
            f"Motion capture, depth cameras, keypoints:\n{_suffixes()}.\n\n"
            "The model then says what happens when; you can check it against the moving body."
        )
        formats.setProperty("role", "muted")
        self.open = QPushButton("Open Recording…")
        self.demo = QPushButton("Open the Demo")
        self.demo.setProperty("role", "primary")
        self.open.clicked.connect(self.open_requested)
        self.demo.clicked.connect(self.demo_requested)
        buttons = measured(QHBoxLayout(), 8)
        for part in (self.demo, self.open):
            buttons.addWidget(part)
        column = measured(QVBoxLayout(self), 12, (24, 24, 24, 24))
        column.addStretch(2)
        for label in (heading, formats):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.setAlignment(buttons, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)


def _suffixes() -> str:
    """All suffixes that recordings have, as a list in a sentence."""
    *most, last = sorted({suffix for one in FORMATS for suffix in one.SUFFIXES})
    return f"{', '.join(most)} and {last}"
