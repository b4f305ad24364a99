"""The skeleton of the model as a drawing, with a mark at each joint for what it is taken from."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.theme import Theme
from core.joints.mapping import ESSENTIAL, JointMap
from core.skeleton import KINECT2

_WIDE, _HIGH = 1.5, 2.0
# As somebody stands who is looked at from the front: the left side is on the right.
_PLACES = {
    "SpineBase": (0.0, 0.98),
    "SpineMid": (0.0, 0.72),
    "SpineShoulder": (0.0, 0.46),
    "Neck": (0.0, 0.36),
    "Head": (0.0, 0.14),
    "Shoulder": (0.21, 0.49),
    "Elbow": (0.38, 0.74),
    "Wrist": (0.5, 1.0),
    "Hand": (0.55, 1.1),
    "HandTip": (0.6, 1.2),
    "Thumb": (0.46, 1.16),
    "Hip": (0.13, 1.04),
    "Knee": (0.17, 1.42),
    "Ankle": (0.2, 1.8),
    "Foot": (0.28, 1.9),
}
_RADIUS, _NEAR = 5.0, 14.0


class JointPicture(QWidget):
    """Full where a joint is known, hollow where it is made up, a warning where it is missing."""

    picked = Signal(str)
    """A joint of the model that was clicked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._current = theme, ""
        self._joints: JointMap | None = None
        self.setAccessibleName("Joints of the model")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(190, 240)

    def show_joints(self, joints: JointMap | None, current: str) -> None:
        """Show what is known, and one of the model's joints as the one in question."""
        self._joints, self._current = joints, current
        self.update()

    def place_of(self, joint: str) -> QPointF:
        """Where a joint of the model is drawn."""
        side = 1 if joint.endswith("Left") else -1
        x, y = _PLACES[joint.removesuffix("Left").removesuffix("Right")]
        scale = min(self.width() / _WIDE, self.height() / _HIGH)
        return QPointF(self.width() / 2 + side * x * scale, y * scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("hairline"), 3, c=Qt.PenCapStyle.RoundCap))
        for parent, child in KINECT2.bones:
            ends = (self.place_of(KINECT2.joint_names[joint]) for joint in (parent, child))
            painter.drawLine(*ends)
        if self._joints:
            for joint in KINECT2.joint_names:
                self._paint_joint(painter, joint, self._joints)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        def away(joint: str) -> float:
            to = self.place_of(joint) - event.position()
            return to.x() ** 2 + to.y() ** 2

        nearest = min(KINECT2.joint_names, key=away)
        if away(nearest) < _NEAR**2:
            self.picked.emit(nearest)

    def _paint_joint(self, painter: QPainter, joint: str, joints: JointMap) -> None:
        source, middle = joints.found.get(joint), self.place_of(joint)
        missing = not source and joint in ESSENTIAL
        rim = self._theme.colour("warning" if missing else "text")
        inside = QColor(rim) if source else self._theme.colour("panel")
        if source:
            inside.setAlphaF(source.confidence**2)
        painter.setPen(QPen(rim, 1.5))
        painter.setBrush(self._theme.colour("panel"))
        painter.drawEllipse(middle, _RADIUS, _RADIUS)
        painter.setBrush(inside)
        painter.drawEllipse(middle, _RADIUS, _RADIUS)
        if joint == self._current:
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            reach = _RADIUS + 4
            painter.drawEllipse(
                QRectF(middle.x() - reach, middle.y() - reach, 2 * reach, 2 * reach)
            )
