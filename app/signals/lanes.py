"""All signal lanes, one below the other. Imports pyqtgraph only when there is something to show."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.document import Document
from app.layouts import measured
from app.playback import Playback
from app.signals.chosen import ChosenSignals
from app.theme import Theme
from app.timeline.geometry import TimeScale
from core.recording import Recording
from core.signals import Signal

if TYPE_CHECKING:
    from app.signals.lane import SignalLane


class SignalLanes(QWidget):
    """Shows the chosen signals over the time that the lanes above show."""

    seek_requested = QtSignal(int)
    scale_requested = QtSignal(TimeScale)
    height_changed = QtSignal()

    def __init__(
        self, document: Document, playback: Playback, chosen: ChosenSignals, theme: Theme
    ) -> None:
        super().__init__()
        self._document, self._playback = document, playback
        self._chosen, self._theme = chosen, theme
        self._scale = TimeScale.fitted(0, 1)
        self._shown: Recording | None = None
        self.lanes: list[SignalLane] = []
        self._column = measured(QVBoxLayout(self))
        self.setAccessibleName("Signals")
        chosen.changed.connect(self._update)
        playback.frame_changed.connect(self._show_frame)
        self._update()

    @property
    def needed_height(self) -> int:
        return sum(lane.height() for lane in self.lanes)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for lane in self.lanes:
            lane.set_theme(theme)

    def set_scale(self, scale: TimeScale) -> None:
        self._scale = scale
        for lane in self.lanes:
            lane.plot.setFixedWidth(round(scale.width))
            lane.plot.set_scale(scale)

    def _update(self) -> None:
        """Keep the lanes of signals that stay, with their curves."""
        recording = self._document.recording
        kept = {lane.signal: lane for lane in self.lanes if recording is self._shown}
        self._shown = recording
        for lane in self.lanes:
            self._column.removeWidget(lane)
            if lane not in kept.values() or lane.signal not in self._chosen.signals:
                lane.hide()
                lane.deleteLater()
        self.lanes = []
        if recording is not None:
            chosen = self._chosen.signals
            self.lanes = [kept.get(signal) or self._new(signal, recording) for signal in chosen]
        for lane in self.lanes:
            self._column.addWidget(lane)
        self.setVisible(bool(self.lanes))
        self.set_scale(self._scale)
        self._show_frame(self._playback.frame)
        self.height_changed.emit()

    def _new(self, signal: Signal, recording: Recording) -> "SignalLane":
        from app.signals.lane import SignalLane

        lane = SignalLane(signal, recording, self._theme)
        lane.removal_requested.connect(self._chosen.remove)
        lane.plot.seek_requested.connect(self.seek_requested)
        lane.plot.scale_requested.connect(self.scale_requested)
        return lane

    def _show_frame(self, frame: int) -> None:
        for lane in self.lanes:
            lane.set_frame(frame)
