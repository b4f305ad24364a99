"""Signal lanes in the real window: chosen by hand, aligned with the lanes, alive in both."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox, QToolButton
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.settings import Settings
from app.signals.lane import SignalLane
from app.signals.picker import SignalPicker
from core.signals import BodyJoint, Signal
from tests.e2e.conftest import picture

SPEED = Signal("speed", (BodyJoint(0, "HandRight"),))


@pytest.fixture
def lane(demo: MainWindow, qtbot: QtBot) -> SignalLane:
    """A lane with the speed of the right hand, chosen with the mouse."""
    qtbot.mouseClick(demo.timeline.add_signal, Qt.MouseButton.LeftButton)
    picker = demo.findChild(SignalPicker)
    choose(picker.kind, "Speed of a joint")
    choose(picker.joints[0], "HandRight")
    add = picker.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    (lane,) = demo.timeline.signals.lanes
    qtbot.waitUntil(lambda: lane.ready)
    yield lane
    Settings().set_signals(demo.document.recording.skeleton, "")


def choose(combo: QComboBox, text: str) -> None:
    combo.setCurrentText(text)
    assert combo.currentText() == text


def test_it_shows_what_was_picked(demo: MainWindow, lane: SignalLane) -> None:
    assert lane.signal == SPEED
    values = SPEED.values(demo.document.recording)
    for frame in (10, 100, 300):
        demo.playback.seek(frame)
        assert lane._value.text() == f"{values[frame]:.2f} m/s"


def test_the_curve_is_as_high_as_the_value_under_each_pixel(
    demo: MainWindow, lane: SignalLane
) -> None:
    values = SPEED.values(demo.document.recording)
    top = int(np.nanargmax(values))
    demo.playback.seek(0)
    image = picture(lane.plot)
    scale, ground = demo.timeline.scale, image.pixelColor(image.width() - 3, 3)

    def highest(x: float) -> int:
        rows = range(image.height())
        return next(y for y in rows if image.pixelColor(round(x), y) != ground)

    peak = highest(scale.x_of(top + 0.5))
    assert peak < 0.2 * image.height()
    low = int(np.nanargmin(np.convolve(values, np.ones(15), "same")[20:-20])) + 20
    assert highest(scale.x_of(low + 0.5)) > 0.7 * image.height()


def test_it_stands_exactly_under_the_lanes(demo: MainWindow, lane: SignalLane) -> None:
    canvas = demo.timeline.canvas
    lefts = [part.mapTo(demo.timeline, QPoint(0, 0)).x() for part in (canvas, lane.plot)]
    assert lefts[0] == lefts[1]
    assert canvas.width() == lane.plot.width()


def test_time_moves_in_both(demo: MainWindow, lane: SignalLane, qtbot: QtBot) -> None:
    viewport, before = lane.plot._view.viewport(), demo.timeline.scale
    place = QPointF(400, 20)
    wheel = QWheelEvent(
        place,
        viewport.mapToGlobal(place),
        QPoint(),
        QPoint(0, 480),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, wheel)
    after = demo.timeline.scale
    assert after.frames_per_pixel < before.frames_per_pixel / 2
    assert lane.plot._box.viewRange()[0] == pytest.approx([after.first, after.last])
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(200, 20))
    assert demo.playback.frame == after.frame_at(200)
    demo.timeline.fit()
    assert lane.plot._box.viewRange()[0] == pytest.approx([before.first, before.last])


def test_it_goes_by_its_cross(demo: MainWindow, lane: SignalLane, qtbot: QtBot) -> None:
    cross = next(b for b in lane.findChildren(QToolButton) if b.isVisible())
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert demo.timeline.signals.lanes == []
    assert demo.timeline.signals.isHidden()


def test_a_joint_cannot_be_picked_twice(demo: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(demo.timeline.add_signal, Qt.MouseButton.LeftButton)
    picker = demo.findChild(SignalPicker)
    choose(picker.kind, "Distance between two joints")
    assert picker.signal is not None
    picker.joints[1].setCurrentIndex(picker.joints[0].currentIndex())
    assert picker.signal is None
    assert not picker._ok.isEnabled()
    choose(picker.kind, "Angle at a joint")
    middle = picker.joints[1]
    middle.setCurrentText("ElbowLeft")
    middle.activated.emit(middle.currentIndex())
    assert [c.currentText() for c in picker.joints] == ["ShoulderLeft", "ElbowLeft", "WristLeft"]
    picker.reject()
