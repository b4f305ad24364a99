"""What was done to the labels of the open recording; a click goes back or forward to there."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from app.document import Document
from app.editor import Editor
from app.layouts import measured
from app.theme import Theme
from core.history import History
from core.label_set import LabelSet

_NONE = QModelIndex()
_Role = Qt.ItemDataRole


class HistoryModel(QAbstractListModel):
    """The state at opening, then one row per step: row n is what the labels were after n steps."""

    def __init__(self) -> None:
        super().__init__()
        self._history = History(LabelSet())
        self._muted = QColor()

    def show(self, history: History, muted: QColor) -> None:
        self.beginResetModel()
        self._history, self._muted = history, muted
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NONE) -> int:
        return 0 if parent.isValid() else len(self._history.steps) + 1

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = _Role.DisplayRole
    ) -> Any:
        row = index.row()
        undone = row > self._history.n_done
        if role == _Role.DisplayRole:
            name = self._history.steps[row - 1].name if row else "As it was"
            return f"{name}   (undone)" if undone else name
        if role == _Role.ForegroundRole and undone:
            return self._muted
        if role == _Role.ToolTipRole and row:
            step = self._history.steps[row - 1]
            return f"{step.name}\n{local_time(step.date)}"
        return None


class HistoryPanel(QWidget):
    """The steps of the recording, the current one marked, undone ones below it."""

    past_requested = Signal()
    """Somebody wants to see older states, also from before what can be undone."""

    def __init__(self, document: Document, editor: Editor, theme: Theme) -> None:
        super().__init__()
        self._document, self._editor, self._theme = document, editor, theme
        self.model, self.view = HistoryModel(), QListView()
        self.empty = QLabel("Nothing done yet. Every edit is listed here.", wordWrap=True)
        self.undo, self.redo = QPushButton("Undo"), QPushButton("Redo")
        self.past = QPushButton("Older States…")
        self._lay_out()
        self._connect()
        self._show()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._show()

    def _lay_out(self) -> None:
        self.empty.setProperty("role", "muted")
        self.empty.setContentsMargins(4, 4, 4, 4)
        self.view.setModel(self.model)
        self.view.setUniformItemSizes(True)
        self.view.setAccessibleName("History")
        self.undo.setToolTip("Undo (Ctrl+Z)")
        self.redo.setToolTip("Redo (Ctrl+Y)")
        self.past.setToolTip("See and restore any state that was ever saved")
        buttons = measured(QHBoxLayout(), 4)
        for button in (self.undo, self.redo):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.past)
        column = measured(QVBoxLayout(self), 4, (8, 4, 8, 8))
        column.addWidget(self.empty)
        column.addWidget(self.view, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._document.recording_changed.connect(self._show)
        self._document.tracks_changed.connect(self._show)
        self.view.clicked.connect(self._go)
        self.view.activated.connect(self._go)
        self.undo.clicked.connect(self._editor.undo)
        self.redo.clicked.connect(self._editor.redo)
        self.past.clicked.connect(self.past_requested)

    def _show(self) -> None:
        history = self._document.history
        self.model.show(history, self._theme.colour("muted"))
        self.empty.setVisible(not history.steps)
        self.view.setVisible(bool(history.steps))
        self.undo.setEnabled(history.can_undo)
        self.redo.setEnabled(history.can_redo)
        self.past.setEnabled(self._document.recording is not None)
        self.view.setCurrentIndex(self.model.index(history.n_done))

    def _go(self, index: QModelIndex) -> None:
        self._editor.go_to(index.row())


def local_time(date: str) -> str:
    """An ISO 8601 date as people here read it; as it is if it is none."""
    try:
        return datetime.fromisoformat(date).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    except ValueError:
        return date
