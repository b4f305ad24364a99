"""What the wheel does to time, wherever it is turned."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent

from app.timeline.geometry import TimeScale

_ZOOM_PER_NOTCH = 1.25
_SCROLL_PER_NOTCH = 80.0
_NOTCH = 120.0


def turned(scale: TimeScale, event: QWheelEvent) -> TimeScale:
    """Ctrl zooms at the pointer; without it the wheel scrolls through time."""
    delta = event.angleDelta()
    notches = (delta.y() or delta.x()) / _NOTCH
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return scale.zoomed(event.position().x(), _ZOOM_PER_NOTCH**notches)
    return scale.scrolled(-notches * _SCROLL_PER_NOTCH)
