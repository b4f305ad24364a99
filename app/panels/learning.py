"""From corrections to a better model: one big action, and under it what is under way."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.layouts import measured
from app.learning.learning import Learning
from app.learning.lesson import TRUTH
from app.panels.jobs import JobsPart
from app.panels.models import ModelsPart
from app.theme import Theme


class LearningPanel(QWidget):
    """What would be learnt, by which action; jobs and models as two tabs below."""

    training_requested = Signal()
    """The form for thorough training is wanted."""

    def __init__(self, learning: Learning, theme: Theme) -> None:
        super().__init__()
        self._learning = learning
        self.learn, self.train = (
            QPushButton("Learn from My Corrections"),
            QPushButton("Train Thoroughly…"),
        )
        self.lesson = QLabel(wordWrap=True)
        self.automatic = QCheckBox("After corrections, by itself")
        self.jobs, self.models = (
            JobsPart(learning.watch, theme),
            ModelsPart(learning.succession, theme),
        )
        self._lay_out()
        self.learn.clicked.connect(learning.learn)
        self.train.clicked.connect(self.training_requested)
        self.automatic.clicked.connect(learning.set_automatic)
        learning.lesson_changed.connect(lambda _: self._show())
        self._show()

    def set_theme(self, theme: Theme) -> None:
        self.jobs.set_theme(theme)
        self.models.set_theme(theme)

    def _lay_out(self) -> None:
        self.learn.setProperty("role", "primary")
        self.learn.setToolTip("Seconds: everything behind the encoder, on all that is reviewed")
        self.train.setToolTip("Minutes: all weights, on all that is reviewed")
        self.automatic.setToolTip("Learn some seconds after the last correction")
        self.lesson.setProperty("role", "muted")
        self.lesson.setToolTip(TRUTH)
        tabs = QTabWidget(documentMode=True)
        tabs.addTab(self.jobs, "Jobs")
        tabs.addTab(self.models, "Models")
        content = QWidget()
        column = measured(QVBoxLayout(content), 8, (12, 8, 8, 8))
        for part in (self.learn, self.lesson, self.automatic, self.train):
            column.addWidget(part)
        column.addWidget(tabs, 1)
        self.tabs = tabs
        # A low window scrolls the panel instead of taking the room from the timeline.
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(content)
        measured(QVBoxLayout(self)).addWidget(scroll)

    def _show(self) -> None:
        self.lesson.setText(str(self._learning.lesson))
        for part in (self.learn, self.train):
            part.setEnabled(bool(self._learning.lesson))
        self.automatic.setEnabled(self._learning.project is not None)
        self.automatic.setChecked(self._learning.automatic)
