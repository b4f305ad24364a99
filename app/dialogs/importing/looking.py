"""Looks at files beside the window, one after the other. Knows nothing of what becomes of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.dialogs.importing.candidate import Candidate
from app.task import Task
from core.errors import FormatError
from core.joints.memory import remembered
from core.previews import previewing, takes_layout
from core.progress import Progress, Steps


class Looking(QObject):
    """Reads each file and says what it is; what it says after `stop` is not heard.

    Parameters
    ----------
    memory
        The file in which it is written what people said of skeletons.
    refusal
        Why a file will not be imported although it can be read; empty if it will.
    """

    looked = Signal(int, Candidate)
    """The number of a file, and what it is."""
    progressed = Signal(int, Progress)
    ended = Signal()

    def __init__(
        self,
        paths: Sequence[Path],
        memory: Path,
        refusal: Callable[[Path], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._paths, self._memory, self._refusal = paths, memory, refusal
        self._look_at(0)

    def stop(self) -> None:
        for task in self.findChildren(Task):
            task.cancel()

    def again(self, number: int, layout: str | None) -> None:
        """Look at one of the files with another layout."""
        self._start(number, layout)

    def _look_at(self, number: int) -> None:
        if number == len(self._paths):
            self.ended.emit()
            return
        task = self._start(number)
        for end in (task.done, task.failed):
            end.connect(lambda _: self._look_at(number + 1))

    def _start(self, number: int, layout: str | None = None) -> Task:
        path = self._paths[number]
        task = Task(self._candidate(path, layout), self)
        task.progressed.connect(lambda progress: self.progressed.emit(number, progress))
        task.done.connect(lambda candidate: self.looked.emit(number, candidate))
        task.failed.connect(lambda why: self.looked.emit(number, Candidate(path, refusal=why)))
        return task

    def _candidate(self, path: Path, layout: str | None) -> Steps[Candidate]:
        bare = Candidate(path, layout=layout)
        try:
            bare = replace(bare, takes_layout=takes_layout(path))
            preview = yield from previewing(path, layout)
        except FormatError as error:
            return replace(bare, refusal=f"{error.where}: {error.why}".removeprefix(": "))
        candidate = replace(bare, preview=preview, refusal=self._refusal(path))
        if candidate.body and (roles := remembered(self._memory, candidate.body.skeleton)):
            candidate = candidate.with_roles(roles)
        # Computed here, so that the window finds it ready.
        _ = candidate.warnings, candidate.tallness, candidate.has_markers
        return candidate
