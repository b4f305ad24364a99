"""Takes an edit of the class list to every recording of the project, beside the window."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.keeper import Keeper
from app.task import Task
from app.vocabulary import Vocabulary
from core.class_edits import ClassEdit
from core.following import Plan
from core.progress import Progress


class Follower(QObject):
    """Plans one edit at a time; once a person has agreed it is done everywhere at one stroke.

    Until then, and as long as it is planned, cancelling leaves everything as it was.
    """

    looked = Signal(Progress)
    planned = Signal(object)
    """The `Plan` of each recording that the edit touches."""
    progressed = Signal(str, Progress)
    """As `looked`, once a person has agreed and waits for it."""
    idle = Signal()
    troubled = Signal(str)

    def __init__(self, vocabulary: Vocabulary, keeper: Keeper, parent: QObject) -> None:
        super().__init__(parent)
        self._vocabulary, self._keeper = vocabulary, keeper
        self._edit: ClassEdit | None = None
        self._plans: Sequence[Plan] | None = None
        self._agreed = False
        self._task: Task | None = None
        self._folder: Path | None = None

    def propose(self, edit: ClassEdit) -> None:
        """Find out what an edit does; until it is agreed to or cancelled there is no other."""
        self.cancel()
        self._edit, self._plans, self._agreed = edit, None, False
        self._folder = self._open_folder
        self._vocabulary.under_way = edit.name
        self._task = task = Task(self._keeper.planning(edit), self)
        task.progressed.connect(self._look)
        task.done.connect(self._take)
        task.failed.connect(self._fail)

    def agree(self) -> None:
        """Do it, at once or as soon as it is planned."""
        self._agreed = True
        self._finish()

    def cancel(self) -> None:
        """Do nothing of it."""
        if self._task:
            self._task.cancel()
            self._end()

    def resume(self) -> None:
        """Finish the edit during which the program ended, if there is one."""
        edit = self._keeper.announced
        if edit and self._edit is None:
            self.propose(edit)
            self.agree()

    @property
    def _open_folder(self) -> Path | None:
        project = self._keeper.project
        return project.folder if project else None

    def _look(self, progress: Progress) -> None:
        self.looked.emit(progress)
        if self._agreed and self._edit:
            self.progressed.emit(self._edit.name, progress)

    def _take(self, plans: Sequence[Plan]) -> None:
        self._plans = plans
        self.planned.emit(plans)
        self._finish()

    def _finish(self) -> None:
        if self._edit is None or self._plans is None or not self._agreed:
            return
        if self._open_folder != self._folder:
            self._fail("Another project is open now.")
            return
        edit, plans = self._edit, self._plans
        self._end()
        may_edit = self._vocabulary.may_edit
        if may_edit:
            self._keeper.announce(edit)
        # If it may not be, this says why.
        self._vocabulary.do(edit.keeping(self._vocabulary.classes))
        if may_edit:
            self._keeper.carry_out(edit, plans)

    def _fail(self, why: str) -> None:
        edit = self._edit
        self._end()
        self.troubled.emit(f"{edit.name if edit else 'The class list'}: nothing is changed. {why}")

    def _end(self) -> None:
        self._task = self._edit = self._plans = None
        self._vocabulary.under_way = ""
        self.idle.emit()
