"""One curve over a `TimeScale`, drawn by pyqtgraph. Imported when the first curve is shown."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.layouts import measured
from app.signals.envelope import Envelope
from app.theme import Theme
from app.timeline.geometry import TimeScale
from app.timeline.wheel import turned

pg.setConfigOptions(antialias=True)

_ROOM = 0.08
"""Share of the range that is left free above and below a curve."""


class Plot(QWidget):
    """A curve and the playhead; asks for seeks and scales as the lanes above do."""

    seek_requested = Signal(int)
    scale_requested = Signal(TimeScale)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._scale = TimeScale.fitted(0, 1)
        self._envelope: Envelope | None = None
        self._view, self._box = (
            pg.GraphicsView(self),
            pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0),
        )
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setCentralItem(self._box)
        self._curve, self._playhead = pg.PlotCurveItem(connect="finite"), pg.InfiniteLine()
        for item in (self._curve, self._playhead):
            self._box.addItem(item, ignoreBounds=True)
        measured(QVBoxLayout(self)).addWidget(self._view)
        self._view.viewport().installEventFilter(self)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._view.setBackground(theme.colour("window"))
        self._curve.setPen(theme.colour("muted"))
        self._playhead.setPen(theme.colour("text"), width=1.5)

    def set_envelope(self, envelope: Envelope | None) -> None:
        """Draw a curve over the whole height, or nothing."""
        self._envelope = envelope
        if envelope is not None and np.isfinite(envelope.highest):
            room = _ROOM * (envelope.highest - envelope.lowest) or 1.0
            self._box.setYRange(envelope.lowest - room, envelope.highest + room, padding=0)
        self._draw()

    def set_scale(self, scale: TimeScale) -> None:
        self._scale = scale
        self._box.setXRange(scale.first, max(scale.last, scale.first + 1e-6), padding=0)
        self._draw()

    def set_frame(self, frame: int) -> None:
        self._playhead.setValue(frame + 0.5)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent):
            self.scale_requested.emit(turned(self._scale, event))
            return True
        if isinstance(event, QMouseEvent):
            if event.buttons() & Qt.MouseButton.LeftButton:
                self.seek_requested.emit(self._scale.frame_at(event.position().x()))
            return True
        return super().eventFilter(watched, event)

    def _draw(self) -> None:
        if self._envelope is None:
            self._curve.setData([], [])
        else:
            self._curve.setData(*self._envelope.points(self._scale))
