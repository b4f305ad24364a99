"""What is left to look at, why, and the two answers."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.layouts import measured
from app.reviewer import Reviewer
from core.review import Reason

_QUESTIONS = {
    Reason.DOUBTFUL: "The model is not sure. Is it right?",
    Reason.FLICKER: "Very short. Is it real?",
    Reason.DISAGREEMENT: "Your labels and the model differ. Is the model right?",
    Reason.UNREVIEWED: "Nobody has looked here. Is it as predicted?",
}


class ReviewPanel(QWidget):
    """A counter with two arrows; under it the question about the current item."""

    def __init__(self, reviewer: Reviewer) -> None:
        super().__init__()
        self._reviewer = reviewer
        self.count, self.question = QLabel(), QLabel(wordWrap=True)
        self.previous, self.next = QToolButton(), QToolButton()
        self.accept, self.reject = QPushButton("Accept"), QPushButton("Reject")
        self._lay_out()
        self.previous.clicked.connect(reviewer.previous)
        self.next.clicked.connect(reviewer.next)
        self.accept.clicked.connect(reviewer.accept)
        self.reject.clicked.connect(reviewer.reject)
        reviewer.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        self.previous.setArrowType(Qt.ArrowType.LeftArrow)
        self.next.setArrowType(Qt.ArrowType.RightArrow)
        for button, what in (
            (self.previous, "Previous item to review (Shift+N)"),
            (self.next, "Next item to review (N)"),
            (self.accept, "The model is right: make it so"),
            (self.reject, "The model is wrong: it stays out"),
        ):
            button.setToolTip(what)
            button.setAccessibleName(what)
        self.question.setProperty("role", "muted")
        top, answers = measured(QHBoxLayout(), 4), measured(QHBoxLayout(), 4)
        top.addWidget(self.count, 1)
        for one in (self.previous, self.next):
            top.addWidget(one)
        for answer in (self.accept, self.reject):
            answers.addWidget(answer, 1)
        column = measured(QVBoxLayout(self), 4, (12, 4, 8, 8))
        column.addLayout(top)
        column.addWidget(self.question)
        column.addLayout(answers)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _show(self) -> None:
        left, item = len(self._reviewer.queue), self._reviewer.current
        self.count.setText(f"{left:,} to review" if left else "Nothing to review")
        self.question.setText(self._question())
        for button in (self.previous, self.next):
            button.setEnabled(bool(left))
        for answer in (self.accept, self.reject):
            answer.setEnabled(item is not None)

    def _question(self) -> str:
        item = self._reviewer.current
        if item is not None:
            return _QUESTIONS[item.reason]
        if self._reviewer.queue:
            return "N goes to what most needs eyes, from the playhead on."
        return "Doubtful predictions and frames that nobody has seen turn up here."
