"""What an edit of the class list would do, before it does it."""

from collections.abc import Iterator

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from app.dialogs.segment_list import SegmentList
from app.layouts import measured
from core.class_edits import ClassEdit
from core.label_set import LabelSet


class ClassEditDialog(QDialog):
    """The segments that an edit touches here, and how many in the project's other recordings.

    Parameters
    ----------
    others
        Names and labels of the other recordings. They are looked at one by one while the dialog is
        open, as there may be thousands of files.
    """

    agreed = Signal(object)

    def __init__(
        self,
        edit: ClassEdit,
        labels: LabelSet,
        others: Iterator[tuple[str, LabelSet]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(edit.name)
        self._edit, self._others = edit, others
        self._elsewhere: dict[str, int] = {}
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
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._look_at_one)
        self._timer.start()

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

    def _look_at_one(self) -> None:
        found = next(self._others, None)
        if found is None:
            self._timer.stop()
        elif count := self._edit.n_touched(found[1]):
            self._elsewhere[found[0]] = count
        self._tell(counting=found is not None)

    def _tell(self, counting: bool) -> None:
        if not self._elsewhere:
            text = "Looking at the other recordings…" if counting else "No other recording has any."
        else:
            most = ", ".join(f"{name} ({n:,})" for name, n in list(self._elsewhere.items())[:8])
            rest = ", …" if len(self._elsewhere) > 8 or counting else ""
            text = f"In other recordings, each of which can undo it by itself: {most}{rest}"
        self.elsewhere.setText(text)

    def _agree(self) -> None:
        self.agreed.emit(self._edit)
        self.accept()
