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
    QSizePolicy,
    QWidget,
)

from app.dialogs.importing.candidate import Candidate
from core.doubts import SCALES
from core.interpretation import Interpretation
from core.layouts import LAYOUTS, POINTS
from core.upright import UP_AXES

_UPS = ("z", *(axis for axis in UP_AXES if axis != "z"))


class Taking(QWidget):
    """Shows how a candidate is taken, and says what somebody changes about it."""

    changed = Signal(str, object)
    """A field of `Interpretation`, and its new value."""
    layout_chosen = Signal(object)
    """The name of one of `core.layouts.LAYOUTS`, ``"points"``, or None."""
    remedied = Signal(object)
    """An `Interpretation` that would put a doubt right."""

    def __init__(self) -> None:
        super().__init__()
        self.joint_layout, self.up, self.scale = QComboBox(), QComboBox(), QComboBox()
        self.fps = QDoubleSpinBox(minimum=0.01, maximum=100_000, decimals=3, suffix=" fps")
        self.fps.setKeyboardTracking(False)
        self.mirrored = QCheckBox("Left and right are &mirrored")
        self.centres = QCheckBox("&Joint centres in place of markers")
        self.said = QLabel(wordWrap=True)
        self.said.setProperty("role", "muted")
        self.remedy = QPushButton()
        self.remedy.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._remedy = Interpretation()
        self._read_fps = 0.0
        self._lay_out()
        self._connect()

    def show_candidate(self, one: Candidate | None) -> None:
        """Show how it is taken; nothing can be changed of what cannot be read."""
        for part in self._parts:
            part.setEnabled(one is not None and one.importable)
            self._form.setRowVisible(part, one is not None and bool(one.preview))
            part.blockSignals(True)
        if one:
            self._show_layout(one)
        if one and one.preview:
            self._show(one, one.meant)
        for part in self._parts:
            part.blockSignals(False)
        self._tell(one)

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

    def _show_layout(self, one: Candidate) -> None:
        self._form.setRowVisible(self.joint_layout, one.takes_layout)
        self.joint_layout.setEnabled(True)
        self.joint_layout.setCurrentIndex(max(self.joint_layout.findData(one.layout), 0))

    def _tell(self, one: Candidate | None) -> None:
        remedies = (doubt.remedy for doubt in one.doubts) if one else ()
        remedy = next(filter(None, remedies), None)
        said = filter(None, (one.refusal, *one.warnings)) if one else ()
        text = "\n".join(f"{text[0].upper()}{text[1:]}." for text in said)
        self.said.setText(text)
        self.said.setVisible(bool(text))
        self.remedy.setVisible(remedy is not None)
        self._remedy = remedy or Interpretation()
        self.remedy.setText(f"Take It So: {self._remedy.said}")

    @property
    def _parts(self) -> tuple[QWidget, ...]:
        return self.joint_layout, self.up, self.scale, self.fps, self.mirrored, self.centres

    def _lay_out(self) -> None:
        self.up.addItems([f"{axis}, as it was read" if axis == "z" else axis for axis in _UPS])
        self.scale.addItems([""] * len(SCALES))
        self.joint_layout.addItem("as the file says", None)
        for name in (*LAYOUTS, POINTS):
            self.joint_layout.addItem(name, name)
        self._form = form = QFormLayout(self)
        form.setContentsMargins(12, 12, 12, 12)
        form.setSpacing(8)
        captions = ("Layout", "Up", "Lengths", "Rate")
        for caption, part in zip(captions, self._parts, strict=False):
            part.setAccessibleName(caption)
            part.setMaximumWidth(240)
            form.addRow(caption, part)
        for row in (self.mirrored, self.centres, self.said, self.remedy):
            form.addRow(row)

    def _connect(self) -> None:
        self.joint_layout.currentIndexChanged.connect(
            lambda: self.layout_chosen.emit(self.joint_layout.currentData())
        )
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
