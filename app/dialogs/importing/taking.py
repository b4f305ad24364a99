"""How a file is taken: up, lengths, rate, sides, markers; each with what speaks for it."""

from math import log

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from app.dialogs.importing.candidate import Candidate
from core.doubts import SCALES
from core.interpretation import Interpretation
from core.upright import UP_AXES

_UPS = ("z", *(axis for axis in UP_AXES if axis != "z"))


class Taking(QWidget):
    """Shows how a candidate is taken, and says what somebody changes about it."""

    changed = Signal(str, object)
    """A field of `Interpretation`, and its new value."""
    remedied = Signal(object)
    """An `Interpretation` that would put a doubt right."""

    def __init__(self) -> None:
        super().__init__()
        self.up, self.scale = QComboBox(), QComboBox()
        self.fps = QDoubleSpinBox(minimum=0.01, maximum=100_000, decimals=3, suffix=" fps")
        self.fps.setKeyboardTracking(False)
        self.mirrored = QCheckBox("Left and right are &mirrored")
        self.centres = QCheckBox("&Joint centres in place of markers")
        self.said = QLabel(wordWrap=True)
        self.said.setProperty("role", "muted")
        self.remedy = QPushButton()
        self._remedy = Interpretation()
        self._read_fps = 0.0
        self._lay_out()
        self._connect()

    def show_candidate(self, one: Candidate | None) -> None:
        """Show how it is taken; nothing can be changed of what cannot be read."""
        self.setEnabled(one is not None and one.importable)
        if one is None or not one.preview:
            self._tell("" if one is None else one.refusal, None)
            return
        for part in self._parts:
            part.blockSignals(True)
        self._show(one, one.meant)
        for part in self._parts:
            part.blockSignals(False)
        remedies = (doubt.remedy for doubt in one.doubts)
        texts = [f"{text[0].upper()}{text[1:]}." for text in one.warnings]
        self._tell("\n".join(texts), next(filter(None, remedies), None))

    def _show(self, one: Candidate, meant: Interpretation) -> None:
        assert one.preview
        self._read_fps = one.preview.recording.fps
        self.up.setCurrentIndex(_UPS.index(meant.up))
        as_read = one.tallness / meant.scale
        for place, scale in enumerate(SCALES):
            self.scale.setItemText(place, f"× {scale:.4g}, {scale * as_read:.3g} m tall")
        self.scale.setCurrentIndex(_nearest(meant.scale))
        self.fps.setValue(meant.fps or self._read_fps)
        self.mirrored.setChecked(meant.mirrored)
        self.centres.setChecked(meant.centres)
        self.centres.setEnabled(one.has_markers)

    def _tell(self, text: str, remedy: Interpretation | None) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))
        self.remedy.setVisible(remedy is not None)
        self._remedy = remedy or Interpretation()
        self.remedy.setText(f"Take It So: {self._remedy.said}")

    @property
    def _parts(self) -> tuple[QWidget, ...]:
        return self.up, self.scale, self.fps, self.mirrored, self.centres

    def _lay_out(self) -> None:
        self.up.addItems([f"{axis}, as it was read" if axis == "z" else axis for axis in _UPS])
        self.scale.addItems([""] * len(SCALES))
        form = QFormLayout(self)
        form.setContentsMargins(12, 12, 12, 12)
        form.setSpacing(8)
        for caption, part in (("Up", self.up), ("Lengths", self.scale), ("Rate", self.fps)):
            part.setAccessibleName(caption)
            part.setMaximumWidth(240)
            form.addRow(caption, part)
        for row in (self.mirrored, self.centres, self.said, self.remedy):
            form.addRow(row)

    def _connect(self) -> None:
        self.up.currentIndexChanged.connect(lambda place: self.changed.emit("up", _UPS[place]))
        self.scale.currentIndexChanged.connect(
            lambda place: self.changed.emit("scale", SCALES[place])
        )
        self.fps.valueChanged.connect(self._change_fps)
        self.mirrored.toggled.connect(lambda on: self.changed.emit("mirrored", on))
        self.centres.toggled.connect(lambda on: self.changed.emit("centres", on))
        self.remedy.clicked.connect(lambda: self.remedied.emit(self._remedy))

    def _change_fps(self, fps: float) -> None:
        same = abs(fps - self._read_fps) < 10.0 ** -self.fps.decimals()
        self.changed.emit("fps", None if same else fps)


def _nearest(scale: float) -> int:
    """The place in `SCALES` of what products of them come nearest to."""
    return min(range(len(SCALES)), key=lambda place: abs(log(SCALES[place] / scale)))
