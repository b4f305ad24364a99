"""What merging the labels of another copy would do, before it does it."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from app.layouts import measured
from core.merging import Merge
from core.steps import ClassesChanged, Part, TrackAdded, TrackEdited


class MergeDialog(QDialog):
    """Line by line what comes, and what is left to decide because both say something."""

    agreed = Signal(object)

    def __init__(self, path: Path, merge: Merge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Merge Labels")
        self._merge = merge
        self.list = QListWidget()
        self.list.setAccessibleName("What will change")
        self.list.addItems([*_changes(merge), *_conflicts(merge)])
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.agree = self.buttons.addButton("Merge", QDialogButtonBox.ButtonRole.AcceptRole)
        self.agree.setProperty("role", "primary")
        self.agree.setEnabled(bool(merge.step))
        text = "Nothing that you have said is overwritten; it is one step that can be undone."
        if not merge.step:
            text = "There is nothing in it that is not here already."
        about = QLabel(text, wordWrap=True)
        about.setProperty("role", "muted")
        column = measured(QVBoxLayout(self), 8, (12, 12, 12, 12))
        for part in (QLabel(f"From {path.name}:"), self.list, about, self.buttons):
            column.addWidget(part)
        self.resize(480, 320)
        self.buttons.accepted.connect(self._agree)
        self.buttons.rejected.connect(self.reject)

    def _agree(self) -> None:
        self.agreed.emit(self._merge.step)
        self.accept()


def _changes(merge: Merge) -> Iterator[str]:
    for part in merge.step.parts:
        yield _change(part)


def _change(part: Part) -> str:
    match part:
        case TrackAdded(track=track):
            return f"New track {track.name}: {_counted(len(track.segments))}"
        case TrackEdited(name=name, change=change):
            n = len(change.segments.added)
            return f"Track {name}: {_counted(n)} where nobody had looked"
        case ClassesChanged(before=before, after=after):
            new = [one for one in after.names if one not in before]
            return f"New classes: {', '.join(new)}"
    return type(part).__name__


def _conflicts(merge: Merge) -> Iterator[str]:
    for name, spans in merge.conflicts.items():
        n = len(spans)
        told = f"{n:,} differences stay as you have them"
        yield f"Track {name}: {told if n > 1 else '1 difference stays as you have it'}"


def _counted(n: int) -> str:
    return f"{n:,} segment{'s' * (n != 1)}"
