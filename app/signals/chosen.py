"""Which signals are shown, remembered for each skeleton. Knows no view."""

import json

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal as QtSignal

from app.document import Document
from app.settings import Settings
from core.signals import BodyJoint, Signal


class ChosenSignals(QObject):
    """The signals that somebody chose for skeletons like that of the open recording."""

    changed = QtSignal()

    def __init__(
        self, document: Document, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._settings = document, settings
        self._chosen: tuple[Signal, ...] = ()
        document.recording_changed.connect(self._recall)

    @property
    def signals(self) -> tuple[Signal, ...]:
        """Those that fit the open recording: one about a second body waits for one to be there."""
        recording = self._document.recording
        if recording is None:
            return ()
        return tuple(s for s in self._chosen if s.fits(recording.skeleton, recording.n_bodies))

    def add(self, signal: Signal) -> None:
        """Show a signal below the others; one that is shown already stays where it is."""
        if signal not in self._chosen:
            self._keep((*self._chosen, signal))

    def remove(self, signal: Signal) -> None:
        self._keep(tuple(one for one in self._chosen if one != signal))

    def _keep(self, chosen: tuple[Signal, ...]) -> None:
        self._chosen = chosen
        if recording := self._document.recording:
            self._settings.set_signals(recording.skeleton, written(chosen))
        self.changed.emit()

    def _recall(self) -> None:
        recording = self._document.recording
        text = self._settings.signals(recording.skeleton) if recording else ""
        self._chosen = read(text)
        self.changed.emit()


def written(signals: tuple[Signal, ...]) -> str:
    """As JSON: ``[["speed", [[0, "HandRight"]]], …]``."""
    return json.dumps([[s.kind, [[one.body, one.joint] for one in s.joints]] for s in signals])


def read(text: str) -> tuple[Signal, ...]:
    """The inverse of `written`; nothing if it is no such text, as after a change of the format."""
    try:
        return tuple(
            Signal(kind, tuple(BodyJoint(body, joint) for body, joint in joints))
            for kind, joints in json.loads(text or "[]")
        )
    except (ValueError, TypeError):
        return ()
