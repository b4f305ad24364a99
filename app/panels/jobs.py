"""The jobs of a project, what can be done to one of them, and how it learns."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.log import LogDialog
from app.layouts import measured
from app.learning.watch import Seen, Watch
from app.panels.curves_room import CurvesRoom
from app.panels.job_row import ROW_HEIGHT, SEEN, JobRow, state_of
from app.theme import Theme
from core.jobs.folder import JobFolder
from core.jobs.job import FINETUNE, PRETRAIN, REFIT
from core.jobs.queue import Jobs
from core.jobs.state import FAILED, INTERRUPTED, PAUSED, QUEUED, RUNNING

_LEARN = (REFIT, FINETUNE, PRETRAIN)
"""Kinds of jobs with curves."""
_RESTING = (PAUSED, INTERRUPTED, FAILED)
"""What can go on: a job that failed as well, once there is room on the disk or in memory."""
_ROWS = 3
"""So many jobs are in sight at once."""
_CALM = "Nothing was learnt here yet."


class JobsPart(QWidget):
    """A list, the newest first; below it buttons and curves of the chosen one."""

    def __init__(self, watch: Watch, theme: Theme) -> None:
        super().__init__()
        self._watch = watch
        self.list, self.empty = QListWidget(), QLabel(_CALM, wordWrap=True)
        self._row = JobRow(theme, self.list)
        self.pause, self.stop = QPushButton("Pause"), QPushButton("Stop and Keep")
        self.discard, self.log = QPushButton("Discard"), QPushButton("Log…")
        self.curves = CurvesRoom(theme)
        self._lay_out()
        self._connect()
        self._show()

    def set_theme(self, theme: Theme) -> None:
        self._row.theme = theme
        self.list.viewport().update()
        self.curves.set_theme(theme)

    @property
    def chosen(self) -> Seen | None:
        item = self.list.currentItem()
        return item.data(SEEN) if item else None

    def _lay_out(self) -> None:
        self.list.setItemDelegate(self._row)
        self.list.setAccessibleName("Jobs")
        self.empty.setProperty("role", "muted")
        for button, what in (
            (self.pause, "Let it wait with what it has, or go on"),
            (self.stop, "End it soon, and keep the best so far"),
            (self.discard, "End it at once, and drop what it has learnt"),
            (self.log, "What it printed"),
        ):
            button.setToolTip(what)
        column = measured(QVBoxLayout(self), 4, (0, 4, 0, 0))
        column.addWidget(self.empty)
        column.addWidget(self.list)
        for pair in ((self.pause, self.stop), (self.discard, self.log)):
            row = measured(QHBoxLayout(), 4)
            for button in pair:
                row.addWidget(button, 1)
            column.addLayout(row)
        column.addWidget(self.curves, 1)

    def _connect(self) -> None:
        self._watch.changed.connect(self._show)
        self._watch.curves_changed.connect(lambda: self.curves.show_rows(self._watch.curves))
        self.list.currentItemChanged.connect(self._choose)
        self.pause.clicked.connect(self._pause)
        self.stop.clicked.connect(lambda: self._act(Jobs.stop))
        self.discard.clicked.connect(self._discard)
        self.log.clicked.connect(self._show_log)

    def _show(self) -> None:
        """Take over what was seen; a job that learns and is new is chosen."""
        before = self.chosen
        known = {self._at(n).folder for n in range(self.list.count())}
        seen = self._watch.seen
        if known != {one.folder for one in seen}:
            self._list(seen, before.folder if before else None, known)
        for number, one in enumerate(seen):
            self.list.item(number).setData(SEEN, one)
            self.list.item(number).setToolTip(state_of(one))
        self.empty.setVisible(not seen)
        self.list.setVisible(bool(seen))
        self._show_buttons()

    def _list(
        self, seen: tuple[Seen, ...], before: JobFolder | None, known: set[JobFolder]
    ) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for one in seen:
            item = QListWidgetItem(self.list)
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            item.setData(SEEN, one)
        # The curves are what is looked at while a job learns: they get the room.
        self.list.setFixedHeight(min(len(seen), _ROWS) * ROW_HEIGHT)
        folders = [one.folder for one in seen]
        new = [one.folder for one in seen if one.folder not in known and one.job.kind in _LEARN]
        wanted = new[0] if new else before
        self.list.setCurrentRow(folders.index(wanted) if wanted in folders else 0)
        self.list.blockSignals(False)
        self._choose()

    def _at(self, row: int) -> Seen:
        seen: Seen = self.list.item(row).data(SEEN)
        return seen

    def _choose(self) -> None:
        self._watch.choose(self.chosen.folder if self.chosen else None)
        self._show_buttons()

    def _show_buttons(self) -> None:
        one = self.chosen
        name = one.state.name if one else ""
        self.pause.setText("Continue" if name in _RESTING else "Pause")
        self.pause.setEnabled(name in (RUNNING, *_RESTING))
        self.stop.setEnabled(name in (RUNNING, PAUSED))
        over = one is not None and one.state.over
        self.discard.setText("Remove" if over else "Discard")
        self.discard.setEnabled(name in (RUNNING, PAUSED, QUEUED) or over)
        self.log.setEnabled(one is not None)

    def _pause(self) -> None:
        if one := self.chosen:
            self._act(Jobs.go_on if one.state.name in _RESTING else Jobs.pause)

    def _discard(self) -> None:
        if one := self.chosen:
            self._act(Jobs.forget if one.state.over else Jobs.discard)

    def _act(self, act: Callable[[Jobs, JobFolder], None]) -> None:
        if one := self.chosen:
            self._watch.act(lambda jobs: act(jobs, one.folder))

    def _show_log(self) -> None:
        if one := self.chosen:
            dialog = LogDialog(one.folder, self.window())
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.show()
