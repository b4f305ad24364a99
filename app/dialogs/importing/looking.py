"""Looks at files beside the window, one after the other. Knows nothing of what becomes of them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.dialogs.importing.candidate import Candidate
from app.task import Task
from core.errors import FormatError
from core.interpretation import Interpretation
from core.joint_memory import remembered
from core.previews import previewing
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
        self._task: Task | None = None
        self._look_at(0)

    def stop(self) -> None:
        if self._task:
            self._task.cancel()

    def _look_at(self, number: int) -> None:
        if number == len(self._paths):
            self.ended.emit()
            return
        path = self._paths[number]
        self._task = task = Task(self._candidate(path), self)
        task.progressed.connect(lambda progress: self.progressed.emit(number, progress))
        task.done.connect(lambda candidate: self._tell(number, candidate))
        task.failed.connect(lambda why: self._tell(number, Candidate(path, refusal=why)))

    def _tell(self, number: int, candidate: Candidate) -> None:
        self.looked.emit(number, candidate)
        self._look_at(number + 1)

    def _candidate(self, path: Path) -> Steps[Candidate]:
        try:
            preview = yield from previewing(path)
        except FormatError as error:
            return Candidate(path, refusal=f"{error.where}: {error.why}".removeprefix(": "))
        roles = remembered(self._memory, preview.recording.skeleton)
        candidate = Candidate(path, preview, self._refusal(path), Interpretation(roles=roles))
        # Computed here, so that the window finds it ready.
        _ = candidate.warnings, candidate.tallness, candidate.has_markers
        return candidate
