"""A small dialog in which a signal is put together."""

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QWidget

from app.signals.names import KINDS, joint_name
from core.recording import Recording
from core.signals import BodyJoint, Signal

_CAPTIONS = {
    "speed": ("Joint",),
    "distance": ("From", "To"),
    "angle": ("From", "At", "To"),
}


class SignalPicker(QDialog):
    """Asks for a kind and its joints; proposes what is likely for each."""

    def __init__(self, recording: Recording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Add a Signal")
        self._skeleton, self._n_bodies = recording.skeleton, recording.n_bodies
        self._joints = [
            BodyJoint(body, joint)
            for body in range(recording.n_bodies)
            for joint in recording.skeleton.joint_names
        ]
        self.kind = QComboBox()
        self.kind.setAccessibleName("Kind of signal")
        for kind, text in KINDS.items():
            self.kind.addItem(text, kind)
        self.joints = [QComboBox() for _ in range(3)]
        self._captions = [QLabel() for _ in self.joints]
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText("Add")
        self._ok.setProperty("role", "primary")
        for button in self._buttons.buttons():
            # Some desktops would put coloured pictures on them.
            button.setIcon(QIcon())
        self._lay_out()
        self._connect()
        self._show_kind()

    @property
    def signal(self) -> Signal | None:
        """What is picked; None while two of its joints are the same."""
        kind = self.kind.currentData()
        picked = tuple(self._joints[c.currentIndex()] for c in self.joints[: len(_CAPTIONS[kind])])
        return Signal(kind, picked) if len(set(picked)) == len(picked) else None

    def _lay_out(self) -> None:
        self._form = QFormLayout(self)
        self._form.setContentsMargins(16, 16, 16, 12)
        self._form.setSpacing(8)
        self._form.addRow("Show", self.kind)
        for caption, combo in zip(self._captions, self.joints, strict=True):
            combo.addItems([joint_name(joint, self._n_bodies) for joint in self._joints])
            combo.setMinimumWidth(220)
            self._form.addRow(caption, combo)
        self._form.addRow(self._buttons)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._show_kind)
        self.joints[1].activated.connect(self._propose_ends)
        for combo in self.joints:
            combo.currentIndexChanged.connect(self._check)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def _show_kind(self) -> None:
        kind = self.kind.currentData()
        captions = _CAPTIONS[kind]
        for number, combo in enumerate(self.joints):
            self._form.setRowVisible(combo, number < len(captions))
            if number < len(captions):
                self._captions[number].setText(captions[number])
                combo.setAccessibleName(captions[number])
        for combo, joint in zip(self.joints, self._likely(kind), strict=False):
            combo.setCurrentIndex(joint)
        self._check()
        self.adjustSize()

    def _likely(self, kind: str) -> tuple[int, ...]:
        """The fastest part of a body: the end of the longest limb, its other side, its middle."""
        skeleton = self._skeleton
        hand = _end_of_longest(skeleton.parents)
        if kind == "angle":
            return _around(skeleton.parents[hand], skeleton.parents)
        other = skeleton.mirror[hand]
        return hand, other if other != hand else skeleton.parents.index(-1)

    def _propose_ends(self, index: int) -> None:
        """Whoever picks the middle of an angle mostly means the bones on either side."""
        if self.kind.currentData() == "angle":
            n_joints = self._skeleton.n_joints
            around = _around(index % n_joints, self._skeleton.parents)
            body = index // n_joints * n_joints
            for combo, joint in zip(self.joints, around, strict=True):
                combo.setCurrentIndex(body + joint)

    def _check(self) -> None:
        self._ok.setEnabled(self.signal is not None)


def _depth(joint: int, parents: tuple[int, ...]) -> int:
    return 0 if parents[joint] < 0 else 1 + _depth(parents[joint], parents)


def _end_of_longest(parents: tuple[int, ...]) -> int:
    return max(range(len(parents)), key=lambda joint: _depth(joint, parents))


def _around(joint: int, parents: tuple[int, ...]) -> tuple[int, int, int]:
    """The parent of a joint, the joint, its first child; other joints where there are none."""
    others = [other for other in range(len(parents)) if other != joint]
    children = [other for other in others if parents[other] == joint]
    before = parents[joint] if parents[joint] >= 0 else next(iter(children[1:] or others), joint)
    after = next((other for other in [*children, *others] if other != before), joint)
    return before, joint, after
