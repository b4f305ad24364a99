"""The foot of the window: what draws, what computes, which model, and the task under way."""

from pathlib import Path

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton

from app.icons import icon
from app.theme import Theme, tabular
from core.progress import Progress

_SHOW_AFTER_MS = 200
"""A task that is over sooner would only flicker."""
_SAY_MS = 8000


class Status(QStatusBar):
    """Renderer, device and model; progress with an estimate and a cancel button."""

    cancelled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(sizeGripEnabled=False)
        self.renderer, self.device, self.model = QLabel("3D: –"), QLabel("starting…"), QLabel()
        self.saved = QLabel()
        for label in (self.renderer, self.device, self.model, self.saved):
            self.addWidget(label)
        self._task, self._bar, self._cancel = QLabel(), QProgressBar(), QToolButton()
        self._task.setFont(tabular(self._task.font()))
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._cancel.setToolTip("Stop")
        self._cancel.setAccessibleName("Stop the task")
        self._cancel.clicked.connect(self.cancelled)
        for part in (self._task, self._bar, self._cancel):
            self.addPermanentWidget(part)
        self._since = QElapsedTimer()
        self.set_theme(theme)
        self.end_task()

    def set_theme(self, theme: Theme) -> None:
        self._cancel.setIcon(icon("x", theme.muted))

    def set_device(self, device: str) -> None:
        names = {"cpu": "CPU", "cuda": "GPU", "": "worker off"}
        self.device.setText(names.get(device, device))

    def set_model(self, name: str) -> None:
        self.model.setText(f"model {name}" if name else "no model")

    def show_progress(self, what: str, progress: Progress) -> None:
        """A step of a task; it appears once the task has taken a moment."""
        if not self._since.isValid():
            self._since.start()
        elapsed = self._since.elapsed() / 1000
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(1000 * progress.fraction))
        self._task.setText(f"{what} {progress.fraction:.0%}{_remaining(elapsed, progress)}")
        if self._since.elapsed() >= _SHOW_AFTER_MS:
            self._set_task_visible(True)

    def say_saved(self, path: Path) -> None:
        """Tell for a while where a file went."""
        self.showMessage(f"Saved {path}", _SAY_MS)

    def hint(self, text: str) -> None:
        """A sentence that goes by itself: why a key did nothing."""
        self.showMessage(text, _SAY_MS)

    def end_task(self) -> None:
        self._since.invalidate()
        self._set_task_visible(False)

    def _set_task_visible(self, visible: bool) -> None:
        for part in (self._task, self._bar, self._cancel):
            part.setVisible(visible)


def _remaining(elapsed: float, progress: Progress) -> str:
    if elapsed < 1 or progress.fraction == 0:
        return ""
    return f" · {elapsed * (1 / progress.fraction - 1):.0f} s left"
