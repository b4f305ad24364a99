"""What an edit of the class list would do, before it does it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from app.dialogs.segment_list import SegmentList
from app.layouts import measured
from core.class_edits import ClassEdit
from core.following import Plan
from core.label_set import LabelSet
from core.progress import Progress

_MOST = 8
"""More than this many names nobody reads."""


class ClassEditDialog(QDialog):
    """The segments that an edit touches here, and how many in the project's other recordings.

    The others are looked at while the dialog is open, as there may be thousands: `show_progress`,
    then `show_plans`. Nobody has to wait for it to agree.
    """

    agreed = Signal()

    def __init__(
        self,
        edit: ClassEdit,
        labels: LabelSet,
        here: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(edit.name)
        self._here = here
        self.here, self.elsewhere = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.elsewhere.setProperty("role", "muted")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.agree = self.buttons.addButton(
            edit.name.split(" class")[0].split(" '")[0], QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.agree.setProperty("role", "primary")
        self._lay_out(edit, labels)
        self.buttons.accepted.connect(self._agree)
        self.buttons.rejected.connect(self.reject)

    def show_progress(self, progress: Progress) -> None:
        """How many of the recordings are looked at."""
        self.elsewhere.setText(
            f"Looking at the other recordings: {progress.done:,} of {progress.total:,}"
        )

    def show_plans(self, plans: Sequence[Plan]) -> None:
        """What is touched in the other recordings."""
        others = (plan for plan in plans if plan.entry.path != self._here)
        found = [f"{plan.entry.name} ({plan.n_touched:,})" for plan in others]
        rest = f" and {len(found) - _MOST:,} more" if len(found) > _MOST else ""
        text = f"In {_others(len(found))}, each of which can undo it by itself: "
        listed = text + ", ".join(found[:_MOST]) + rest
        self.elsewhere.setText(listed if found else "No other recording has any.")

    def _lay_out(self, edit: ClassEdit, labels: LabelSet) -> None:
        touched = [s for t in labels.tracks for s in t.segments if s.class_name in edit.becomes]
        into = next(iter(edit.becomes.values()))
        fate = f"will be {into}" if into else "will be removed"
        what = f"{len(touched):,} segment{'s' * (len(touched) != 1)}"
        self.here.setText(f"{what} of this recording {fate}.")
        column = measured(QVBoxLayout(self), 8, (12, 12, 12, 12))
        column.addWidget(self.here)
        if touched:
            column.addWidget(SegmentList(touched, f"  →  {into}" if into else ""))
        for part in (self.elsewhere, self.buttons):
            column.addWidget(part)
        self.setMinimumWidth(360)

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit()


def _others(n: int) -> str:
    return f"{n:,} other recordings" if n > 1 else "1 other recording"
