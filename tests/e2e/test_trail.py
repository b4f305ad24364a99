"""The trail of a joint is seen in the real window, by OpenGL and by the painter."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.viewer.fallback import paint
from app.viewer.trail_menu import NONE, TrailMenu
from app.viewer.view import Viewer
from tests.app.viewer.people import pose, walking

MAGENTA = QColor("#ff00ff")


@pytest.fixture
def viewer(qtbot: QtBot) -> Viewer:
    """Somebody who glides to the right, seen from the front."""
    viewer = Viewer()
    qtbot.addWidget(viewer)
    viewer.resize(600, 320)
    viewer.show()
    qtbot.waitExposed(viewer)
    qtbot.waitUntil(lambda: bool(viewer.renderer_text))
    viewer.set_recording(walking(speed=1.0))
    viewer.set_body_colours([MAGENTA])
    viewer.look_from("front")
    viewer.set_frame(100)
    return viewer


def painted(viewer: Viewer) -> QImage:
    image = QImage(viewer.size(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter, viewer._state.shot(), viewer.width(), viewer.height())
    painter.end()
    return image


@pytest.mark.parametrize("picture", [Viewer.grab_picture, painted])
def test_it_is_drawn_where_the_joint_was(viewer: Viewer, picture) -> None:  # type: ignore[no-untyped-def]
    head = pose()[3]
    places = [head + np.array((frame / 30, 0, 0)) for frame in (88, 92, 108, 112)]
    before = picture(viewer)
    viewer.set_trail("Head")
    after = picture(viewer)
    for x, y in viewer.project(np.array(places)).tolist():
        was, now = (image.pixelColor(round(x), round(y)) for image in (before, after))
        assert now.red() > was.red() + 20
        assert now.red() - now.green() > 20
    viewer.set_trail("")
    assert picture(viewer) == before


def test_the_menu_picks_the_joint_and_none(demo: MainWindow) -> None:
    menu = demo.findChild(TrailMenu)
    for joint, text in (("HandRight", "HandRight"), ("", NONE)):
        menu.aboutToShow.emit()
        next(action for action in menu.actions() if action.text() == text).trigger()
        assert demo.stage.viewer.snapshot().trail == joint
        menu.aboutToShow.emit()
        assert [a.text() for a in menu.actions() if a.isChecked()] == [text]
