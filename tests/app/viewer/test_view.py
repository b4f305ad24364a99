import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.viewer.fallback import PainterView
from app.viewer.renderer import Renderer
from app.viewer.surface import CHOICE
from app.viewer.view import SkeletonView, Viewer
from tests.app.viewer.people import moved, people, pose, walking

SIZE = (320, 240)


def _shown(qtbot: QtBot) -> Viewer:
    viewer = Viewer()
    qtbot.addWidget(viewer)
    viewer.resize(*SIZE)
    viewer.show()
    qtbot.waitExposed(viewer)
    qtbot.waitUntil(lambda: bool(viewer.renderer_text))
    return viewer


def _uses_painter(viewer: Viewer) -> bool:
    return viewer.findChild(PainterView) is not None and viewer.findChild(SkeletonView) is None


def test_tells_which_renderer_draws(qtbot: QtBot) -> None:
    viewer = Viewer()
    qtbot.addWidget(viewer)
    with qtbot.waitSignal(viewer.renderer_changed) as told:
        viewer.show()
    assert told.args == [viewer.renderer_text]
    assert viewer.renderer_text.startswith("OpenGL ")
    assert " · " in viewer.renderer_text


def test_the_environment_can_ask_for_the_painter(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CHOICE, "painter")
    viewer = _shown(qtbot)
    assert _uses_painter(viewer)
    assert viewer.renderer_text == PainterView.TEXT


def _refuse(*_: object) -> None:
    raise RuntimeError("the driver refuses")


@pytest.mark.parametrize("broken", ["__init__", "draw"])
def test_a_renderer_that_fails_gives_way_to_the_painter(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    monkeypatch.setattr(Renderer, broken, _refuse)
    viewer = Viewer()
    qtbot.addWidget(viewer)
    viewer.set_recording(people(pose()))
    viewer.show()
    qtbot.waitUntil(lambda: viewer.renderer_text == PainterView.TEXT)
    assert viewer.failure == "the driver refuses"
    qtbot.waitUntil(lambda: _uses_painter(viewer))
    viewer.set_frame(3)
    assert not viewer.grab_picture().isNull()


def test_no_context_gives_way_to_the_painter(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SkeletonView, "isValid", lambda self: False)
    viewer = Viewer()
    qtbot.addWidget(viewer)
    viewer.show()
    qtbot.waitUntil(lambda: _uses_painter(viewer))
    assert "context" in viewer.failure


def test_survives_a_move_to_another_window(qtbot: QtBot) -> None:
    """As when a dock is torn off: Qt makes a new context."""
    viewer = _shown(qtbot)
    viewer.set_recording(people(pose()))
    host = _shown(qtbot)
    viewer.setParent(host)
    viewer.show()
    qtbot.wait(50)
    assert not viewer.failure
    assert not viewer.grab_picture().isNull()


def _drag(viewer: Viewer, button: Qt.MouseButton, by: QPoint, shift: bool = False) -> None:
    start = QPointF(SIZE[0] / 2, SIZE[1] / 2)
    keys = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    for kind, at in (
        (QMouseEvent.Type.MouseButtonPress, start),
        (QMouseEvent.Type.MouseMove, start + QPointF(by)),
        (QMouseEvent.Type.MouseButtonRelease, start + QPointF(by)),
    ):
        where = viewer.mapToGlobal(at)
        QApplication.sendEvent(viewer, QMouseEvent(kind, at, where, button, button, keys))


@pytest.mark.parametrize(
    ("button", "shift"), [(Qt.MouseButton.MiddleButton, False), (Qt.MouseButton.LeftButton, True)]
)
def test_panning_takes_the_body_along(qtbot: QtBot, button: Qt.MouseButton, shift: bool) -> None:
    viewer = _shown(qtbot)
    viewer.set_recording(people(pose()))
    target = viewer._state.camera.target
    _drag(viewer, button, QPoint(40, -25), shift)
    np.testing.assert_allclose(viewer.project(target), (160 + 40, 120 - 25), atol=1e-6)


def test_dragging_to_the_right_turns_the_scene_to_the_right(qtbot: QtBot) -> None:
    viewer = _shown(qtbot)
    viewer.set_recording(people(pose()))
    camera = viewer._state.camera
    nearest = camera.target + 0.3 * camera.axes[2]
    _drag(viewer, Qt.MouseButton.LeftButton, QPoint(40, 20))
    x, y = viewer.project(nearest)
    assert x > 165
    assert y > 120
    np.testing.assert_allclose(viewer.project(camera.target), (160, 120), atol=1e-6)


def test_the_wheel_zooms_towards_the_cursor(qtbot: QtBot) -> None:
    viewer = _shown(qtbot)
    viewer.set_recording(people(pose()))
    camera = viewer._state.camera
    scale = camera.metres_per_pixel(SIZE[1])
    point = camera.target + scale * (60 * camera.axes[0] + 30 * camera.axes[1])
    at = QPointF(160 + 60, 120 - 30)
    event = QWheelEvent(
        at,
        viewer.mapToGlobal(at),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewer, event)
    assert viewer._state.camera.distance < camera.distance
    np.testing.assert_allclose(viewer.project(point), (at.x(), at.y()), atol=1e-6)


def test_anything_can_be_set_in_any_order(qtbot: QtBot) -> None:
    viewer = _shown(qtbot)
    viewer.set_frame(7)
    viewer.set_body_colours([QColor("red"), None, QColor("blue")])
    viewer.look_from("top")
    viewer.toggle_orthographic()
    viewer.toggle_follow()
    viewer.toggle_ground()
    viewer.frame_all()
    viewer.set_recording(people(pose(), moved(pose(), 1)))
    viewer.set_frame(10**9)
    viewer.set_frame(-1)
    viewer.set_recording(walking(1.0), np.ones(25, bool))
    viewer.grab_picture()
    viewer.set_recording(None)
    viewer.grab_picture()
    assert not viewer.failure
