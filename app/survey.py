"""What is known of each recording of a project, found out beside the window. Knows no view."""

import threading
import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from core.entries import Entry
from core.errors import FormatError
from core.label_set import LabelSet
from core.labels import LabelTrack
from core.project import Project


@dataclass(frozen=True)
class Standing:
    """How a recording of a project stands.

    Parameters
    ----------
    reviewed
        The fraction of its frames that somebody has looked at.
    trouble
        What is wrong with its file or its labels; empty if nothing is.
    learnable
        The fraction of its frames that a model would learn from.
    """

    reviewed: float = 0.0
    trouble: str = ""
    learnable: float = 0.0

    def __post_init__(self) -> None:
        for share in (self.reviewed, self.learnable):
            if not 0 <= share <= 1:
                raise ValueError(f"{share} is no fraction")


class Survey(QObject):
    """Looks at the recordings of one project at a time; of what was stopped nothing is heard."""

    found = Signal(object, Standing)
    """The path of a recording, and how it stands."""

    _spoke = Signal(object, object, Standing)
    """Crosses from the thread to the window, with the end of the survey that it belongs to."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._end = threading.Event()
        self._thread: threading.Thread | None = None
        self._spoke.connect(self._hear)

    def start(self, project: Project) -> None:
        """Look at all recordings of a project, in its order."""
        self.stop()
        self._end = threading.Event()
        self._thread = threading.Thread(
            target=self._run, args=(project, self._end), name="survey", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        self._end.set()

    def close(self) -> None:
        """Stop, and wait until the thread is gone."""
        self.stop()
        if self._thread:
            self._thread.join()

    def _run(self, project: Project, end: threading.Event) -> None:
        for entry in project.recordings:
            began = time.perf_counter()
            found = standing(project, entry)
            # Python runs one thread at a time: at least half of the time is the window's.
            if end.wait(time.perf_counter() - began):
                return
            self._spoke.emit(end, entry.path, found)

    def _hear(self, end: threading.Event, path: object, found: Standing) -> None:
        if not end.is_set():
            self.found.emit(path, found)


def standing(project: Project, entry: Entry) -> Standing:
    """How a recording stands, from the disk."""
    try:
        tracks = project.labels(entry).tracks
    except FormatError as error:
        return Standing(trouble=f"has damaged labels: {error}")
    return Standing(reviewed_fraction(tracks), entry.trouble(), learnable_fraction(tracks))


def reviewed_fraction(tracks: tuple[LabelTrack, ...]) -> float:
    """The share of frames that some visible track knows about."""
    shares = (float(track.known().mean()) for track in tracks if track.visible)
    return max(shares, default=0.0)


def learnable_fraction(tracks: tuple[LabelTrack, ...]) -> float:
    """The share of frames that is known of the track that models learn from."""
    truth = LabelSet(tracks).truth
    return float(truth.known().mean()) if truth else 0.0
