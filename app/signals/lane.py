"""One signal under the lanes: its name and value at the playhead, and its curve."""

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QWidget

from app.background import Background
from app.icons import icon
from app.layouts import measured
from app.signals.envelope import Envelope
from app.signals.names import title, value_text
from app.signals.plot import Plot
from app.theme import Theme, tabular
from app.timeline.header import WIDTH
from core.recording import Recording
from core.signals import Signal

HEIGHT = 52


class SignalLane(QWidget):
    """Computes its curve beside the window and shows it when it is there."""

    removal_requested = QtSignal(object)

    def __init__(self, signal: Signal, recording: Recording, theme: Theme) -> None:
        super().__init__()
        self.signal, self._frame = signal, 0
        self._envelope: Envelope | None = None
        self._name = QLabel()
        self._name.setToolTip(title(signal, recording.n_bodies))
        self._value = QLabel("…")
        self._value.setFont(tabular(self._value.font()))
        self._value.setProperty("role", "muted")
        self._remove = QToolButton()
        self._remove.setToolTip(f"Remove {self._name.toolTip()}")
        self._remove.setAccessibleName(self._remove.toolTip())
        self._remove.clicked.connect(lambda: self.removal_requested.emit(signal))
        self.plot = Plot(theme)
        self.setFixedHeight(HEIGHT)
        self._lay_out()
        self.set_theme(theme)
        background = Background(0, self)
        background.answered.connect(self._show)
        background.ask(lambda: Envelope(signal.values(recording)))

    @property
    def ready(self) -> bool:
        """Whether the curve is there."""
        return self._envelope is not None

    def set_theme(self, theme: Theme) -> None:
        self._remove.setIcon(icon("x", theme.muted))
        self.plot.set_theme(theme)

    def set_frame(self, frame: int) -> None:
        self._frame = frame
        self.plot.set_frame(frame)
        if self._envelope is not None:
            self._value.setText(value_text(self.signal, float(self._envelope.values[frame])))

    def _show(self, envelope: Envelope) -> None:
        self._envelope = envelope
        self.plot.set_envelope(envelope)
        ends = (value_text(self.signal, end) for end in (envelope.lowest, envelope.highest))
        self.plot.setToolTip(" to ".join(ends))
        self.set_frame(self._frame)

    def _lay_out(self) -> None:
        header = QWidget()
        header.setFixedWidth(WIDTH)
        grid = measured(QGridLayout(header), 0, (12, 4, 6, 4))
        grid.addWidget(self._name, 0, 0, 1, 2)
        grid.addWidget(self._value, 1, 0)
        grid.addWidget(self._remove, 1, 1, Qt.AlignmentFlag.AlignRight)
        room = WIDTH - 18
        text, mode = self._name.toolTip(), Qt.TextElideMode.ElideMiddle
        self._name.setText(self._name.fontMetrics().elidedText(text, mode, room))
        row = measured(QHBoxLayout(self), 0, (0, 0, 0, 4))
        row.addWidget(header)
        row.addWidget(self.plot)
        row.addStretch(1)
